import { z } from 'zod';

const names = z.array(z.string());

/** Milliseconds for which a request may be held open, as in Camunda. */
const longestWait = 1_800_000;
const mostTasks = 1_000;

const topic = z.object({
  topicName: z.string({ message: 'topicName is null' }).min(1).max(191),
  lockDuration: z.number({ message: 'lockTime is null' }).int().positive('lockTime is not greater than 0').max(31_536_000_000),
  variables: names.nullish(),
  businessKey: z.string().nullish(),
  processDefinitionId: z.string().nullish(),
  processDefinitionIdIn: names.nullish(),
  processDefinitionKey: z.string().nullish(),
  processDefinitionKeyIn: names.nullish(),
  processDefinitionVersionTag: z.string().nullish(),
  processVariables: z
    .record(z.string(), z.unknown())
    .nullish()
    .refine((given) => !given || Object.keys(given).length === 0, 'fetching by process variables is not supported'),
  tenantIdIn: names.nullish(),
  withoutTenantId: z.boolean().nullish(),
  deserializeValues: z.boolean().nullish(),
  localVariables: z.boolean().nullish(),
  includeExtensionProperties: z.boolean().nullish(),
});
export type TopicBody = z.infer<typeof topic>;

/** `POST /external-task/fetchAndLock` */
export const fetchBody = z.object({
  workerId: z.string({ message: 'workerId is null' }).min(1).max(191),
  maxTasks: z
    .number()
    .int()
    .min(0, 'maxResults is not greater than or equal to 0')
    .transform((given) => Math.min(given, mostTasks)),
  usePriority: z.boolean().default(true),
  asyncResponseTimeout: z
    .number()
    .min(0)
    .max(longestWait, `The asynchronous response timeout cannot be set to a value greater than ${longestWait} milliseconds`)
    .default(0),
  topics: z.array(topic).max(200).default([]),
});
export type FetchBody = z.infer<typeof fetchBody>;
