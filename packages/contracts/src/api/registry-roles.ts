import { z } from 'zod';
import { day, account, revision, rowId, texts, conflictReason, unchecked } from './registry-fields.ts';
import { assignmentView, absenceView, absenceKindKeys, competenceView } from './registry.ts';

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
export const previewAbsenceRequest = z.strictObject({
  ...absenceTerm,
  account: account.optional(),
  /** Id of the absence of the same person that this would change. */
  changes: rowId.optional(),
});
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
      /** What the role asks for, and whether it is on record. */
      competences: z.array(competenceView.extend({ held: z.boolean() })),
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
