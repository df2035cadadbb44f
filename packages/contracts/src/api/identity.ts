import { z } from 'zod';
import { languages, roleKeys } from '../roles.ts';

/** Institution that stands for no one in particular: its definitions are visible to all institutions. */
export const SHARED = 'shared';

const account = z.string().trim().min(1).max(100);
/** Names in the audit and the journal for what no person did, or nobody known: nobody has them as an account. */
export const reservedAccounts: readonly string[] = ['system', 'anonymous', 'unknown'];
/** Of a new account. */
export const accountName = account
  .regex(/^[a-z0-9][a-z0-9._@-]*$/, 'Use small letters, digits, dot, hyphen, underscore or @.')
  .refine((name) => !reservedAccounts.includes(name), 'This name stands for the server itself. Choose another.');
/** In one line: it stands in mails and lists. */
export const personName = z
  .string()
  .trim()
  .min(1)
  .max(191)
  .regex(/^\P{Cc}*$/u, 'Write the name in one line.');
const password = z.string().min(1).max(200);
const language = z.enum(languages);

/**
 * A role that a person holds now, in which institution, and there in which unit (it counts in those below too) or for which
 * service where it is limited to one.
 */
export const heldRole = z.object({
  role: z.string(),
  institution: z.string(),
  unit: z.string().optional(),
  service: z.string().optional(),
  /** Account of somebody who is away: the role is theirs. */
  standsInFor: z.string().optional(),
});
export type HeldRole = z.infer<typeof heldRole>;

/** `POST /api/v1/session` */
export const signInRequest = z.strictObject({ account, password });
export type SignInRequest = z.infer<typeof signInRequest>;

/** `GET /api/v1/sign-in-options`: what there is beside account and password. */
export const signInOptions = z.object({
  /** An OpenID Connect provider; `name` is its host. `GET /api/v1/session/oidc?return=<path>` sends the browser there. */
  oidc: z.object({ name: z.string() }).optional(),
});
export type SignInOptions = z.infer<typeof signInOptions>;

export const institutionView = z.object({
  id: z.string(),
  name: z.string(),
  country: z.enum(['LV', 'LT', 'BG']),
  zone: z.string(),
  /** Does it take over the working days that the government moves? */
  movedDays: z.boolean(),
  language,
  isDefault: z.boolean(),
});
export type InstitutionView = z.infer<typeof institutionView>;

/** Answer of `POST` and `GET /api/v1/session`: who is signed in. */
export const sessionView = z.object({
  account: z.string(),
  name: z.string(),
  email: z.string(),
  language,
  /** The institution that the person belongs to. */
  institution: institutionView,
  /** Every institution in which the person holds a role, the own one first. */
  institutions: z.array(institutionView),
  roles: z.array(heldRole),
  /** Who is away and has their roles and tasks with this person; `until` in milliseconds since 1970, excluded. */
  standsInFor: z.array(z.object({ account: z.string(), name: z.string(), until: z.number() })),
  isAdministrator: z.boolean(),
  /** E-mail is set up on this server. */
  sendsMail: z.boolean(),
  /** Milliseconds until one has to sign in again; absent with a password in each request. */
  endsIn: z.number().optional(),
});
export type SessionView = z.infer<typeof sessionView>;

/** Somebody as lists show them. */
export const personView = z.object({
  account: z.string(),
  name: z.string(),
  institution: z.string(),
  roles: z.array(heldRole),
});
export type PersonView = z.infer<typeof personView>;

/** `GET /api/v1/people`: the people of the institutions that the asker belongs to. */
export const peopleQuery = z.strictObject({
  role: z.string().max(191).optional(),
  institution: z.string().max(191).optional(),
  account: account.optional(),
});
export type PeopleQuery = z.infer<typeof peopleQuery>;
export const peopleView = z.array(personView);

/** `GET /api/v1/roles`: the registry, names by language. */
export const roleView = z.object({
  key: z.enum(roleKeys),
  names: z.record(language, z.string()),
  /** Languages whose text no native speaker has read yet. */
  unchecked: z.array(language),
});
export type RoleView = z.infer<typeof roleView>;
export const rolesView = z.array(roleView);

/** `POST /api/v1/first-administrator`: by the one-time link that the server prints when nobody administers it. */
export const firstAdministratorRequest = z.strictObject({
  token: z.string().min(20).max(100),
  account: accountName,
  name: personName,
  email: z.email().max(191),
  password: z.string().min(12, 'Use at least 12 characters.').max(200),
  language,
  /** Needed when the database has no institution yet. */
  institution: z
    .strictObject({
      id: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{0,35}$/, 'Use small letters, digits and hyphens, at most 36.')
        .refine((id) => id !== SHARED, 'This stands for all institutions. Choose another.'),
      name: z.string().trim().min(1).max(191),
      country: z.enum(['LV', 'LT', 'BG']),
      movedDays: z.boolean(),
    })
    .optional(),
});
export type FirstAdministratorRequest = z.infer<typeof firstAdministratorRequest>;

/** `GET /api/v1/demo-accounts`: in demo mode, an account of each role to sign in with; the password is `demo`. */
export const demoAccountView = z.object({ account: z.string(), name: z.string(), institution: z.string() });
export type DemoAccountView = z.infer<typeof demoAccountView>;
