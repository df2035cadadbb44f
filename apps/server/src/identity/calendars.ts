import { Injectable } from '@nestjs/common';
import type { Calendar } from '@gaita/calendar';
import { createCalendar } from '@gaita/calendar';
import { Institutions } from './institutions.ts';

/** The working-day calendar of each institution. */
@Injectable()
export class Calendars {
  private readonly made = new Map<string, { readonly revision: number; readonly calendar: Calendar }>();

  constructor(private readonly institutions: Institutions) {}

  /** For `shared` and an unknown institution: that of the default one. */
  async of(institution: string): Promise<Calendar> {
    const row = (await this.institutions.find(institution)) ?? (await this.institutions.default());
    const known = this.made.get(row.id);
    if (known?.revision === row.revision) return known.calendar;
    const calendar = createCalendar({ country: row.country, zone: row.zone, movedDays: row.movedDays });
    this.made.set(row.id, { revision: row.revision, calendar });
    return calendar;
  }
}
