import { z } from 'zod';
import { languages, roleKeys } from '../roles.ts';

/** A day by the calendar of the institution: `2026-03-31`. As the end of a term it is the last day that counts. */
const day = z.iso.date();
const account = z.string().trim().min(1).max(100);
const rowId = z.string().min(1).max(36);
const key = z.string().trim().min(1).max(191);
const role = z.enum(roleKeys);
const revision = z.number().int().positive();
const texts = (longest: number) => z.partialRecord(z.enum(languages), z.string().trim().max(longest));
const names = texts(180).refine((given) => Object.values(given).some((name) => name !== ''), 'Give a name in one language.');
const conflictReason = z.string().trim().min(3).max(500).optional();
const unchecked = z.array(z.enum(languages));

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
  institution: z.string().max(36).optional(),
});
export type SetCompetencesRequest = z.infer<typeof setCompetencesRequest>;

/** `PUT /api/v1/registry/people/:account/kind`: somebody from outside, or of one's own. */
export const setKindRequest = z.strictObject({
  kind: z.enum(['staff', 'partner']),
  organisation: z.string().trim().max(180).optional(),
});
export type SetKindRequest = z.infer<typeof setKindRequest>;

/** The four parts of the description of a role. */
export const descriptionParts = ['subordination', 'duties', 'competences', 'conditions'] as const;
export type DescriptionPart = (typeof descriptionParts)[number];
const partTexts = texts(4_000);
export const descriptionTexts = z.object({
  subordination: partTexts,
  duties: partTexts,
  competences: partTexts,
  conditions: partTexts,
});
export type DescriptionTexts = z.infer<typeof descriptionTexts>;

/** A task of a live process that names the role. */
export const roleTaskView = z.object({
  processKey: z.string(),
  processName: z.string(),
  elementId: z.string(),
  name: z.string(),
  as: z.enum(['responsible', 'joint', 'consulted']),
  /** `10 working days`, as the model has it. */
  due: z.string().optional(),
});
export type RoleTaskView = z.infer<typeof roleTaskView>;

/** `GET /api/v1/registry/roles/:role?version=` */
export const rolePageQuery = z.strictObject({
  institution: z.string().max(36).optional(),
  version: z.coerce.number().int().positive().optional(),
});
export type RolePageQuery = z.infer<typeof rolePageQuery>;

export const descriptionView = z.object({
  version: z.number().int(),
  latest: z.number().int(),
  texts: descriptionTexts,
  /** Parts without a word in any language. */
  empty: z.array(z.enum(descriptionParts)),
  /** Comes with Gaita; the institution has not changed it yet. */
  shipped: z.boolean(),
  /** Languages that no native speaker has read. */
  unchecked,
});

export const rolePageView = z.object({
  role: z.string(),
  institution: z.string(),
  may: z.object({ edit: z.boolean(), acknowledge: z.boolean() }),
  description: descriptionView,
  /** Newest first; the shipped one has no author. */
  versions: z.array(
    z.object({
      version: z.number().int(),
      by: z.string().optional(),
      byName: z.string().optional(),
      at: z.number().optional(),
      note: z.string().optional(),
    }),
  ),
  competences: z.array(competenceView),
  /** To choose from. */
  allCompetences: z.array(competenceView),
  tasks: z.array(roleTaskView),
  holders: z.array(
    assignmentView.extend({ name: z.string(), acknowledged: z.number().int().optional(), acknowledgedAt: z.number().optional() }),
  ),
});
export type RolePageView = z.infer<typeof rolePageView>;

/** `PUT /api/v1/registry/roles/:role/description` */
export const changeDescriptionRequest = z.strictObject({
  institution: z.string().max(36).optional(),
  /** Version on which the change is based: another one meanwhile is 409. */
  basedOn: z.number().int().positive(),
  texts: descriptionTexts,
  note: z.string().trim().max(300).optional(),
});
export type ChangeDescriptionRequest = z.infer<typeof changeDescriptionRequest>;

/** `POST /api/v1/registry/roles/:role/acknowledge` */
export const acknowledgeRequest = z.strictObject({
  institution: z.string().max(36).optional(),
  version: z.number().int().positive(),
});
export type AcknowledgeRequest = z.infer<typeof acknowledgeRequest>;

const absenceTerm = { from: day, to: day, substitute: account.nullable().default(null) };
/** `POST /api/v1/registry/absences` */
export const announceAbsenceRequest = z.strictObject({
  ...absenceTerm,
  /** Default: oneself. */
  account: account.optional(),
  kind: z.enum(absenceKindKeys).default('leave'),
  conflictReason,
});
export type AnnounceAbsenceRequest = z.infer<typeof announceAbsenceRequest>;
export const changeAbsenceRequest = z.strictObject({
  ...absenceTerm,
  kind: z.enum(absenceKindKeys).default('leave'),
  revision,
  conflictReason,
});
export type ChangeAbsenceRequest = z.infer<typeof changeAbsenceRequest>;

/** `POST /api/v1/registry/absences/preview`: what would go over to the substitute. */
export const previewAbsenceRequest = z.strictObject({ ...absenceTerm, account: account.optional() });
export type PreviewAbsenceRequest = z.infer<typeof previewAbsenceRequest>;
export const absencePreview = z.object({
  /** Tasks that the person holds now and the substitute may do. */
  goOver: z.number().int(),
  /** Tasks that the substitute may not do, because of what they did in the same case. */
  cannot: z.array(
    z.object({
      taskId: z.string(),
      name: z.string(),
      instanceId: z.string(),
      businessKey: z.string().optional(),
      /** Roles of the pair: the one of the task, and the one against it. */
      role: z.string(),
      against: z.string(),
    }),
  ),
  /** Roles that the substitute would hold beside their own. */
  roles: z.array(z.string()),
  /** The substitute is away on some of the days: who would stand in then; null when nobody. */
  passesOn: z.object({ account: z.string(), name: z.string() }).nullable().optional(),
});
export type AbsencePreview = z.infer<typeof absencePreview>;

/** `GET /api/v1/registry/absences`: now and later, of those whom the reader may see. */
export const absencesView = z.object({
  items: z.array(absenceView),
  may: z.object({
    /** For whom else the reader may announce one. */
    announceFor: z.array(z.object({ account: z.string(), name: z.string() })),
  }),
  /** Who may be named as substitute. */
  colleagues: z.array(z.object({ account: z.string(), name: z.string() })),
});
export type AbsencesView = z.infer<typeof absencesView>;

/** `GET /api/v1/registry/me` */
export const myDutiesView = z.object({
  institution: z.string(),
  roles: z.array(
    assignmentView.extend({
      description: z.object({ version: z.number().int(), empty: z.array(z.enum(descriptionParts)) }),
      /** Version that was acknowledged last. */
      acknowledged: z.number().int().optional(),
      tasks: z.array(roleTaskView),
    }),
  ),
  posts: z.array(z.object({ id: z.string(), name: z.string(), unitName: z.string().optional() })),
  standsInFor: z.array(z.object({ account: z.string(), name: z.string(), until: day, roles: z.array(z.string()) })),
  absences: z.array(absenceView),
  competences: z.array(competenceView),
  gaps: z.array(z.object({ role: z.string(), competence: competenceView })),
});
export type MyDutiesView = z.infer<typeof myDutiesView>;

/** Threats of unaligned roles, each a check. */
export const alignmentChecks = [
  'role-unfilled',
  'roles-incompatible',
  'tasks-overdue',
  'duties-unacknowledged',
  'person-without-duty',
  'no-hand-over',
  'competence-gap',
  'description-empty',
] as const;
export type AlignmentCheck = (typeof alignmentChecks)[number];

export const alignmentFinding = z.object({
  role: z.string().optional(),
  otherRole: z.string().optional(),
  account: z.string().optional(),
  name: z.string().optional(),
  /** Of `role-unfilled`: tasks that nobody could do. */
  tasks: z.array(roleTaskView).optional(),
  count: z.number().int().optional(),
  competence: z.string().optional(),
  parts: z.array(z.enum(descriptionParts)).optional(),
  /** Of `roles-incompatible`: `hard` or `soft`, and why. */
  level: z.string().optional(),
  reason: z.string().optional(),
  until: day.optional(),
});
export type AlignmentFinding = z.infer<typeof alignmentFinding>;

/** `GET /api/v1/registry/alignment` */
export const alignmentView = z.object({
  institution: z.string(),
  checkedAt: z.number(),
  checks: z.array(z.object({ check: z.enum(alignmentChecks), findings: z.array(alignmentFinding) })),
});
export type AlignmentView = z.infer<typeof alignmentView>;
