import { z } from 'zod';
import { roleKeys } from '../roles.ts';
import { day, account, rowId, key, role, revision, texts, names, conflictReason } from './registry-fields.ts';

/** Institution that is asked about; default: the reader's own. */
export const registryQuery = z.strictObject({ institution: z.string().max(36).optional() });
export type RegistryQuery = z.infer<typeof registryQuery>;

export const termStates = ['past', 'now', 'future'] as const;

/** A role that somebody has, had or will have. */
export const assignmentView = z.object({
  id: z.string(),
  account: z.string(),
  role: z.string(),
  institution: z.string(),
  unit: z.string().optional(),
  unitName: z.string().optional(),
  service: z.string().optional(),
  serviceName: z.string().optional(),
  /** Absent: since before there were records. */
  from: day.optional(),
  to: day.optional(),
  state: z.enum(termStates),
  /** A group at the sign-in provider gives and takes it. */
  ofGroup: z.boolean(),
  revision,
});
export type AssignmentView = z.infer<typeof assignmentView>;

export const absenceKindKeys = ['leave', 'business-trip', 'training', 'other'] as const;

export const absenceView = z.object({
  id: z.string(),
  account: z.string(),
  name: z.string(),
  substitute: z.string().optional(),
  substituteName: z.string().optional(),
  /** Who stands in today, where the absence is on and the substitute passed it on: their substitute's substitute. */
  standIn: z.object({ account: z.string(), name: z.string() }).optional(),
  from: day,
  to: day,
  kind: z.enum(absenceKindKeys),
  state: z.enum(termStates),
  announcedBy: z.string(),
  revision,
  may: z.object({ change: z.boolean() }),
});
export type AbsenceView = z.infer<typeof absenceView>;

export const postHolderView = z.object({
  id: z.string(),
  account: z.string(),
  name: z.string(),
  from: day.optional(),
  to: day.optional(),
  state: z.enum(termStates),
  /** Roles of the post that the holder does not have now. */
  lacks: z.array(z.string()),
  revision,
});

/** A post is what somebody is employed as; which roles go with it is advice, no grant. */
export const postView = z.object({
  id: z.string(),
  name: z.string(),
  names: texts(180),
  unit: z.string().optional(),
  unitName: z.string().optional(),
  roles: z.array(z.string()),
  holders: z.array(postHolderView),
  revision,
});
export type PostView = z.infer<typeof postView>;

export const unitView = z.object({
  id: z.string(),
  name: z.string(),
  names: texts(180),
  parent: z.string().optional(),
  /** 0 at the top. */
  depth: z.number().int(),
  active: z.boolean(),
  revision,
});
export type UnitView = z.infer<typeof unitView>;

export const competenceView = z.object({ key: z.string(), name: z.string(), names: texts(180), own: z.boolean() });
export type CompetenceView = z.infer<typeof competenceView>;

export const registryPersonView = z.object({
  account: z.string(),
  name: z.string(),
  kind: z.enum(['staff', 'partner']),
  organisation: z.string().optional(),
  /** Now and later; those that are over only on the page of the role. */
  roles: z.array(assignmentView),
  posts: z.array(z.object({ id: z.string(), name: z.string() })),
  absence: absenceView.optional(),
  competences: z.array(z.string()),
  /** What their roles ask for and they do not have on record. */
  gaps: z.array(z.object({ role: z.string(), competence: z.string() })),
});
export type RegistryPersonView = z.infer<typeof registryPersonView>;

/** `GET /api/v1/registry`: who holds what in an institution. */
export const registryView = z.object({
  institution: z.string(),
  may: z.object({ manage: z.boolean() }),
  people: z.array(registryPersonView),
  roles: z.array(
    z.object({
      role: z.string(),
      /** Tasks of live processes that name it as responsible or joint. */
      tasks: z.number().int(),
      holders: z.number().int(),
    }),
  ),
  units: z.array(unitView),
  posts: z.array(postView),
  services: z.array(z.object({ key: z.string(), name: z.string() })),
  competences: z.array(competenceView),
});
export type RegistryView = z.infer<typeof registryView>;

/** `POST /api/v1/registry/assignments` */
export const giveRoleRequest = z.strictObject({
  account,
  role,
  institution: z.string().max(36).optional(),
  unit: rowId.optional(),
  service: key.optional(),
  /** Default: today. */
  from: day.optional(),
  to: day.optional(),
  /** Why nevertheless, where a soft pair of roles meets. */
  conflictReason,
});
export type GiveRoleRequest = z.infer<typeof giveRoleRequest>;

/** `PUT /api/v1/registry/assignments/:id`; `to: null` takes the end away. */
export const changeRoleRequest = z.strictObject({
  from: day.optional(),
  to: day.nullable().optional(),
  revision,
  conflictReason,
});
export type ChangeRoleRequest = z.infer<typeof changeRoleRequest>;

/** `POST …/end`, `…/revoke`: at once. */
export const revisionRequest = z.strictObject({ revision });
export type RevisionRequest = z.infer<typeof revisionRequest>;

export const idAnswer = z.object({ id: z.string() });
export type IdAnswer = z.infer<typeof idAnswer>;

const unitContent = { names, parent: rowId.nullable().default(null) };
/** `POST /api/v1/registry/units`, `PUT …/:id` */
export const addUnitRequest = z.strictObject({ ...unitContent, institution: z.string().max(36).optional() });
export type AddUnitRequest = z.infer<typeof addUnitRequest>;
export const changeUnitRequest = z.strictObject({ ...unitContent, active: z.boolean().default(true), revision });
export type ChangeUnitRequest = z.infer<typeof changeUnitRequest>;

const postContent = { names, unit: rowId.nullable().default(null), roles: z.array(role).max(roleKeys.length).default([]) };
/** `POST /api/v1/registry/posts`, `PUT …/:id` */
export const addPostRequest = z.strictObject({ ...postContent, institution: z.string().max(36).optional() });
export type AddPostRequest = z.infer<typeof addPostRequest>;
export const changePostRequest = z.strictObject({ ...postContent, revision });
export type ChangePostRequest = z.infer<typeof changePostRequest>;
/** `POST /api/v1/registry/posts/:id/holders` */
export const addPostHolderRequest = z.strictObject({ account, from: day.optional(), to: day.optional() });
export type AddPostHolderRequest = z.infer<typeof addPostHolderRequest>;

/** `POST /api/v1/registry/competences`: one that is not among the shipped. */
export const addCompetenceRequest = z.strictObject({ names, institution: z.string().max(36).optional() });
export type AddCompetenceRequest = z.infer<typeof addCompetenceRequest>;
/** `PUT /api/v1/registry/people/:account/competences`, `PUT /api/v1/registry/roles/:role/competences`: all that count from now on. */
export const setCompetencesRequest = z.strictObject({
  competences: z.array(key).max(100),
  /** Those that counted as the sender saw it: refused where somebody changed them meanwhile. Absent: whatever they are now. */
  seen: z.array(key).max(100).optional(),
  institution: z.string().max(36).optional(),
});
export type SetCompetencesRequest = z.infer<typeof setCompetencesRequest>;

/** `PUT /api/v1/registry/people/:account/kind`: somebody from outside, or of one's own. */
export const setKindRequest = z.strictObject({
  kind: z.enum(['staff', 'partner']),
  organisation: z.string().trim().max(180).optional(),
  /** As the sender saw it: refused where somebody changed it meanwhile. Absent: whatever it is now. */
  seen: z.strictObject({ kind: z.enum(['staff', 'partner']), organisation: z.string().optional() }).optional(),
});
export type SetKindRequest = z.infer<typeof setKindRequest>;
