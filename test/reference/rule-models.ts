import { element, sequenceFlow } from './draw-model.ts';

/* What the rules' models are drawn from. */

export const node = element;
export const flows = (...pairs: string[]): string =>
  pairs
    .map((pair) => {
      const [from = '', to = '', when] = pair.split(/[-?]/);
      return sequenceFlow(from, to, when);
    })
    .join('');
export const message = '<bpmn:messageEventDefinition messageRef="message" />';
export const error = '<bpmn:errorEventDefinition errorRef="error" />';
export const escalation = '<bpmn:escalationEventDefinition escalationRef="escalation" />';
export const repeated = (count: number, sequential = false): string =>
  `<bpmn:multiInstanceLoopCharacteristics isSequential="${sequential}"><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${count}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
export const row = node('startEvent', 's') + node('task', 'a') + node('task', 'b') + flows('s-a', 'a-b');
export const block = (gateway: string): string =>
  node('startEvent', 's') +
  ['f', 'j'].map((id) => node(gateway, id)).join('') +
  ['a', 'b', 'z'].map((id) => node('task', id)).join('') +
  flows('s-f', 'f-a', 'f-b', 'a-j', 'b-j', 'j-z');
export const handlerOf = (definition: string, interrupts: boolean): string =>
  node(
    'subProcess',
    'h',
    'triggeredByEvent="true"',
    node('startEvent', 'hs', `isInterrupting="${interrupts}"`, definition) + node('task', 'ha') + flows('hs-ha'),
  );
export const undoneBy = (id: string, handler: string): string =>
  node('boundaryEvent', `c${id}`, `attachedToRef="${id}"`, '<bpmn:compensateEventDefinition />') +
  node('task', handler, 'isForCompensation="true"') +
  node('association', `${id}-by-${handler}`, `associationDirection="One" sourceRef="c${id}" targetRef="${handler}"`);
export const toFork = '+s -s >s-f +f -f >f-a >f-b';
