import { z } from 'zod';
import { calendarDay } from './case-clock.ts';
import { variables } from '../values.ts';
import { caseView } from './cases.ts';

/** `receivedOn`: the day of receipt as a form has it; today where it is none, or has not come yet. */
export const intakeQuery = z.strictObject({ receivedOn: z.string().max(40).optional() });

/** `GET /api/v1/processes/:key/intake`: what one should know before starting a case, and its first form. */
export const intakeView = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string().optional(),
  definitionId: z.string(),
  /** May the reader start a case of it? */
  mayStart: z.boolean(),
  /** In the reader's language. */
  papers: z.array(z.string()),
  /** In euro. */
  fee: z.number().optional(),
  /** The legal term of a case that is received on that day. */
  term: z
    .object({ receivedOn: calendarDay, dueOn: calendarDay, term: z.string(), act: z.string(), article: z.string() })
    .optional(),
  form: z.object({ schema: z.record(z.string(), z.unknown()), texts: z.record(z.string(), z.unknown()) }).optional(),
  /** Whose form it is: that of the start, or that of the first task, which is completed with it. */
  formOf: z.enum(['start', 'first-task']).optional(),
  /** Key of the field that names the applicant. */
  applicant: z.string().optional(),
  /** Key of the field for the day of receipt, from which the term counts. */
  received: z.string().optional(),
});
export type IntakeView = z.infer<typeof intakeView>;

/** `GET /api/v1/processes/:key/duplicates?applicant=`: open cases of the process with this applicant. */
export const duplicatesQuery = z.strictObject({ applicant: z.string().trim().min(1).max(500) });
export const duplicatesView = z.object({ items: z.array(caseView) });
export type DuplicatesView = z.infer<typeof duplicatesView>;

/** `GET /api/v1/cases/:id/applicant`: who applied, and their other cases; each opening is logged. */
export const applicantView = z.object({
  name: z.string().optional(),
  /** By what they are known or reached, as the process names it. */
  data: variables,
  others: z.array(caseView.extend({ channel: z.string().optional() })),
});
export type ApplicantView = z.infer<typeof applicantView>;
