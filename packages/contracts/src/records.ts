import { z } from 'zod';
import { json, variables, variableTypes } from './values.ts';

/**
 * Journal records: the ordered facts that one step of the kernel produces (never called events: BPMN owns that word).
 * The server turns each kind into rows of the write plan; exactly one feature applies each kind.
 *
 * `tokenId` is the id of the activity instance at which the token stands: one entry into an activity, one id.
 * `scopeId` is the scope that holds the token: the process instance (id = instance id) or a sub-process's activity instance.
 * All ids are made by the kernel from the prefix in its environment. Times are milliseconds since 1970 (UTC).
 */
const place = { tokenId: z.string(), scopeId: z.string(), elementId: z.string() };

/** BPMN's life-cycle endings of an activity or instance (BPMN 2.0.2, 13.3.2). */
export const outcome = z.enum(['completed', 'withdrawn', 'failed', 'terminated']);
export type Outcome = z.infer<typeof outcome>;

/** Something that one instance does to another, or to whoever waits: written by the sender, consumed by the receiver. */
export const delivery = z.discriminatedUnion('type', [
  /** Starts the called process; the parent's token already holds `childInstanceId`. */
  z.object({
    type: z.literal('startCalled'),
    childInstanceId: z.string(),
    calledElement: z.string(),
    binding: z.enum(['latest', 'version', 'versionTag', 'deployment']),
    bindingValue: z.string().optional(),
    businessKey: z.string().optional(),
    variables,
    types: variableTypes.optional(),
    /** The parent may want to compensate it later: what can be compensated is kept when it has ended. */
    compensable: z.boolean().optional(),
    ...place,
  }),
  /** Cancels a called process because the parent's activity was cancelled. */
  z.object({ type: z.literal('cancelCalled'), childInstanceId: z.string() }),
  /** Compensates a called process that has ended; `calledCompensated` answers. */
  z.object({ type: z.literal('compensateCalled'), childInstanceId: z.string() }),
  /** The called process, which has ended, will not be compensated any more: nothing of it need be kept. */
  z.object({ type: z.literal('forgetCalled'), childInstanceId: z.string() }),
  z.object({
    type: z.literal('calledCompensated'),
    parentInstanceId: z.string(),
    parentTokenId: z.string(),
    parentScopeId: z.string().optional(),
  }),
  /** The called process ended; `variables` are all variables of its instance scope, the parent maps them. */
  z.object({
    type: z.literal('calledEnded'),
    parentInstanceId: z.string(),
    parentTokenId: z.string(),
    /** The scope that holds the token, where it is known. */
    parentScopeId: z.string().optional(),
    variables,
    types: variableTypes.optional(),
    /** It is kept and can be compensated (`compensateCalled`). */
    compensable: z.boolean().optional(),
  }),
  /** The called process ended with an error that it did not catch. */
  z.object({
    type: z.literal('calledError'),
    parentInstanceId: z.string(),
    parentTokenId: z.string(),
    /** The scope that holds the token, where it is known. */
    parentScopeId: z.string().optional(),
    errorCode: z.string(),
    errorMessage: z.string().optional(),
    variables,
  }),
  /** The called process threw an escalation that it did not catch; it goes on. */
  z.object({
    type: z.literal('calledEscalation'),
    parentInstanceId: z.string(),
    parentTokenId: z.string(),
    /** The scope that holds the token, where it is known. */
    parentScopeId: z.string().optional(),
    escalationCode: z.string(),
    variables,
  }),
  /** A person cancelled the called process: an incident at the calling activity (trigger `callFailed`). */
  z.object({
    type: z.literal('calledCanceled'),
    parentInstanceId: z.string(),
    parentTokenId: z.string(),
    /** The scope that holds the token, where it is known. */
    parentScopeId: z.string().optional(),
    reason: z.string().optional(),
  }),
  /** A thrown message: the oldest matching subscription takes it, else a start subscription, else it waits. */
  z.object({
    type: z.literal('message'),
    messageName: z.string(),
    businessKey: z.string().optional(),
    correlationKey: z.string().optional(),
    correlationVariables: variables.optional(),
    /** Decided when it was sent to all: the subscription that takes it, or the start event and the id of the new instance. */
    receiver: z
      .union([
        z.object({ instanceId: z.string(), subscriptionId: z.string() }),
        z.object({ instanceId: z.string(), startSubscriptionId: z.string() }),
      ])
      .optional(),
    /** Written where it arrives, seen nowhere else. */
    localVariables: variables.optional(),
    /** The person from whom it came, by account: only cases that they may know of get it. */
    sentBy: z.string().optional(),
    /** Only this instance. */
    processInstanceId: z.string().optional(),
    variables,
    types: variableTypes.optional(),
    /** ISO 8601 duration for which it waits when nobody takes it. */
    timeToLive: z.string().optional(),
    /** Sent along a message flow: the pool and element that it leads to, and who sends. Only they are considered. */
    flow: z
      .object({
        id: z.string(),
        toProcess: z.string(),
        toElement: z.string().optional(),
        fromProcess: z.string(),
        /** The sender's own business key, which an instance that the message starts inherits. */
        businessKey: z.string().optional(),
      })
      .optional(),
    ...place,
  }),
  /** A thrown signal: every subscription that existed when it was thrown. */
  z.object({ type: z.literal('signal'), signalName: z.string(), variables, types: variableTypes.optional(), ...place }),
]);
export type Delivery = z.infer<typeof delivery>;

/** How one decision of a requirements graph came about. */
export const evaluatedDecision = z.object({
  decisionInstanceId: z.string(),
  decisionId: z.string(),
  decisionDefinitionId: z.string().optional(),
  name: z.string().optional(),
  /** Columns of a table with their ids; of other logic what it required. */
  inputs: z.array(z.object({ id: z.string().optional(), name: z.string(), value: json })),
  matchedRules: z.array(z.string()),
  /** One entry a matched rule. */
  outputs: z.array(z.record(z.string(), json)),
  result: json,
});
export type EvaluatedDecisionRecord = z.infer<typeof evaluatedDecision>;

export const journalRecord = z.discriminatedUnion('kind', [
  // instances
  z.object({
    kind: z.literal('instanceStarted'),
    startElementId: z.string().optional(),
    businessKey: z.string().optional(),
  }),
  z.object({ kind: z.literal('instanceEnded'), outcome, endElementId: z.string().optional(), reason: z.string().optional() }),
  z.object({
    kind: z.literal('activityStarted'),
    ...place,
    /** BPMN's element name in lower camel case: `userTask`, `exclusiveGateway`, `startEvent`, `multiInstanceBody`, … */
    elementType: z.string(),
    loopIndex: z.number().int().optional(),
    /** The called instance, for a call activity. */
    childInstanceId: z.string().optional(),
  }),
  z.object({ kind: z.literal('activityEnded'), ...place, outcome }),
  z.object({ kind: z.literal('flowTaken'), scopeId: z.string(), flowId: z.string() }),
  z.object({
    kind: z.literal('variableWritten'),
    scopeId: z.string(),
    /** Stable for this variable in this scope; `version` counts its writes from 1. */
    variableId: z.string(),
    name: z.string(),
    value: json,
    type: z.string().optional(),
    version: z.number().int(),
  }),
  z.object({
    kind: z.literal('decisionEvaluated'),
    ...place,
    decisionId: z.string(),
    decisionDefinitionId: z.string().optional(),
    /** Ids of the rules that matched, in order. */
    matchedRules: z.array(z.string()),
    result: json,
    /** Every decision that was made on the way, in order; the task's own last. Values go to history only. */
    evaluated: z.array(evaluatedDecision).optional(),
  }),
  z.object({ kind: z.literal('escalationThrown'), ...place, escalationCode: z.string(), caughtBy: z.string().optional() }),
  /**
   * The compensation of a completed activity begins: the place is that of its activity instance (of a whole process, the process
   * instance). `handlerId`: the activity or event sub-process that undoes it; absent where what completed inside is compensated.
   */
  z.object({ kind: z.literal('compensationTriggered'), ...place, handlerId: z.string().optional() }),
  z.object({ kind: z.literal('errorThrown'), ...place, errorCode: z.string(), caughtBy: z.string().optional() }),
  // tasks
  z.object({
    kind: z.literal('taskCreated'),
    taskId: z.string(),
    ...place,
    name: z.string().optional(),
    assignee: z.string().optional(),
    candidateUsers: z.array(z.string()),
    /** Role keys that may take the task: `camunda:candidateGroups`, else the lane's role. */
    candidateGroups: z.array(z.string()),
    /** Role keys that sign one after the other once the responsible person has completed. */
    joint: z.array(z.string()),
    consulted: z.array(z.object({ role: z.string(), required: z.boolean() })),
    dueAt: z.number().optional(),
    /** The rule as written in the model (`10 working days`, `legal: …`) with what it gave: act and article. */
    dueRule: z.string().optional(),
    legalBasis: z.string().optional(),
    followUpAt: z.number().optional(),
    priority: z.number().int(),
    formKey: z.string().optional(),
  }),
  z.object({ kind: z.literal('taskCompleted'), taskId: z.string(), ...place }),
  /** The step of that sequence number was taken back by who had completed the task. The kernel knows nothing of it. */
  z.object({ kind: z.literal('completionTakenBack'), taskId: z.string(), sequence: z.number().int() }),
  z.object({ kind: z.literal('taskWithdrawn'), taskId: z.string(), ...place, reason: z.string().optional() }),
  // timers
  z.object({
    kind: z.literal('timerScheduled'),
    timerId: z.string(),
    ...place,
    dueAt: z.number(),
    /** What is left of a cycle after this firing, as the kernel wants it back; opaque to the server. */
    cycle: z.string().optional(),
  }),
  z.object({ kind: z.literal('timerFired'), timerId: z.string(), ...place }),
  z.object({ kind: z.literal('timerCanceled'), timerId: z.string(), ...place }),
  // jobs and incidents
  z.object({
    kind: z.literal('jobCreated'),
    jobId: z.string(),
    ...place,
    /** `topic`: work for a handler or worker. `continue`: the kernel yielded and goes on with trigger `continue`. */
    jobType: z.enum(['topic', 'continue']),
    topic: z.string().optional(),
    retries: z.number().int().optional(),
    /** ISO 8601 durations between tries, as `camunda:failedJobRetryTimeCycle` gives them. */
    retryIntervals: z.array(z.string()).optional(),
    priority: z.number().int(),
  }),
  z.object({ kind: z.literal('jobCompleted'), jobId: z.string(), ...place }),
  z.object({ kind: z.literal('jobCanceled'), jobId: z.string(), ...place }),
  z.object({
    kind: z.literal('incidentRaised'),
    incidentId: z.string(),
    ...place,
    /** `failedJob`, `noFlowMatches`, `expressionFailed`, `errorNotCaught`, `calledProcessMissing`, … */
    incidentType: z.string(),
    message: z.string(),
    jobId: z.string().optional(),
  }),
  z.object({ kind: z.literal('incidentResolved'), incidentId: z.string(), ...place }),
  // messages
  z.object({
    kind: z.literal('subscriptionOpened'),
    subscriptionId: z.string(),
    ...place,
    eventType: z.enum(['message', 'signal', 'conditional']),
    eventName: z.string(),
    correlationKey: z.string().optional(),
  }),
  z.object({ kind: z.literal('subscriptionClosed'), subscriptionId: z.string(), ...place, taken: z.boolean() }),
  z.object({ kind: z.literal('deliverySent'), deliveryId: z.string(), delivery }),
]);
export type JournalRecord = z.infer<typeof journalRecord>;
export type RecordKind = JournalRecord['kind'];
export type RecordOf<K extends RecordKind> = Extract<JournalRecord, { kind: K }>;

/** Every kind, for the start-up check that each has exactly one applier. */
export const recordKinds = journalRecord.options.map((option) => option.shape.kind.value) as RecordKind[];
