import { z } from 'zod';
import { languages } from '../roles.ts';
import { accountName, personName } from './identity.ts';
import { noticeKinds } from './notices.ts';

const language = z.enum(languages);
const oneLine = z.string().trim().min(1).max(100);
/** What somebody may choose for a password: long rather than strange. */
export const newPassword = z.string().min(12, 'Use at least 12 characters.').max(200);

/** How somebody wants the product to be: `GET` and `PUT /api/v1/session/preferences`. */
export const preferences = z.strictObject({
  language,
  /** `system`: as the device says, light or dark. */
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  /** Percent. */
  textSize: z.union([z.literal(100), z.literal(125), z.literal(150), z.literal(200)]),
  /** Single keys act as commands. */
  singleKeys: z.boolean(),
  /** Kinds of notices that do not come by mail. */
  mailOff: z.array(z.enum(noticeKinds)).max(noticeKinds.length),
  /** Address of the place that opens first; null: as the roles say. */
  firstView: z
    .string()
    .max(200)
    .regex(/^\/[a-z]/, 'must be a place of this product')
    .nullable(),
});
export type Preferences = z.infer<typeof preferences>;

/** What is not given stays as it is. */
export const preferencesRequest = preferences.partial();
export type PreferencesRequest = z.infer<typeof preferencesRequest>;

/** `PUT /api/v1/session/password`: changes one's own; all other sessions end. */
export const changePasswordRequest = z.strictObject({ current: z.string().min(1).max(200), password: newPassword });
export type ChangePasswordRequest = z.infer<typeof changePasswordRequest>;

/** `GET /api/v1/session/list`: browsers in which the person is signed in, the latest first. */
export const openSessionView = z.object({
  id: z.string(),
  /** `Firefox, Windows`; empty when the browser did not say. */
  client: z.string(),
  createdAt: z.number(),
  /** Within half an hour. */
  seenAt: z.number(),
  expiresAt: z.number(),
  /** The one that asks. */
  isCurrent: z.boolean(),
});
export type OpenSessionView = z.infer<typeof openSessionView>;
export const openSessionsView = z.array(openSessionView);

/**
 * What a program may do in its owner's name: reading and changing tasks and cases (changing includes reading), deploying models,
 * external tasks, and what administrators do. Never: passwords, sessions, tokens and accounts.
 */
export const tokenScopes = [
  'tasks:read',
  'tasks:write',
  'cases:read',
  'cases:write',
  'models:deploy',
  'worker',
  'admin',
] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** `POST /api/v1/tokens` */
export const createTokenRequest = z.strictObject({
  name: oneLine,
  scopes: z.array(z.enum(tokenScopes)).min(1).max(tokenScopes.length),
  /** At most a year. */
  days: z.number().int().min(1).max(366),
});
export type CreateTokenRequest = z.infer<typeof createTokenRequest>;

export const tokenView = z.object({
  id: z.string(),
  name: z.string(),
  /** Its first characters, to tell it by. */
  hint: z.string(),
  owner: z.object({ account: z.string(), name: z.string() }),
  scopes: z.array(z.enum(tokenScopes)),
  createdAt: z.number(),
  expiresAt: z.number(),
  /** Within ten minutes. */
  usedAt: z.number().optional(),
});
export type TokenView = z.infer<typeof tokenView>;

/** `GET /api/v1/tokens?of=mine|institution`: the second for administrators. Revoked and expired ones are left out. */
export const tokensQuery = z.strictObject({ of: z.enum(['mine', 'institution']).default('mine') });
export type TokensQuery = z.infer<typeof tokensQuery>;
export const tokensView = z.array(tokenView);

/** Answer of `POST /api/v1/tokens`: the only time that the token itself is told. */
export const createdTokenView = tokenView.extend({ token: z.string() });
export type CreatedTokenView = z.infer<typeof createdTokenView>;

/** `GET /api/v1/accounts`: the people of the institutions that the asker administers. */
export const accountView = z.object({
  account: z.string(),
  name: z.string(),
  email: z.string(),
  institution: z.string(),
  language,
  kind: z.enum(['staff', 'partner']),
  organisation: z.string().optional(),
  active: z.boolean(),
  /** Signs in with a password here. */
  hasPassword: z.boolean(),
  /** Signs in at the institution's provider. */
  isExternal: z.boolean(),
  createdAt: z.number(),
  /** Browsers in which the person is signed in now. */
  sessions: z.number().int(),
});
export type AccountView = z.infer<typeof accountView>;
export const accountsView = z.array(accountView);

/** `POST /api/v1/accounts` */
export const createAccountRequest = z.strictObject({
  account: accountName,
  name: personName,
  email: z.email().max(191),
  institution: z.string().max(36),
  language,
  kind: z.enum(['staff', 'partner']).default('staff'),
  /** Of a partner: whom they work for. */
  organisation: personName.optional(),
});
export type CreateAccountRequest = z.infer<typeof createAccountRequest>;

const accountContent = { name: personName, email: z.email().max(191), language };
/** `PUT /api/v1/accounts/:account` */
export const changeAccountRequest = z.strictObject({
  ...accountContent,
  /** As the sender saw it: refused where somebody changed it meanwhile. Absent: whatever it is now. */
  seen: z.strictObject({ name: z.string(), email: z.string(), language }).optional(),
});
export type ChangeAccountRequest = z.infer<typeof changeAccountRequest>;

/** A one-time link by which a person sets their password; who gives it hands it over. */
export const passwordLinkView = z.object({ account: z.string(), link: z.string(), expiresAt: z.number() });
export type PasswordLinkView = z.infer<typeof passwordLinkView>;

/** `POST /api/v1/password-link` */
export const setPasswordRequest = z.strictObject({ token: z.string().min(20).max(100), password: newPassword });
export type SetPasswordRequest = z.infer<typeof setPasswordRequest>;

export const accountDone = z.object({ account: z.string() });
