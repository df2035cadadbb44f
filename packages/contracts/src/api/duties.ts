import { z } from 'zod';
import { languages, roleKeys } from '../roles.ts';

/**
 * Where two roles must not meet in one person: in one organisation, for one service, in one case (called cases and those of the
 * same matter included), on one version of a service's process, in one improvement, in one self-assessment.
 */
export const dutyScopes = ['org', 'service', 'case', 'version', 'improvement', 'caf'] as const;
export type DutyScope = (typeof dutyScopes)[number];

/** `hard` refuses; `soft` asks for a reason, which is kept. */
export const dutyLevels = ['hard', 'soft'] as const;
export type DutyLevel = (typeof dutyLevels)[number];

const texts = z.partialRecord(z.enum(languages), z.string());

/** Two roles that must not meet in one person. */
export const dutyPair = z.object({
  /** `<role>.<role>.<scope>` of a shipped pair; else its row. */
  id: z.string(),
  a: z.string(),
  b: z.string(),
  scope: z.enum(dutyScopes),
  level: z.enum(dutyLevels),
  /** Why, by language. */
  reason: texts,
  /** Added by the institution, which may take it away again; shipped pairs stay. */
  own: z.boolean(),
});
export type DutyPair = z.infer<typeof dutyPair>;

/**
 * What stands in the way of a piece of work, or of a role. `acted`: the person did something in the other role. `holds-task`: has
 * taken a task of the other role. `holds-role`: holds the other role. `built`: published the version.
 */
export const dutyConflict = z.object({
  pair: dutyPair,
  /** Role of what is asked for. */
  role: z.string(),
  /** Role that stands against it. */
  against: z.string(),
  why: z.enum(['acted', 'holds-task', 'holds-role', 'built']),
  /** Whose deed, task or role it is: one's own, or the person's for whom one acts. */
  account: z.string(),
  /** The person for whom one would act, when that makes the conflict. */
  standsInFor: z.string().optional(),
  where: z.object({
    institution: z.string(),
    instanceId: z.string().optional(),
    businessKey: z.string().optional(),
    taskId: z.string().optional(),
    elementId: z.string().optional(),
    /** Of the element, in the reader's language. */
    name: z.string().optional(),
    service: z.string().optional(),
    at: z.number().optional(),
  }),
});
export type DutyConflict = z.infer<typeof dutyConflict>;

/** Why somebody does what a soft pair warns of: kept with the act, shown in the case. */
export const conflictReason = z.string().trim().min(3).max(500);

/** Details of `role-conflict` and `reason-needed`. */
export interface DutyRefusalDetails {
  readonly conflict: DutyConflict;
  /** Whom the conflict is about: the asker, or who is to get the task or role. */
  readonly account: string;
  readonly taskId?: string;
}

const conflictNote = z.object({
  id: z.string(),
  /** `blocked`: refused. `reason`: done nevertheless, for the reason given. */
  kind: z.enum(['blocked', 'reason']),
  conflict: dutyConflict,
  account: z.string(),
  /** Who asked for it, where that is somebody else. */
  askedBy: z.string().optional(),
  act: z.string(),
  instanceId: z.string().optional(),
  businessKey: z.string().optional(),
  elementId: z.string().optional(),
  name: z.string().optional(),
  reason: z.string().optional(),
  at: z.number(),
});
export type DutyNoteView = z.infer<typeof conflictNote>;

/** `GET /api/v1/cases/:id/duties`: where the rule spoke in a case, newest first. */
export const caseDutiesView = z.array(conflictNote);
export type CaseDutiesView = z.infer<typeof caseDutiesView>;

/** `GET /api/v1/duties?institution=` */
export const dutiesQuery = z.strictObject({ institution: z.string().max(36).optional() });
export type DutiesQuery = z.infer<typeof dutiesQuery>;

/** A pair and where it bites now. */
export const dutyPairState = z.object({
  pair: dutyPair,
  /** People who hold both roles now, stand-ins included. */
  holders: z.array(z.object({ account: z.string(), name: z.string(), standsInFor: z.string().optional() })),
  /** Open tasks that somebody who holds the role may not do, because of what they did in the same case. */
  tasks: z.array(
    z.object({
      taskId: z.string(),
      instanceId: z.string(),
      businessKey: z.string().optional(),
      name: z.string(),
      account: z.string(),
      accountName: z.string(),
    }),
  ),
  /** How often it refused and how often a reason was given, with the latest of each. */
  blocked: z.number().int(),
  reasons: z.number().int(),
  notes: z.array(conflictNote),
});
export type DutyPairState = z.infer<typeof dutyPairState>;

export const dutiesView = z.object({
  institution: z.string(),
  pairs: z.array(dutyPairState),
  /** May the reader add and take away pairs of the institution? */
  mayChange: z.boolean(),
});
export type DutiesView = z.infer<typeof dutiesView>;

/** `POST /api/v1/duties/pairs`: a further pair; or a shipped soft one made hard. */
export const addDutyPairRequest = z
  .strictObject({
    institution: z.string().max(36).optional(),
    a: z.enum(roleKeys),
    b: z.enum(roleKeys),
    scope: z.enum(dutyScopes),
    level: z.enum(dutyLevels),
    reason: z.string().trim().min(3).max(500),
  })
  .refine(({ a, b }) => a !== b, { message: 'Name two different roles.', path: ['b'] });
export type AddDutyPairRequest = z.infer<typeof addDutyPairRequest>;
