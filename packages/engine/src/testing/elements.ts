const start = ['none', 'message', 'signal', 'timer', 'conditional', 'multiple', 'parallel multiple'] as const;
const eventSubProcessStart = [
  'message',
  'signal',
  'timer',
  'error',
  'escalation',
  'conditional',
  'compensation',
  'multiple',
  'parallel multiple',
] as const;
const catching = ['message', 'signal', 'timer', 'link', 'conditional', 'multiple', 'parallel multiple'] as const;
const throwing = ['none', 'message', 'signal', 'escalation', 'link', 'compensation', 'multiple'] as const;
const end = ['none', 'message', 'signal', 'error', 'escalation', 'compensation', 'cancel', 'terminate', 'multiple'] as const;
const boundary = [
  'message',
  'signal',
  'timer',
  'error',
  'escalation',
  'conditional',
  'compensation',
  'cancel',
  'multiple',
  'parallel multiple',
] as const;
const nonInterrupting = ['message', 'signal', 'timer', 'escalation', 'conditional', 'multiple', 'parallel multiple'] as const;

const named = <Prefix extends string, Kind extends string>(prefix: Prefix, kinds: readonly Kind[]) =>
  kinds.map((kind) => `${prefix}: ${kind}` as const);

/** Every element that BPMN 2.0.2 calls executable (chapters 10 and 13), in the order of the catalogue. */
export const elements = [
  ...named('start event', start),
  'start event: several in one process',
  'receive task that instantiates',
  'event-based gateway that instantiates: exclusive',
  'event-based gateway that instantiates: parallel',
  ...named('event sub-process, interrupting', eventSubProcessStart),
  ...named('event sub-process, non-interrupting', nonInterrupting),
  ...named('intermediate catch event', catching),
  ...named('intermediate throw event', throwing),
  ...named('end event', end),
  ...named('boundary event, interrupting', boundary),
  ...named('boundary event, non-interrupting', nonInterrupting),
  'error: travels to the nearest fitting scope',
  'error: caught by nobody',
  'escalation: travels to the nearest fitting scope',
  'task',
  'user task',
  'manual task',
  'service task',
  'send task',
  'receive task',
  'business rule task',
  'script task: FEEL',
  'script task: JavaScript',
  'call activity',
  'call activity: global task',
  'exclusive gateway',
  'parallel gateway',
  'inclusive gateway',
  'event-based gateway',
  'complex gateway',
  'conditional and default sequence flows',
  'sub-process',
  'transaction',
  'ad-hoc sub-process',
  'standard loop',
  'multi-instance: sequential',
  'multi-instance: parallel',
  'multi-instance: behavior none, one, all, complex',
  'multi-instance: nested',
  'compensation handler',
  'compensation: reverse order of completion',
  'compensation: activityRef',
  'compensation: waitForCompletion',
  'compensation: completed sub-process with its data',
  'compensation: multi-instance',
  'compensation: called process',
  'data object',
  'property',
  'data inputs and outputs',
  'data association: transformation and assignment',
  'variable scopes',
  'lane',
  'message flow between pools',
  'correlation: message name and business key',
  'correlation: correlation keys',
] as const;

export type Element = (typeof elements)[number];

/** Elements that deployment refuses, with the reason. */
export const refused: { readonly [element in Element]?: string } = {};
