export type { Calendar, Country, Deadline, LocalDate } from './calendar.ts';
export { CalendarError } from './calendar-error.ts';
export { createCalendar } from './create-calendar.ts';
export type { CalendarOptions, CalendarOverride } from './create-calendar.ts';
export type { Extension, ProcedureRule } from './data/procedure-rule.ts';
export { nationalProcedures } from './find-procedure.ts';
export { parseTerm } from './term.ts';
export type { Term } from './term.ts';
