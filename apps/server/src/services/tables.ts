import type { Language } from '@gaita/contracts';
import type { RowOf } from '../platform/database/table.ts';
import { bigText, boolean, id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

/** Where a service stands in its life cycle. */
export const serviceStages = ['planned', 'in-creation', 'in-introduction', 'live', 'retiring', 'retired'] as const;
export type ServiceStage = (typeof serviceStages)[number];

/** The registry of services: what the catalogue shows and to whom a service belongs. */
export const serviceTable = table('service', {
  id: id(),
  institution: key(),
  /** Unique in the institution: `tree-felling-permit`. */
  serviceKey: key(),
  names: json<{ readonly [L in Language]?: string }>(),
  stage: key<ServiceStage>(),
  /** Account of the service manager. */
  manager: key().orNull(),
  intakeOpen: boolean(),
  /** Key of the process by which the service is provided. */
  processKey: key().orNull(),
  updatedAt: millis(),
  revision: integer(),
});
export type ServiceRow = RowOf<typeof serviceTable>;

export interface Indicators {
  readonly openCases: number;
  readonly finishedCases: number;
  readonly overdueTasks: number;
  /** Median lead time of the finished cases in days, to one decimal; null when none was finished. */
  readonly medianDays: number | null;
}

/** Indicators of a service over one month, as a review saw them. `id` is the job that collected them. */
export const serviceIndicatorTable = table('service_indicator', {
  id: id(),
  institution: key(),
  serviceKey: key(),
  periodFrom: millis(),
  periodTo: millis(),
  indicators: json<Indicators>(),
});
export type ServiceIndicatorRow = RowOf<typeof serviceIndicatorTable>;

/** A message to a person, the people of a role, or an address. `id` is the job that sent it: sent once, however often it is tried. */
export const noticeTable = table('notice', {
  id: id(),
  institution: key(),
  instanceId: id(),
  processKey: key(),
  role: key().orNull(),
  account: key().orNull(),
  /** E-mail addresses. */
  recipients: json<string[]>(),
  subject: text(),
  body: bigText(),
  texts: json<{ readonly [L in Language]?: { readonly subject?: string; readonly text?: string } }>(),
  /** `none`: no address. `not-configured`: there is no mail server. */
  mail: key<'pending' | 'sent' | 'not-configured' | 'none'>(),
  createdAt: millis(),
  revision: integer(),
});
export type NoticeRow = RowOf<typeof noticeTable>;
