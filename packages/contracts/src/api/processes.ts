import { z } from 'zod';
import { problem } from '../rejections.ts';
import { givenTypes, givenVariables, typesFit } from '../values.ts';

const names = z.record(z.string(), z.string());

/** One process in `GET /api/v1/processes`: the latest version that the reader sees. */
export const processView = z.object({
  key: z.string(),
  institution: z.string(),
  /** In the reader's language where the model has it, else English. */
  name: z.string(),
  names,
  description: z.string().optional(),
  definitionId: z.string(),
  version: z.number().int(),
  versionTag: z.string().optional(),
  runningCases: z.number().int(),
  /** Has a start that a person may use. */
  startable: z.boolean(),
  /** May the reader start it: whom the model names, else whoever does its first task. */
  mayStart: z.boolean(),
  startFormKey: z.string().optional(),
  /** What a publication would refuse and a deployment only warns of. */
  warnings: z.array(problem),
});
export type ProcessView = z.infer<typeof processView>;

export const definitionView = z.object({
  id: z.string(),
  key: z.string(),
  version: z.number().int(),
  institution: z.string(),
});
export type DefinitionView = z.infer<typeof definitionView>;

/** What a form calls a value, in the reader's language. */
export interface FieldView {
  readonly label: string;
  /** Texts of the choices, by value. */
  readonly options?: { readonly [value: string]: string };
  /** Unit. */
  readonly suffix?: string;
  /** Names the applicant, or tells how to know or reach them: shown with the applicant only, whose opening is recorded. */
  readonly applicant?: true;
  /** Of a list or group: what its values are called. */
  readonly fields?: FieldsView;
}
export interface FieldsView {
  readonly [key: string]: FieldView;
}
export const fieldView: z.ZodType<FieldView> = z.object({
  label: z.string(),
  options: z.record(z.string(), z.string()).optional(),
  suffix: z.string().optional(),
  applicant: z.literal(true).optional(),
  get fields() {
    return z.record(z.string(), fieldView).optional();
  },
}) as z.ZodType<FieldView>;

/** `GET /api/v1/definitions/:id/fields`: by the variables' names, from the forms that were deployed with the definition. */
export const fieldsView = z.record(z.string(), fieldView);

/** `POST /api/v1/deployments` */
export const deployRequest = z.strictObject({
  name: z.string().trim().min(1).max(191),
  /** `shared` or an institution; default: the deployer's own. */
  institution: z.string().max(36).optional(),
  resources: z
    .array(z.strictObject({ name: z.string().min(1).max(255), content: z.string() }))
    .min(1)
    .max(200),
  /** The files of this definition's deployment that are not given go along unchanged (forms and decisions of the version before). */
  basedOn: z.string().max(36).optional(),
});
export type DeployRequest = z.infer<typeof deployRequest>;

export const deployedView = z.object({
  deploymentId: z.string(),
  definitions: z.array(definitionView),
  problems: z.array(problem),
});
export type DeployedView = z.infer<typeof deployedView>;

/** `POST /api/v1/processes/:key/start` */
export const startRequest = z
  .strictObject({
    businessKey: z.string().min(1).max(191).optional(),
    institution: z.string().max(36).optional(),
    /** The unit that the case belongs to; default: that of the starter's role, where it is limited to one. */
    unit: z.string().max(36).optional(),
    /** Without a business key: give the case the next receipt number of its institution. */
    receipt: z.boolean().optional(),
    /** The variables are what the form of the first task asks for: that task is completed with them in the same commit. */
    completeFirst: z.boolean().optional(),
    /** The reader's draft of it goes with the start: its documents become documents of the case. */
    fromDraft: z.boolean().optional(),
    variables: givenVariables.default({}),
    types: givenTypes.optional(),
  })
  .superRefine(typesFit);
export type StartProcessRequest = z.infer<typeof startRequest>;

/** `businessKey`: also the receipt number, where one was asked for. */
export const startedView = z.object({ instanceId: z.string(), ended: z.boolean(), businessKey: z.string().optional() });
export type StartedView = z.infer<typeof startedView>;
