import type { Country, LocalDate } from '../calendar.ts';

/** A day that a government made working or free for one year. */
export interface MovedDay {
  readonly country: Country;
  readonly date: LocalDate;
  readonly working: boolean;
  /** `all`: free for everybody. `state`: binding for state bodies, advice for municipalities. */
  readonly binding: 'all' | 'state';
  readonly source: string;
}

const LV_2026 = 'Order of the Cabinet of Ministers on moved working days in 2026';
const BG_2026 = 'Decision of the Council of Ministers on days off in 2026';

/**
 * To be extended each year when the governments decide; meanwhile an institution adds the days as overrides.
 * That a Saturday worked instead counts as a working day of a legal term is our reading: no jurist has confirmed it.
 */
export const movedDays: readonly MovedDay[] = [
  { country: 'LV', date: '2026-01-02', working: false, binding: 'state', source: LV_2026 },
  { country: 'LV', date: '2026-01-17', working: true, binding: 'state', source: LV_2026 },
  { country: 'LV', date: '2026-06-22', working: false, binding: 'state', source: LV_2026 },
  { country: 'LV', date: '2026-06-27', working: true, binding: 'state', source: LV_2026 },
  { country: 'BG', date: '2026-01-02', working: false, binding: 'all', source: BG_2026 },
];
