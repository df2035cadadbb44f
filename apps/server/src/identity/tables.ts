import type { Country } from '@gaita/calendar';
import type { Language, Preferences, TokenScope } from '@gaita/contracts';
import type { RowOf } from '../platform/database/table.ts';
import { boolean, id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

/** An authority that is served. Its id is a short readable key and what other tables call `institution`. */
export const institutionTable = table('institution', {
  id: id(),
  name: key(),
  country: key<Country>(),
  zone: key(),
  language: key<Language>(),
  /** Does it take over working days that the government moved? */
  movedDays: boolean(),
  /** The lowest is the default institution. */
  position: integer(),
  revision: integer(),
});
export type InstitutionRow = RowOf<typeof institutionTable>;

/** A department, a team: part of an institution, and of another unit unless it stands at the top. */
export const unitTable = table('unit', {
  id: id(),
  institution: key(),
  parent: id().orNull(),
  names: json<{ readonly [L in Language]?: string }>(),
  /** Closed units stay for what refers to them, but nobody is given a role there. */
  active: boolean(),
  revision: integer(),
});
export type UnitRow = RowOf<typeof unitTable>;

/**
 * Somebody with an account. `revision` rises with every change of the person, their roles and their password, so a plan
 * that relies on what somebody may do guards this row.
 */
export const personTable = table('person', {
  id: id(),
  account: key(),
  name: key(),
  email: key(),
  institution: key(),
  language: key<Language>(),
  active: boolean(),
  /** Made by the demo mode: refused in production. */
  demo: boolean(),
  /** A partner is somebody from outside, who sees only what is offered to them or held by them. */
  kind: key<'staff' | 'partner'>(),
  /** Of a partner: whom they work for. */
  organisation: key().orNull(),
  revision: integer(),
  createdAt: millis(),
});
export type PersonRow = RowOf<typeof personTable>;

/** Apart from the person, so that no list of people carries it. Same id as the person. */
export const passwordTable = table('password', {
  id: id(),
  /** argon2id in PHC notation. */
  hash: text(),
  changedAt: millis(),
});
export type PasswordRow = RowOf<typeof passwordTable>;

/**
 * Who holds which role where, from (included) until (excluded). With a unit it counts there and in the units below, without
 * one everywhere in the institution. `service`: the key of the service for which it is held, where it is for one alone.
 */
export const roleAssignmentTable = table('role_assignment', {
  id: id(),
  personId: id(),
  role: key(),
  institution: key(),
  unit: id().orNull(),
  service: key().orNull(),
  validFrom: millis(),
  validTo: millis().orNull(),
  revision: integer(),
});
export type RoleAssignmentRow = RowOf<typeof roleAssignmentTable>;

export const absenceKinds = ['leave', 'business-trip', 'training', 'other'] as const;
export type AbsenceKind = (typeof absenceKinds)[number];

/**
 * Somebody is away from (included) until (excluded); the substitute holds all their roles for that time. Why is never asked
 * beyond the kind: an illness is `other`.
 */
export const absenceTable = table('absence', {
  id: id(),
  personId: id(),
  /** Null: nobody stands in, which the alignment page shows. */
  substituteId: id().orNull(),
  startsAt: millis(),
  endsAt: millis(),
  kind: key<AbsenceKind>(),
  announcedBy: key(),
  announcedAt: millis(),
  revokedAt: millis().orNull(),
  revision: integer(),
});
export type AbsenceRow = RowOf<typeof absenceTable>;

/** Of these assignments (same id) a group at the sign-in provider is the reason: they end when the person leaves the group. */
export const groupAssignmentTable = table('group_assignment', { id: id(), personId: id() });

/** Who somebody is at the OpenID Connect provider. */
export const externalLoginTable = table('external_login', {
  id: id(),
  /** Issuer and subject with a blank between them. */
  subject: text(),
  personId: id(),
  createdAt: millis(),
});

/** A browser that is signed in. The token itself is only in its cookie. */
export const sessionTable = table('session', {
  id: id(),
  tokenHash: key(),
  personId: id(),
  /** The token before, good until a minute after the new one was seen: answers on their way, requests at the same time. */
  previousHash: key().orNull(),
  rotatedAt: millis(),
  /** When the present token was seen first; null: its cookie may have been lost on the way. */
  confirmedAt: millis().orNull(),
  /** Of the person when the present token was made: it is changed with their rights. */
  personRevision: integer(),
  /** `Firefox, Windows`, for the person's own list. */
  client: key(),
  createdAt: millis(),
  expiresAt: millis(),
  revokedAt: millis().orNull(),
  revision: integer(),
});
export type SessionRow = RowOf<typeof sessionTable>;

/** The one-time link by which the first administrator of a new deployment is created. One row, or none. */
export const administratorLinkTable = table('administrator_link', {
  id: id(),
  tokenHash: key(),
  expiresAt: millis(),
  usedAt: millis().orNull(),
  revision: integer(),
});
export type AdministratorLinkRow = RowOf<typeof administratorLinkTable>;

/** How somebody wants the product to be. Same id as the person; no row: as it comes. Their language stands with the person. */
export const preferenceTable = table('preference', {
  id: id(),
  content: json<Partial<Omit<Preferences, 'language'>>>(),
  changedAt: millis(),
});

/** By which a program acts in its owner's name. The token itself is told once and not kept. */
export const apiTokenTable = table('api_token', {
  id: id(),
  personId: id(),
  name: key(),
  /** Its first characters. */
  hint: key(),
  tokenHash: key(),
  scopes: json<TokenScope[]>(),
  createdAt: millis(),
  expiresAt: millis(),
  usedAt: millis().orNull(),
  revokedAt: millis().orNull(),
  revokedBy: key().orNull(),
});
export type ApiTokenRow = RowOf<typeof apiTokenTable>;

/** The one-time link by which somebody sets their password. Same id as the person: a new one replaces the one before. */
export const passwordLinkTable = table('password_link', {
  id: id(),
  tokenHash: key(),
  expiresAt: millis(),
  madeBy: key(),
  madeAt: millis(),
  revision: integer(),
});
