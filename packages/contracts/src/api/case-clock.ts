import { z } from 'zod';

/** A calendar day of the institution, `YYYY-MM-DD`. */
export const calendarDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** The legal term of a case beside a task or a case in a list. */
export const caseClockSummary = z.object({
  /** `kept`: what the law asks for was done. `ended`: the case ended otherwise. */
  state: z.enum(['running', 'stopped', 'kept', 'ended']),
  /** The last day; while the clock stands still the one that it had when it was counted last. */
  dueOn: calendarDay,
  dueAt: z.number(),
  /** In which the law counts what is left. */
  unit: z.enum(['working day', 'day']),
  act: z.string(),
  article: z.string(),
  /** The first day after the term, where that came before the term was kept. */
  breachedOn: calendarDay.optional(),
});
export type CaseClockSummary = z.infer<typeof caseClockSummary>;

export const caseClockEntry = z.object({
  kind: z.enum(['opened', 'received', 'stopped', 'resumed', 'extended', 'passed', 'kept', 'ended']),
  on: calendarDay,
  at: z.number(),
  /** Name of the person; absent for what the process did itself. */
  by: z.string().optional(),
  elementId: z.string().optional(),
  ground: z.string().optional(),
  reason: z.string().optional(),
  /** What the applicant was told. */
  notice: z.string().optional(),
  until: calendarDay.optional(),
  percent: z.number().int().optional(),
});
export type CaseClockEntry = z.infer<typeof caseClockEntry>;

/** How the legal term of a case is counted. */
export const caseClockView = caseClockSummary.extend({
  procedure: z.string(),
  /** Rule set and version that was valid on receipt: `LV/administrative-act/2004-02-01`. */
  ruleSet: z.string(),
  /** As the rule set writes it: `1 month`, `20 working days`. */
  term: z.string(),
  receivedOn: calendarDay,
  used: z.number().int(),
  /** Negative when the last day has passed. */
  left: z.number().int(),
  /** The day on which the term ends by its count, where that is no working day. */
  rolledFrom: calendarDay.optional(),
  /** Times for which it stood still; `to`: the day on which it went on. */
  stops: z.array(z.object({ from: calendarDay, to: calendarDay.optional() })),
  /** Days from Monday to Friday that are free, and days of weekends that are worked, between receipt and the last day. */
  free: z.array(calendarDay),
  worked: z.array(calendarDay),
  /** How far the term may be extended. */
  latest: calendarDay.optional(),
  extension: z.object({ term: z.string(), ground: z.string(), notice: z.string().optional() }).optional(),
  entries: z.array(caseClockEntry),
  /** Of what was done to it; that time passes is no new one. */
  version: z.string(),
  may: z.object({ stop: z.boolean(), resume: z.boolean(), extend: z.boolean() }),
});
export type CaseClockView = z.infer<typeof caseClockView>;

/** `GET /api/v1/cases/:id/clock`; empty for a case without a legal term. */
export const caseClockAnswer = z.object({ clock: caseClockView.optional() });
export type CaseClockAnswer = z.infer<typeof caseClockAnswer>;

const ground = z.string().trim().min(1).max(500);
const long = z.string().trim().min(1).max(5_000);
/** The `version` that was seen; when something was done to the clock since: `version-conflict` with `ClockConflictDetails`. */
const seen = z.string().max(40).optional();

/** `POST /api/v1/cases/:id/clock/stop`: on which ground of the law, why, and what the applicant is told. */
export const stopClockRequest = z.strictObject({ ground, reason: long, notice: long, seen });
export type StopClockRequest = z.infer<typeof stopClockRequest>;

/** `POST /api/v1/cases/:id/clock/resume` */
export const resumeClockRequest = z.strictObject({ reason: long.optional(), seen });
export type ResumeClockRequest = z.infer<typeof resumeClockRequest>;

/** `POST /api/v1/cases/:id/clock/extend`; `until`: the new last day, default: as far as the law allows. */
export const extendClockRequest = z.strictObject({ until: calendarDay.optional(), ground, reason: long, notice: long, seen });
export type ExtendClockRequest = z.infer<typeof extendClockRequest>;

/** The clock as it is now. */
export const clockConflictDetails = z.object({ clock: caseClockView });
export type ClockConflictDetails = z.infer<typeof clockConflictDetails>;
