import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Snapshot } from '@gaita/engine';
import { VirtualClock } from '../platform/clock.ts';
import type { StartInput } from './command-instance.ts';
import type { Deliveries } from './drain.ts';
import { DrainedInstances } from './drained-instances.ts';
import type { InstanceQueue } from './instance-queue.ts';
import type { LoadInstance, StoredInstance } from './load-instance.ts';
import { InstanceChanged } from './open-instance.ts';
import type { StartInstance } from './start-instance.ts';

const command = { id: 'command', account: 'anna' };
const place = { scopeId: 's', tokenId: 't' };
const snapshotAt = (revision: number, more: Partial<Snapshot> = {}) =>
  ({ v: 2, instanceId: 'case', scopes: {}, businessKey: `at ${revision}`, ...more }) as Snapshot;
const storedAt = (revision: number, more?: Partial<Snapshot>) =>
  ({
    row: { id: 'case', revision },
    snapshot: snapshotAt(revision, more),
    definition: { process: 'process' },
  }) as unknown as StoredInstance;

describe('Cases whose deliveries go at once', () => {
  let sent: string[];
  let drained: (readonly string[])[];
  let stored: StoredInstance | undefined;
  /** What later readings find. */
  let later: (StoredInstance | undefined)[];
  let failures: (Error | undefined)[];
  let fresh: unknown[];

  beforeEach(() => {
    [sent, drained, later, failures, fresh] = [[], [], [], [], []];
    stored = storedAt(1);
  });

  const instances = () => {
    const done = async (...[, what]: unknown[]) => ({ answer: what, sent });
    const open = ({ snapshot }: StoredInstance) => ({
      at: async () => {
        const failure = failures.shift();
        if (failure) throw failure;
        return snapshot;
      },
    });
    const loader = {
      current: async () => stored,
      run: async (id: string, isFresh: boolean) => (fresh.push([id, isFresh]), later.shift()),
      open,
    };
    return new DrainedInstances(
      { run: done } as unknown as InstanceQueue,
      { run: done } as unknown as StartInstance,
      loader as unknown as LoadInstance,
      { run: async (ids: readonly string[]) => void drained.push(ids) } as unknown as Deliveries,
      new VirtualClock(77),
    );
  };
  const decide = () => ({ answer: () => null });
  const input = { definitionId: 'model' } as StartInput;

  it('drain what a command or a start sent before it is answered', async () => {
    sent = ['a', 'b'];
    expect(await instances().command(command, 'case', decide)).toBe('case');
    expect(await instances().start(command, input)).toBe(input);
    expect(drained).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    sent = [];
    await instances().command(command, 'case', decide);
    await instances().start(command, input);
    expect(drained).toHaveLength(2);
  });

  it('leave that to who drains himself', async () => {
    sent = ['a'];
    expect(await instances().commandOnly(command, 'case', decide)).toEqual({ answer: 'case', sent });
    expect(await instances().startOnly(command, input)).toEqual({ answer: input, sent });
    expect(drained).toEqual([]);
  });

  it('are read while they run', async () => {
    const { at: _, ...loaded } = (await instances().load('case'))!;
    expect(loaded).toEqual({ row: { id: 'case', revision: 1 }, process: 'process', snapshot: snapshotAt(1), now: 77 });
    stored = storedAt(1, { ended: 'completed' });
    expect(await instances().load('case')).toBeUndefined();
    stored = undefined;
    expect(await instances().load('case')).toBeUndefined();
  });

  it('show what stands at a place as it is now, when they have changed meanwhile', async () => {
    const at = async () => (await instances().load('case'))!.at(place);
    expect(await at()).toEqual(snapshotAt(1));
    failures = [new InstanceChanged(), new InstanceChanged()];
    later = [storedAt(2), storedAt(3)];
    expect(await at()).toEqual(snapshotAt(3));
    expect(fresh).toEqual([
      ['case', true],
      ['case', true],
    ]);
    failures = [new InstanceChanged()];
    later = [undefined];
    expect(await at()).toEqual(snapshotAt(1));
    failures = [new Error('broken')];
    await expect(at()).rejects.toThrow('broken');
  });
});
