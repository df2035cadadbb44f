import type { BoundaryEvent, FlowNode } from '../model.ts';
import { named } from '../named.ts';
import { finding, scopesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/**
 * A compensation event on an activity is joined by an association to the one activity that undoes it; that stands outside of the
 * flow and is marked for compensation (BPMN 2.0.2, 10.7.1).
 */
export const compensationHandler: Rule = (process) =>
  scopesOf(process).flatMap(({ nodes }) => {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const events = nodes.filter((node): node is BoundaryEvent => isCompensationBoundary(node));
    const joined = new Set(events.flatMap(({ compensationHandlers }) => compensationHandlers ?? []));
    const hosts = new Set<string>();
    const found = events.flatMap((event) => {
      const wrong = hosts.has(event.attachedTo)
        ? { what: 'is the second compensation event of its activity', advice: 'Remove one of the two.' }
        : wrongWith(event, byId);
      hosts.add(event.attachedTo);
      return wrong ? [finding('error', 'compensation-handler', event, `The ${named(event)} ${wrong.what}.`, wrong.advice)] : [];
    });
    return [...found, ...nodes.filter(isHandler).flatMap((handler) => handlerFindings(handler, joined.has(handler.id)))];
  });

export const isCompensationBoundary = (node: FlowNode): boolean =>
  node.type === 'boundaryEvent' && node.definitions.some(({ type }) => type === 'compensation');

const isHandler = (node: FlowNode): boolean => 'isForCompensation' in node && node.isForCompensation;

function wrongWith(event: BoundaryEvent, byId: ReadonlyMap<string, FlowNode>): { what: string; advice: string } | undefined {
  const [id, another] = event.compensationHandlers ?? [];
  const handler = id === undefined ? undefined : byId.get(id);
  if (event.outgoing.length > 0)
    return {
      what: 'has a sequence flow, which compensation never takes',
      advice: 'Join it by an association to the activity that undoes the work.',
    };
  if (id === undefined)
    return {
      what: 'names no activity that undoes the work',
      advice: 'Draw an association to an activity that is marked for compensation.',
    };
  if (another !== undefined) return { what: 'is joined to several activities', advice: 'Put their work into one sub-process.' };
  if (!handler) return { what: `is joined to "${id}" in another scope`, advice: 'Draw both in the same process or sub-process.' };
  if (!isHandler(handler))
    return {
      what: `is joined to the ${named(handler)}, which is not marked for compensation`,
      advice: 'Set isForCompensation to true on the activity that undoes the work.',
    };
  return undefined;
}

function handlerFindings(handler: FlowNode, isJoined: boolean) {
  if (handler.incoming.length + handler.outgoing.length > 0)
    return [
      finding(
        'error',
        'compensation-handler',
        handler,
        `The ${named(handler)} is marked for compensation and has sequence flows.`,
        'Remove the flows, or the mark. Several steps that undo the work belong into a sub-process.',
      ),
    ];
  if (isJoined) return [];
  return [
    finding(
      'warning',
      'compensation-handler',
      handler,
      `The ${named(handler)} is marked for compensation, but no compensation event leads to it: it never runs.`,
      'Join it by an association to the compensation event of the activity that it undoes.',
    ),
  ];
}
