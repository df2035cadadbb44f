import type { Expression } from '@gaita/bpmn';
import type { CompiledNode, DecisionReference } from './compiled-process.ts';
import { decisionKey } from './decision-key.ts';

const literal = (expression: Expression | undefined): string | undefined =>
  expression?.language === 'literal' ? expression.source : undefined;

export function decisionsIn(nodes: readonly CompiledNode[]): DecisionReference[] {
  const found = new Map<string, DecisionReference>();
  for (const { model } of nodes) {
    if (model.type !== 'businessRuleTask' || model.topic) continue;
    const reference = literal(model.decisionRef);
    if (reference === undefined) continue;
    const { binding, bindingValue } = model;
    const key = decisionKey(reference, binding, bindingValue);
    found.set(key, { key, reference, binding, ...(bindingValue !== undefined && { bindingValue }) });
  }
  return [...found.values()];
}

export function bindingsOfExpressions(nodes: readonly CompiledNode[]): Pick<DecisionReference, 'binding' | 'bindingValue'>[] {
  const found = new Map<string, Pick<DecisionReference, 'binding' | 'bindingValue'>>();
  for (const { model } of nodes) {
    if (model.type !== 'businessRuleTask' || model.topic || !model.decisionRef || literal(model.decisionRef) !== undefined)
      continue;
    const { binding, bindingValue } = model;
    found.set(decisionKey('', binding, bindingValue), { binding, ...(bindingValue !== undefined && { bindingValue }) });
  }
  return [...found.values()];
}

export const calledElementsIn = (nodes: readonly CompiledNode[]): string[] =>
  unique(nodes.map(({ model }) => (model.type === 'callActivity' ? literal(model.calledElement) : undefined)));

/** Messages awaited inside an instance, not those that start one. */
export function messageNamesIn(nodes: readonly CompiledNode[]): string[] {
  return unique(
    nodes.flatMap(({ model, scope }) => {
      if (model.type === 'receiveTask') return [literal(model.message?.name)];
      const isStart = model.type === 'startEvent' && scope.node === undefined;
      if (isStart || model.type === 'endEvent' || model.type === 'intermediateThrowEvent' || !('definitions' in model)) return [];
      return model.definitions.map((definition) =>
        definition.type === 'message' ? literal(definition.message.name) : undefined,
      );
    }),
  );
}

const unique = (names: readonly (string | undefined)[]): string[] => [
  ...new Set(names.filter((name): name is string => name !== undefined)),
];
