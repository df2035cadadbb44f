import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Advanced, Environment } from './advance-types.ts';
import { behaviours } from './behaviours/behaviours.ts';
import type { CompiledProcess } from './compile/compiled-process.ts';
import { events } from './events/events.ts';
import { isOver } from './is-over.ts';
import { MissingScopes } from './parts/missing-scopes.ts';
import { run } from './run.ts';
import type { Snapshot } from './snapshot.ts';
import { Conditions } from './state/conditions.ts';
import { Halt } from './state/halt.ts';
import { Step } from './state/step.ts';
import type { Trigger, TriggerOf } from './trigger.ts';
import { triggers } from './triggers/triggers.ts';

const tables = { behaviours, events };

/**
 * One step: what a trigger does to an instance. Pure: the same input gives the same answer, and the snapshot passed in is never
 * changed. `snapshot` is undefined for trigger `start` and for no other. A trigger that no longer applies is rejected. A snapshot
 * whose items are stored apart may lack some that the step needs: the answer names them, and the step begins anew with them.
 */
export function advance(
  process: CompiledProcess,
  snapshot: Snapshot | undefined,
  trigger: Trigger,
  environment: Environment,
): Advanced {
  const before = snapshot ?? (trigger.type === 'start' ? newInstance(trigger) : undefined);
  if (!before) return { kind: 'rejected', rejection: rejected('instance-unknown', 'There is no such instance.') };
  if (snapshot && trigger.type === 'start')
    return { kind: 'rejected', rejection: rejected('invalid-request', `Instance ${snapshot.instanceId} has already started.`) };
  if (before.ended !== undefined && !outlivesEnd(before, trigger))
    return { kind: 'rejected', rejection: rejected('instance-ended', `Instance ${before.instanceId} has ended.`) };

  if (before.ended === undefined && (trigger.type === 'compensate' || trigger.type === 'forget'))
    return { kind: 'rejected', rejection: rejected('invalid-request', `Instance ${before.instanceId} has not ended yet.`) };

  const step = new Step(process, before, environment, tables);
  if (process.hasConditions) step.conditions = new Conditions(step);
  try {
    return take(step, trigger);
  } catch (error) {
    if (error instanceof MissingScopes) return { kind: 'need', ...error.need };
    throw error;
  }
}

function take(step: Step, trigger: Trigger): Advanced {
  const apply = triggers[trigger.type] as (step: Step, trigger: Trigger) => ReturnType<(typeof triggers)['cancel']>;
  const rejection = attempted(() => apply(step, trigger));
  if (rejection) return { kind: 'rejected', rejection };
  if (trigger.type !== 'continue') step.slices = 0;
  run(step);
  const after = step.finish();
  return { kind: 'advanced', snapshot: after, touched: [...step.touched], records: step.records };
}

/** What comes from outside and cannot be stored is refused; nothing of the step is kept then. */
function attempted(apply: () => Rejection | undefined): Rejection | undefined {
  try {
    return apply();
  } catch (error) {
    if (error instanceof Halt) return rejected('invalid-request', error.message);
    throw error;
  }
}

/** What the caller may still do to a called instance that is kept for compensation. */
const outlivesEnd = (snapshot: Snapshot, trigger: Trigger): boolean =>
  !isOver(snapshot) &&
  (trigger.type === 'compensate' || trigger.type === 'forget' || (trigger.type === 'cancel' && trigger.byCaller === true));

const newInstance = ({ instanceId, businessKey, calledBy }: TriggerOf<'start'>): Snapshot => ({
  v: 2,
  instanceId,
  ...(businessKey !== undefined && { businessKey }),
  ...(calledBy && { calledBy }),
  scopes: {},
});
