import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { CompiledNode, CompiledProcess } from '../compile/compiled-process.ts';
import { declareProcessData } from '../data/declare-data.ts';
import { armEventSubProcesses } from '../flow/event-sub-process.ts';
import { placeToken } from '../flow/place-token.ts';
import { settleScope } from '../flow/settle-scope.ts';
import type { Step } from '../state/step.ts';
import { writeVariable, writeVariables } from '../state/variables.ts';
import type { TriggerOf } from '../trigger.ts';

export function start(step: Step, trigger: TriggerOf<'start'>): Rejection | undefined {
  const starts = startsOf(step.process, trigger.startElementId);
  if (!starts) return rejected('invalid-request', noStart(step.process, trigger.startElementId));
  const [first] = starts;
  step.addScope(step.instanceId, { element: step.process.id });
  step.record({
    kind: 'instanceStarted',
    ...(first?.model.type === 'startEvent' && { startElementId: first.id }),
    ...(trigger.businessKey !== undefined && { businessKey: trigger.businessKey }),
  });
  writeVariables(step, step.instanceId, trigger.variables, trigger.types);
  declareProcessData(step);
  if (first?.model.type === 'startEvent' && first.model.initiator && trigger.initiator !== undefined)
    writeVariable(step, step.instanceId, first.model.initiator, trigger.initiator);
  for (const node of starts) placeToken(step, step.instanceId, node);
  armEventSubProcesses(step, step.instanceId, step.process.root);
  if (starts.length === 0) settleScope(step, step.instanceId);
  return undefined;
}

function startsOf({ root, nodes }: CompiledProcess, elementId: string | undefined): readonly CompiledNode[] | undefined {
  if (elementId !== undefined) {
    const node = nodes.get(elementId);
    return node?.scope === root && node.model.type === 'startEvent' ? [node] : undefined;
  }
  const hasStartEvents = root.nodes.some(({ model }) => model.type === 'startEvent');
  return hasStartEvents && root.starts.length === 0 ? undefined : root.starts;
}

const noStart = ({ id }: CompiledProcess, elementId: string | undefined): string =>
  elementId === undefined
    ? `Process ${id} has no start event without an event. Start it by its message or timer, or name the start event.`
    : `Process ${id} has no start event ${elementId}.`;
