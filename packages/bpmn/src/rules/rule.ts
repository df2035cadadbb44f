import type { Language, Problem } from '@gaita/contracts';
import type { FlowNode, Model, ProcessModel, ScopeModel, SequenceFlow, SubProcess } from '../model.ts';

/** What surrounds the model, where the caller knows it; a rule that needs what is absent says nothing. */
export interface CheckContext {
  /** Role keys of the registry; default: those of contracts. */
  readonly roles?: readonly string[];
  /** Languages that every label must have; default: those that the model uses at least once. */
  readonly languages?: readonly Language[];
}

/** What one rule finds in one executable process. */
export type Rule = (process: ProcessModel, context: CheckContext) => Problem[];

/** What one rule finds in a file as a whole. */
export type ModelRule = (model: Model, context: CheckContext) => Problem[];

export interface Scope extends ScopeModel {
  /** The sub-process; undefined for the process itself. */
  readonly owner?: SubProcess;
}

/** The process and all its sub-processes, outer before inner. */
export function scopesOf(process: ProcessModel): Scope[] {
  const scopes: Scope[] = [{ nodes: process.nodes, flows: process.flows }];
  for (let index = 0; index < scopes.length; index++)
    for (const node of scopes[index]?.nodes ?? [])
      if ('nodes' in node) scopes.push({ nodes: node.nodes, flows: node.flows, owner: node });
  return scopes;
}

export const nodesOf = (process: ProcessModel): FlowNode[] => scopesOf(process).flatMap((scope) => scope.nodes);

export const nodesOfType = <T extends FlowNode['type']>(process: ProcessModel, ...types: readonly T[]) =>
  nodesOf(process).filter((node): node is Extract<FlowNode, { type: T }> => types.some((type) => type === node.type));

type Place = FlowNode | ProcessModel | SequenceFlow | { readonly id: string; readonly line?: number };

/** A finding pinned to an element. */
export const finding = (severity: Problem['severity'], rule: string, place: Place, message: string, advice: string): Problem => ({
  severity,
  rule,
  message,
  advice,
  elementId: place.id,
  ...('line' in place && place.line !== undefined && { line: place.line }),
});

/** A receive task or event-based gateway whose event starts an instance. */
export const instantiates = (node: FlowNode): boolean => 'instantiate' in node && node.instantiate;

/** Names of the links that an event throws or catches. */
export const linksOf = (node: FlowNode): string[] =>
  'definitions' in node ? node.definitions.flatMap((definition) => (definition.type === 'link' ? [definition.name] : [])) : [];

/** Link events of a kind by the names of their links. */
export function linkEvents(scope: ScopeModel, type: 'intermediateCatchEvent' | 'intermediateThrowEvent') {
  const events = new Map<string, FlowNode[]>();
  for (const node of scope.nodes)
    if (node.type === type)
      for (const name of new Set(linksOf(node))) {
        const known = events.get(name);
        if (known) known.push(node);
        else events.set(name, [node]);
      }
  return events;
}

/** Nothing leads to it: where a scope has no start event it starts with the scope; in an ad-hoc sub-process people may start it. */
export const startsByItself = (node: FlowNode): boolean =>
  node.incoming.length === 0 && node.type !== 'boundaryEvent' && !standsAlone(node) && linksOf(node).length === 0;

/** An event sub-process, or what a compensation event starts: they stand without flows. */
export const standsAlone = (node: FlowNode): boolean =>
  ('triggeredByEvent' in node && node.triggeredByEvent) || ('isForCompensation' in node && node.isForCompensation);
