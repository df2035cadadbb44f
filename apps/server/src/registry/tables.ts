import type { DescriptionTexts, Language } from '@gaita/contracts';
import type { RowOf } from '../platform/database/table.ts';
import { boolean, id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

type Names = { readonly [L in Language]?: string };

/** What somebody is employed as. The roles that go with it are advice: only an assignment gives one. */
export const postTable = table('post', {
  id: id(),
  institution: key(),
  unit: id().orNull(),
  names: json<Names>(),
  roles: json<string[]>(),
  active: boolean(),
  revision: integer(),
});
export type PostRow = RowOf<typeof postTable>;

export const postHolderTable = table('post_holder', {
  id: id(),
  postId: id(),
  personId: id(),
  validFrom: millis(),
  validTo: millis().orNull(),
  revision: integer(),
});
export type PostHolderRow = RowOf<typeof postHolderTable>;

/** A version of a role's description that an institution wrote. Version 1 is the shipped one and has no row. */
export const roleDescriptionTable = table('role_description', {
  id: id(),
  institution: key(),
  role: key(),
  version: integer(),
  texts: json<DescriptionTexts>(),
  changedBy: key(),
  changedAt: millis(),
  note: text().orNull(),
});
export type RoleDescriptionRow = RowOf<typeof roleDescriptionTable>;

/** Somebody knows the duties of a role, in this version. */
export const dutyAcknowledgementTable = table('duty_acknowledgement', {
  id: id(),
  personId: id(),
  institution: key(),
  role: key(),
  version: integer(),
  at: millis(),
});
export type DutyAcknowledgementRow = RowOf<typeof dutyAcknowledgementTable>;

/** Competences that an institution added to the shipped ones. */
export const competenceTable = table('competence', { id: id(), institution: key(), names: json<Names>() });
export type CompetenceRow = RowOf<typeof competenceTable>;

/** What a role asks for, where the institution changed what is shipped. */
export const roleCompetenceTable = table('role_competence', {
  /** `<institution>.<role>` */
  id: key(),
  institution: key(),
  role: key(),
  competences: json<string[]>(),
  revision: integer(),
});
export type RoleCompetenceRow = RowOf<typeof roleCompetenceTable>;

export const personCompetenceTable = table('person_competence', {
  id: id(),
  personId: id(),
  competence: key(),
  since: millis(),
});
export type PersonCompetenceRow = RowOf<typeof personCompetenceTable>;
