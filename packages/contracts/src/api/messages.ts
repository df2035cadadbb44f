import { z } from 'zod';
import { givenTypes, givenVariables, typesFit } from '../values.ts';

/** `POST /api/v1/messages`: given to who waits for it, else kept for its time to live. */
export const messageRequest = z
  .strictObject({
    name: z.string().min(1).max(191),
    businessKey: z.string().max(191).optional(),
    correlationKey: z.string().max(191).optional(),
    /** Variables of the waiting instance that must have these values. */
    correlationVariables: givenVariables.optional(),
    processInstanceId: z.string().max(36).optional(),
    institution: z.string().max(36).optional(),
    variables: givenVariables.default({}),
    types: givenTypes.optional(),
    /** ISO 8601 duration for which it waits for a receiver; `PT0S`: refused when nobody waits. Default one day. */
    timeToLive: z.string().max(40).default('P1D'),
    /** Every receiver instead of exactly one. */
    all: z.boolean().default(false),
  })
  .superRefine(typesFit);
export type MessageRequest = z.infer<typeof messageRequest>;

export const messageReceiver = z.object({
  instanceId: z.string(),
  /** `continued` a waiting instance or `started` one. */
  effect: z.enum(['continued', 'started']),
});
export type MessageReceiver = z.infer<typeof messageReceiver>;

export const messageView = z.object({
  receivers: z.array(messageReceiver),
  /** Set when nobody took it yet: until when it waits, milliseconds since 1970. */
  waitsUntil: z.number().optional(),
  /** Kept for a process that starts once further events have occurred too. */
  gathered: z.boolean().optional(),
});
export type MessageView = z.infer<typeof messageView>;

/** `POST /api/v1/conditions`: starts each process whose conditional start event holds for the variables. */
export const conditionRequest = z
  .strictObject({
    variables: givenVariables,
    types: givenTypes.optional(),
    businessKey: z.string().max(191).optional(),
    institution: z.string().max(36).optional(),
    /** Only this process; default: every published one. */
    processKey: z.string().max(191).optional(),
  })
  .superRefine(typesFit);
export type ConditionRequest = z.infer<typeof conditionRequest>;

export const conditionView = z.object({
  started: z.array(z.object({ instanceId: z.string(), processKey: z.string() })),
});
export type ConditionView = z.infer<typeof conditionView>;
