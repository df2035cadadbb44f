import type { CompensationEntry } from '../../snapshot.ts';
import type { Step } from '../../state/step.ts';

/** Tells called instances that were kept for compensation that it will not come. */
export function forgetCalled(step: Step, entries: readonly CompensationEntry[]): void {
  const open = [...entries];
  for (let entry = open.pop(); entry; entry = open.pop()) {
    if (entry.child !== undefined) step.deliver({ type: 'forgetCalled', childInstanceId: entry.child });
    if (entry.compensations) for (const inner of entry.compensations) open.push(inner);
  }
}
