import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { CompiledNode, CompiledProcess } from '../compile/compiled-process.ts';
import { keepKeysOf } from '../correlation/keep-keys.ts';
import { declareProcessData } from '../data/declare-data.ts';
import type { TokenState } from '../snapshot.ts';
import { armEventSubProcesses } from '../flow/event-sub-process.ts';
import { instantiates } from '../compile/starts.ts';
import { placeToken } from '../flow/place-token.ts';
import { settleScope } from '../flow/settle-scope.ts';
import type { Step } from '../state/step.ts';
import { writeVariable, writeVariables } from '../state/variables.ts';
import type { TriggerOf } from '../trigger.ts';

interface Beginning {
  readonly node: CompiledNode;
  readonly token?: Pick<TokenState, 'start' | 'occurred'>;
}

export function start(step: Step, trigger: TriggerOf<'start'>): Rejection | undefined {
  const beginnings = beginningsOf(step.process, trigger.startElementId);
  if (!beginnings) return rejected('invalid-request', noStart(step.process, trigger.startElementId));
  const first = beginnings[0]?.node;
  const startElementId = trigger.startElementId ?? (first?.model.type === 'startEvent' ? first.id : undefined);
  step.addScope(step.instanceId, { element: step.process.id });
  step.record({
    kind: 'instanceStarted',
    ...(startElementId !== undefined && { startElementId }),
    ...(trigger.businessKey !== undefined && { businessKey: trigger.businessKey }),
  });
  writeVariables(step, step.instanceId, trigger.variables, trigger.types);
  declareProcessData(step);
  if (trigger.startElementId !== undefined)
    keepKeysOf(
      step,
      { scopeId: step.instanceId, tokenId: step.instanceId },
      step.node(trigger.startElementId),
      trigger.variables,
    );
  if (first?.model.type === 'startEvent' && first.model.initiator && trigger.initiator !== undefined)
    writeVariable(step, step.instanceId, first.model.initiator, trigger.initiator);
  for (const { node, token } of beginnings) placeToken(step, step.instanceId, node, token);
  armEventSubProcesses(step, step.instanceId, step.process.root);
  if (beginnings.length === 0) settleScope(step, step.instanceId);
  return undefined;
}

/** Where tokens begin; undefined when the process cannot start so. */
function beginningsOf({ root, nodes }: CompiledProcess, elementId: string | undefined): readonly Beginning[] | undefined {
  if (elementId === undefined) {
    const needsEvent = root.nodes.some((node) => node.model.type === 'startEvent' || instantiates(node));
    return needsEvent && root.starts.length === 0 ? undefined : root.starts.map((node) => ({ node }));
  }
  const node = nodes.get(elementId);
  if (node?.scope !== root) return undefined;
  if (node.model.type === 'startEvent') return [{ node }];
  if (node.model.type === 'receiveTask' && instantiates(node)) return [{ node, token: { occurred: true } }];
  const gateway = node.incoming.find(({ source }) => source.model.type === 'eventBasedGateway' && instantiates(source))?.source;
  return gateway && [{ node: gateway, token: { start: node.id } }];
}

const noStart = ({ id }: CompiledProcess, elementId: string | undefined): string =>
  elementId === undefined
    ? `Process ${id} has no start event without an event. Start it by its message, signal or timer, or name the element that it starts at.`
    : `Process ${id} does not start at ${elementId}.`;
