import type { Problem } from '@gaita/contracts';
import type { EventDefinition, FlowNode, ProcessModel, ScopeModel, SubProcess } from './model.ts';
import { named } from './named.ts';

type DefinitionType = EventDefinition['type'] | 'none';

/**
 * What this release executes: every other element or event definition is refused with its place and reason. A new
 * behaviour of the kernel is one word here.
 */
export const executable = {
  events: {
    /** At the top of a process. */
    startEvent: ['none', 'message', 'timer', 'signal', 'conditional'],
    /** Inside an embedded sub-process. */
    embeddedStartEvent: ['none'],
    /** Inside an event sub-process, interrupting or not; an error always interrupts. */
    eventSubProcessStartEvent: ['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation'],
    intermediateCatchEvent: ['message', 'timer', 'signal', 'conditional', 'link'],
    intermediateThrowEvent: ['none', 'message', 'signal', 'escalation', 'link', 'compensation'],
    boundaryEvent: ['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation', 'cancel'],
    endEvent: ['none', 'message', 'signal', 'error', 'escalation', 'compensation', 'cancel', 'terminate'],
  },
  nodes: [
    'task',
    'manualTask',
    'userTask',
    'serviceTask',
    'sendTask',
    'receiveTask',
    'businessRuleTask',
    'scriptTask',
    'callActivity',
    'subProcess',
    'transaction',
    'adHocSubProcess',
    'exclusiveGateway',
    'parallelGateway',
    'inclusiveGateway',
    'eventBasedGateway',
    'complexGateway',
  ],
} as const satisfies {
  readonly events: { readonly [kind: string]: readonly DefinitionType[] };
  readonly nodes: readonly FlowNode['type'][];
};

/** What instances of a multi-instance activity may throw when they complete. */
const thrownByInstances: ReadonlySet<DefinitionType> = new Set(['signal', 'message', 'escalation', 'error']);

/** What else a node may ask for that is not executed, with the way around it. */
const refusals: readonly {
  readonly applies: (node: FlowNode) => boolean;
  readonly what: string;
  readonly advice: string;
}[] = [
  {
    applies: (node) => 'parallelMultiple' in node && node.parallelMultiple && has(node, 'error', 'cancel', 'compensation'),
    what: 'waits for several events at once, one of which cannot wait for the others',
    advice: 'Draw an event of its own for the error, cancellation or compensation.',
  },
  {
    applies: (node) => 'instantiate' in node && node.instantiate && repeats(node),
    what: 'starts instances itself (instantiate) and is repeated',
    advice: 'Begin the process with a message start event.',
  },
  {
    applies: (node) =>
      'multiInstance' in node && !!node.multiInstance?.throws?.some(({ event }) => !thrownByInstances.has(event.type)),
    what: 'lets its instances throw an event that nothing can catch',
    advice: 'Let them throw a signal, message, escalation or error.',
  },
  {
    applies: (node) => 'definitions' in node && node.definitions.length > 1 && has(node, 'link'),
    what: 'is a link and waits for or throws something else',
    advice: 'Draw one event for each.',
  },
  {
    applies: (node) => 'definitions' in node && node.definitions.length > 1 && 'topic' in node && node.topic !== undefined,
    what: 'leaves one of several events to a worker (a topic)',
    advice: 'Draw one event for each.',
  },
];

const has = (node: FlowNode, ...types: readonly EventDefinition['type'][]): boolean =>
  'definitions' in node && node.definitions.some(({ type }) => types.includes(type));

const repeats = (node: FlowNode): boolean =>
  ('multiInstance' in node && node.multiInstance !== undefined) || ('loop' in node && node.loop !== undefined);

const replacements: { readonly [what: string]: string } = {
  compensation: 'Throw it in the flow, attach it to an activity, or start an event sub-process with it.',
  cancel: 'End a transaction with it, and attach it to the transaction.',
};

/** Findings for everything in an executable process that this release does not execute. */
export function findUnsupported(process: ProcessModel): Problem[] {
  return process.isExecutable ? inScope(process, undefined) : [];
}

function inScope(scope: ScopeModel, owner: SubProcess | undefined): Problem[] {
  return scope.nodes.flatMap((node) => [
    ...unsupportedParts(node, owner).map(({ what, advice }): Problem => ({
      severity: 'error',
      rule: 'unsupported-element',
      message: `The ${named(node)} ${what}, which is not executed at this place in this release.`,
      advice,
      elementId: node.id,
      line: node.line,
    })),
    ...('nodes' in node ? inScope(node, node) : []),
  ]);
}

function unsupportedParts(node: FlowNode, owner: SubProcess | undefined): { what: string; advice: string }[] {
  const found = refusals.filter((refusal) => refusal.applies(node)).map(({ what, advice }) => ({ what, advice }));
  if ('definitions' in node) {
    const kind = eventKind(node, owner);
    const allowed: readonly DefinitionType[] = executable.events[kind];
    const types: DefinitionType[] = node.definitions.length > 0 ? node.definitions.map((each) => each.type) : ['none'];
    for (const type of types)
      if (!allowed.includes(type))
        found.push({
          what: type === 'none' ? 'has no event definition' : `is a ${type} event`,
          advice: replacements[type] ?? `Here these can be used: ${allowed.join(', ')}.`,
        });
  } else if (!executable.nodes.some((type) => type === node.type))
    found.push({ what: `is a ${node.type}`, advice: replacements[node.type] ?? 'Use another element.' });
  return found;
}

function eventKind(node: FlowNode, owner: SubProcess | undefined): keyof typeof executable.events {
  if (node.type === 'startEvent')
    return !owner ? 'startEvent' : owner.triggeredByEvent ? 'eventSubProcessStartEvent' : 'embeddedStartEvent';
  return node.type as Exclude<keyof typeof executable.events, 'embeddedStartEvent' | 'eventSubProcessStartEvent'>;
}
