import { Injectable } from '@nestjs/common';
import { addDays } from '@gaita/calendar';
import type { Actor } from '../identity/index.ts';
import { Calendars } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import type { Condition } from '../platform/database/condition.ts';
import { all, among, any, condition } from '../platform/database/condition.ts';

/** What is due today or this week (through Sunday), by the calendar of each institution; what is late is among it. */
@Injectable()
export class DueUntil {
  constructor(
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  /** Rows of `task`. */
  async of(actor: Actor, due: 'today' | 'week'): Promise<Condition> {
    const now = this.clock.now();
    const institutionsByEnd = new Map<number, string[]>();
    for (const institution of actor.institutions) {
      const calendar = await this.calendars.of(institution);
      const today = calendar.dayOf(now);
      const end = calendar.endOfDay(due === 'today' ? today : addDays(today, daysToSunday(today)));
      institutionsByEnd.set(end, [...(institutionsByEnd.get(end) ?? []), institution]);
    }
    const parts = [...institutionsByEnd].map(([end, institutions]) => ({ until: condition('due_at <= ?', end), institutions }));
    // nearly everybody's institutions end their days together
    if (parts.length === 1) return parts[0]!.until;
    return any(parts.map(({ until, institutions }) => all([among('institution', institutions), until])));
  }
}

/** @param day such as `2026-03-02` */
const daysToSunday = (day: string): number => (7 - new Date(`${day}T00:00:00Z`).getUTCDay()) % 7;
