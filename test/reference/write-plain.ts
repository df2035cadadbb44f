import type { FlowNode, ProcessModel, ScopeModel, SequenceFlow } from '@gaita/bpmn';
import type { JournalRecord } from '@gaita/contracts';
import { element, fileOf } from './draw-model.ts';

/**
 * A model in the plain BPMN that bpmn-engine reads, for one story that our records tell: the start event that was used is the
 * only one, timers and messages are told from outside, work is waited for where our kernel left it to a job, and what was
 * sent, calculated or decided is passed. Tokens flow as in the model.
 */
export function writePlain(model: ProcessModel, records: readonly JournalRecord[]): string {
  const facts = factsOf(records);
  const nodes = model.nodes.filter(({ id, type }) => type !== 'startEvent' || id === facts.start);
  const flows = model.flows.filter(({ source }) => nodes.some(({ id }) => id === source));
  return fileOf(`<bpmn:process id="${model.id}" isExecutable="true">\n${scopeOf({ nodes, flows }, facts)}\n</bpmn:process>`);
}

interface Facts {
  readonly start: string | undefined;
  /** Elements that left their work to a job. */
  readonly jobs: ReadonlySet<string>;
  /** Instances of a multi-instance activity. */
  readonly rounds: ReadonlyMap<string, number>;
}

function factsOf(records: readonly JournalRecord[]): Facts {
  const rounds = new Map<string, number>();
  for (const record of records)
    if (record.kind === 'activityStarted' && record.loopIndex !== undefined) rounds.set(record.elementId, record.loopIndex + 1);
  return {
    start: records.flatMap((record) => (record.kind === 'instanceStarted' ? [record.startElementId] : []))[0],
    jobs: new Set(
      records.flatMap((record) => (record.kind === 'jobCreated' && record.jobType === 'topic' ? [record.elementId] : [])),
    ),
    rounds,
  };
}

const scopeOf = (scope: ScopeModel, facts: Facts): string =>
  [...scope.nodes.map((node) => plain(node, facts)), ...scope.flows.map(plainFlow)].join('\n');

const plainFlow = ({ id, source, target, condition }: SequenceFlow): string =>
  element(
    'sequenceFlow',
    id,
    `sourceRef="${source}" targetRef="${target}"`,
    condition &&
      `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">= ${escaped(condition.source)}</bpmn:conditionExpression>`,
  );

function plain(node: FlowNode, facts: Facts): string {
  switch (node.type) {
    case 'subProcess':
      return element(node.type, node.id, '', scopeOf(node, facts));
    case 'exclusiveGateway':
      return element(node.type, node.id, node.defaultFlow === undefined ? '' : `default="${node.defaultFlow}"`);
    case 'parallelGateway':
    case 'eventBasedGateway':
    case 'startEvent':
    case 'endEvent':
    case 'intermediateThrowEvent':
      return element(node.type, node.id);
    case 'intermediateCatchEvent':
      return element(node.type, node.id, '', node.definitions.map(({ type }) => waitFor(type)).join(''));
    case 'boundaryEvent':
      return element(
        node.type,
        node.id,
        `attachedToRef="${node.attachedTo}" cancelActivity="${node.cancelActivity}"`,
        node.definitions.map(({ type }) => waitFor(type)).join(''),
      );
    default:
      return element(
        node.type === 'userTask' || facts.jobs.has(node.id) ? 'userTask' : 'task',
        node.id,
        '',
        roundsOf(node, facts),
      );
  }
}

const waitFor = (type: string): string =>
  type === 'timer'
    ? '<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>'
    : '<bpmn:messageEventDefinition messageRef="message" />';

const roundsOf = (node: FlowNode, { rounds }: Facts): string =>
  'multiInstance' in node && node.multiInstance
    ? `<bpmn:multiInstanceLoopCharacteristics isSequential="${node.multiInstance.sequential}"><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${rounds.get(node.id) ?? 0}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`
    : '';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
