import type { EventDefinition } from '@gaita/bpmn';
import type { CompiledNode, CompiledScope, ProcessStart } from './compiled-process.ts';
import { definitionsOf, needsAll } from './definitions-of.ts';

/**
 * The ways to start a process (BPMN 2.0.2, 10.5.1, 10.6.6 and 13.1): one for each definition of its start events, for each
 * instantiating receive task, and for each event behind an instantiating event-based gateway.
 */
export function startsOf(root: CompiledScope): ProcessStart[] {
  return root.nodes.flatMap((node): ProcessStart[] => {
    const { model } = node;
    if (model.type === 'startEvent') return model.definitions.length === 0 ? [{ ...baseOf(node), kind: 'none' }] : startsAt(node);
    if (!instantiates(node)) return [];
    if (model.type === 'receiveTask') return startsAt(node);
    return node.outgoing.flatMap(({ target }) =>
      startsAt(target).map((start) => (isParallel(node) ? { ...start, gatewayId: node.id } : start)),
    );
  });
}

/** A receive task, or an event-based gateway, whose event starts an instance. */
export const instantiates = ({ model }: CompiledNode): boolean => 'instantiate' in model && model.instantiate;

const isParallel = ({ model }: CompiledNode): boolean => model.type === 'eventBasedGateway' && model.isParallel;

function startsAt(node: CompiledNode): ProcessStart[] {
  const { model } = node;
  const definitions: readonly EventDefinition[] =
    model.type === 'receiveTask' ? (model.message ? [{ type: 'message', message: model.message }] : []) : definitionsOf(node);
  return definitions.flatMap((definition, index): ProcessStart[] => {
    const base = {
      ...baseOf(node),
      ...(definitions.length > 1 && { definition: index }),
      ...(needsAll(node) && { needsAll: true as const }),
    };
    switch (definition.type) {
      case 'message': {
        const { name, correlationKey } = definition.message;
        return [{ ...base, kind: 'message', name, ...(correlationKey && { correlationKey }) }];
      }
      case 'signal':
        return [{ ...base, kind: 'signal', name: definition.name }];
      case 'timer':
        return [{ ...base, kind: 'timer', timer: { kind: definition.kind, value: definition.value } }];
      case 'conditional': {
        const { condition, variableName } = definition;
        return [{ ...base, kind: 'conditional', condition, ...(variableName !== undefined && { variableName }) }];
      }
      default:
        return [];
    }
  });
}

const baseOf = ({ model }: CompiledNode) => ({
  elementId: model.id,
  ...('formKey' in model && model.formKey !== undefined && { formKey: model.formKey }),
});
