import { describe, expect, it } from '@jest/globals';
import { id as idColumn, table } from '../database/table.ts';
import type { Guard } from '../write-plan.ts';
import type { EncodedPlan } from './encode-plan.ts';
import { selectBatch } from './select-batch.ts';

const cases = table('cases', { id: idColumn() });
interface Waiting {
  readonly name: number;
  readonly plan: EncodedPlan;
}
const waiting = (...plans: Partial<EncodedPlan>[]): Waiting[] =>
  plans.map((plan, name) => ({ name, plan: { instanceId: undefined, guards: [], size: 1, ...plan } as EncodedPlan }));
const many = (count: number, of: (n: number) => Partial<EncodedPlan> = () => ({})) =>
  waiting(...Array.from({ length: count }, (_, n) => of(n)));
const names = (entries: readonly Waiting[]) => entries.map(({ name }) => name);
const guarding = (mode: Guard['mode'], ...ids: string[]): Partial<EncodedPlan> => ({
  guards: ids.map((id) => ({ table: cases, id, revision: 1, mode })),
});

describe('The next batch', () => {
  it('holds what waits, in its order, at most 64 plans, or fewer where it is told so', () => {
    const plans = many(70);
    expect(names(selectBatch(plans))).toEqual(Array.from({ length: 64 }, (_, n) => n));
    expect(names(plans)).toEqual([64, 65, 66, 67, 68, 69]);
    expect(names(selectBatch(plans, 2))).toEqual([64, 65]);
    expect(names(selectBatch(plans))).toEqual([66, 67, 68, 69]);
    expect(plans).toEqual([]);
    expect(selectBatch(plans)).toEqual([]);
    expect(selectBatch(many(70), 100)).toHaveLength(64);
  });

  it('holds no two plans of one instance, and those of an instance in their order', () => {
    const plans = waiting({ instanceId: 'a' }, { instanceId: 'b' }, { instanceId: 'a' }, {}, { instanceId: 'a' }, {});
    expect(names(selectBatch(plans))).toEqual([0, 1, 3, 5]);
    expect(names(selectBatch(plans))).toEqual([2]);
    expect(names(plans)).toEqual([4]);
  });

  it('leaves what an instance does later behind what it does first, though that has to wait', () => {
    const plans = waiting(guarding('write', 'x'), { ...guarding('write', 'x'), instanceId: 'a' }, { instanceId: 'a' });
    expect(names(selectBatch(plans))).toEqual([0]);
    expect(names(selectBatch(plans))).toEqual([1]);
    expect(names(selectBatch(plans))).toEqual([2]);
  });

  it('holds no plan that writes what another writes or relies on, and none that relies on what another writes', () => {
    const plans = waiting(
      guarding('write', 'x'),
      guarding('rely', 'y'),
      guarding('write', 'z', 'x'),
      guarding('rely', 'y'),
      guarding('write', 'y'),
      guarding('rely', 'x'),
      // 2 was left: what it alone would write is free
      guarding('write', 'z'),
    );
    expect(names(selectBatch(plans))).toEqual([0, 1, 3, 6]);
    expect(names(selectBatch(plans))).toEqual([2, 4]);
    expect(names(selectBatch(plans))).toEqual([5]);
  });

  it('is cut where it grows too large for one commit; a plan that is larger by itself goes alone', () => {
    const plans = waiting({ size: 9_000_000 }, { size: 1 }, { size: 4_000_000 }, { size: 4_000_000 }, { size: 2 });
    expect(names(selectBatch(plans))).toEqual([0]);
    expect(names(selectBatch(plans))).toEqual([1, 2, 4]);
    expect(names(selectBatch(plans))).toEqual([3]);
    expect(names(selectBatch(waiting({ size: 4_000_000 }, { size: 4_000_000 }, { size: 1 })))).toEqual([0, 1]);
  });

  it('looks so far and no further past plans that have to wait', () => {
    const plans = many(515, (n) => (n < 511 ? { instanceId: 'a' } : {}));
    expect(names(selectBatch(plans))).toEqual([0, 511]);
    expect(plans).toHaveLength(513);
  });
});
