import { Injectable } from '@nestjs/common';
import type { Calendar } from '@gaita/calendar';
import { createCalendar } from '@gaita/calendar';
import { Institutions } from './institutions.ts';

/** Times of start timers that are published before the first administrator comes; all countries served keep this zone's hours. */
const beforeAnyInstitution = createCalendar({ country: 'LV', zone: 'Europe/Riga', movedDays: false });

/** The working-day calendar of each institution. */
@Injectable()
export class Calendars {
  private readonly made = new Map<string, { readonly revision: number; readonly calendar: Calendar }>();

  constructor(private readonly institutions: Institutions) {}

  /** For `shared` and an unknown institution: that of the default one, and before there is any that of a Baltic one. */
  async of(institution: string): Promise<Calendar> {
    const row = (await this.institutions.find(institution)) ?? (await this.institutions.findDefault());
    if (!row) return beforeAnyInstitution;
    const known = this.made.get(row.id);
    if (known?.revision === row.revision) return known.calendar;
    const calendar = createCalendar({ country: row.country, zone: row.zone, movedDays: row.movedDays });
    this.made.set(row.id, { revision: row.revision, calendar });
    return calendar;
  }
}
