import { describe, expect, it } from '@jest/globals';
import { advance } from './advance.ts';
import { compile } from './compile/compile.ts';
import { openWaits } from './open-waits.ts';
import type { Snapshot } from './snapshot.ts';
import { and, end, feel, processOf, script, start, sub, task, user, xor } from './testing/build-model.ts';
import type { NodeSpec } from './testing/build-model.ts';
import { Play, riga, tuesday } from './testing/play.ts';

/** Runs until nothing is left to go on with; counts slices and the records of the largest. */
function runSlices(
  model: ReturnType<typeof processOf>,
  variables: Record<string, never> | Record<string, number> = {},
  isLong = () => false,
) {
  const process = compile(model);
  let snapshot: Snapshot | undefined;
  let slices = 0;
  let largest = 0;
  let trigger: Parameters<typeof advance>[2] | undefined = { type: 'start', instanceId: 'i', variables };
  while (trigger) {
    const answer = advance(process, snapshot, trigger, {
      now: tuesday,
      ids: `${slices}-`,
      decisions: {},
      calendar: riga,
      isLong,
    });
    if (answer.kind !== 'advanced') throw new Error(JSON.stringify(answer));
    snapshot = answer.snapshot;
    slices++;
    largest = Math.max(largest, answer.records.length);
    const job = openWaits(snapshot).find(({ kind }) => kind === 'continue');
    const isStopped = openWaits(snapshot).some(({ kind }) => kind === 'incident');
    trigger = job && !isStopped ? { type: 'continue', jobId: job.id } : undefined;
  }
  return { snapshot: snapshot!, slices, largest };
}

describe('a long run', () => {
  it('of ten thousand tasks in a row goes in bounded slices', () => {
    const tasks = Array.from({ length: 10_000 }, (_, i) => task(`t${i}`));
    const { snapshot, slices, largest } = runSlices(
      processOf('p', [start('s'), ...tasks, end('e')], [['s', ...tasks.map(({ id }) => id), 'e'].join(' -> ')]),
    );
    expect(snapshot.ended).toBe('completed');
    expect(slices).toBeGreaterThanOrEqual(10);
    expect(largest).toBeLessThan(4_000);
  });

  it('of a hundred thousand rounds neither overflows nor grows', () => {
    const { snapshot, slices, largest } = runSlices(
      processOf(
        'p',
        [start('s'), xor('m'), script('count', 'n', 'n + 1'), xor('x'), end('e')],
        ['s -> m -> count -> x', { from: 'x', to: 'm', when: 'n < 100000' }, { from: 'x', to: 'e', isDefault: true }],
      ),
      { n: 0 },
    );
    expect(snapshot.ended).toBe('completed');
    expect(slices).toBeGreaterThanOrEqual(300);
    expect(largest).toBeLessThan(5_000);
  });

  it('leaves the rest to the next slice when its expressions take long', () => {
    const scripts = Array.from({ length: 5 }, (_, i) => script(`t${i}`, 'n', 'n + 1'));
    const model = processOf('p', [start('s'), ...scripts, end('e')], [['s', ...scripts.map(({ id }) => id), 'e'].join(' -> ')]);
    const { snapshot, slices } = runSlices(model, { n: 0 }, () => true);
    expect(snapshot.ended).toBe('completed');
    expect(slices).toBeGreaterThanOrEqual(7);
  });

  it('without end becomes an incident, and goes on when somebody retries it', () => {
    const model = processOf('p', [start('s'), xor('m'), task('round')], ['s -> m', 'm -> round', 'round -> m']);
    const { snapshot, slices } = runSlices(model);
    expect(slices).toBeLessThan(1_010);
    const waits = openWaits(snapshot);
    expect(waits.map(({ kind }) => kind).sort()).toEqual(['continue', 'incident']);
    const job = waits.find(({ kind }) => kind === 'continue')!;
    const environment = { now: tuesday, ids: 'again-', decisions: {}, calendar: riga };
    const again = advance(compile(model), snapshot, { type: 'continue', jobId: job.id }, environment);
    if (again.kind !== 'advanced') throw new Error(JSON.stringify(again));
    expect(again.records.some(({ kind }) => kind === 'incidentResolved')).toBe(true);
    expect(openWaits(again.snapshot).map(({ kind }) => kind)).toEqual(['continue']);
  });

  it('through fifty nested sub-processes comes out again', () => {
    let inner: NodeSpec = user('deepest');
    for (let i = 0; i < 50; i++) inner = sub(`sp${i}`, [start(`s${i}`), inner], [`s${i} -> ${inner.id}`]);
    const play = new Play(processOf('p', [start('s'), inner, user('z')], [`s -> ${inner.id} -> z`])).start();
    play.complete('deepest');
    expect(play.tasks()).toEqual(['z']);
    const cancelled = new Play(processOf('p', [start('s'), inner], [`s -> ${inner.id}`])).start().do({ type: 'cancel' });
    expect(cancelled.ended()).toHaveLength(102);
  });

  it('with ten thousand instances of one activity is spread over slices', () => {
    const { snapshot, slices } = runSlices(
      processOf(
        'p',
        [
          start('s'),
          script('a', 'last', 'item', {
            multiInstance: {
              sequential: false,
              behavior: 'all',
              collection: feel('for i in 1..10000 return i'),
              elementVariable: 'item',
            },
          }),
          user('z'),
        ],
        ['s -> a -> z'],
      ),
    );
    expect(slices).toBeGreaterThan(10);
    expect(openWaits(snapshot).map(({ elementId }) => elementId)).toEqual(['z']);
  }, 30_000);

  it('yields when its records become large, before the steps are used up', () => {
    const big = 'x'.repeat(200_000);
    const nodes = Array.from({ length: 20 }, (_, i) => script(`t${i}`, 'copy', 'big'));
    const play = new Play(
      processOf('p', [start('s'), ...nodes, end('e')], [['s', ...nodes.map(({ id }) => id), 'e'].join(' -> ')]),
    ).start({ big });
    expect(play.outcome()).toBeUndefined();
    expect(play.latest.length).toBeLessThan(30);
    expect(play.goOn().outcome()).toBe('completed');
  });
});

describe('between two slices', () => {
  const branches = processOf(
    'p',
    [start('s'), and('f'), user('u'), ...Array.from({ length: 20 }, (_, i) => task(`t${i}`)), end('e')],
    ['s -> f -> u', ['f', ...Array.from({ length: 20 }, (_, i) => `t${i}`), 'e'].join(' -> ')],
  );

  it('other work is taken at once, and the rest is not lost', () => {
    const play = new Play(branches, { stepBudget: 5 }).start();
    expect(play.tasks()).toEqual(['u']);
    play.complete('u');
    expect(play.waits('continue')).toHaveLength(1);
    expect(play.goOn().outcome()).toBe('completed');
    expect(play.started().filter((id) => id.startsWith('t'))).toHaveLength(20);
  });

  it('the instance can be cancelled', () => {
    const play = new Play(branches, { stepBudget: 5 }).start().do({ type: 'cancel' });
    expect(play.of('jobCanceled')).toHaveLength(1);
    expect(play.waits()).toEqual([]);
  });

  it('an inclusive join is not forgotten', () => {
    const waiting = new Play(
      processOf(
        'p',
        [
          start('s'),
          and('f'),
          sub(
            'sp',
            [start('s1'), and('g'), task('a'), xor('x'), end('e1'), { type: 'inclusiveGateway', id: 'j' }, user('z')],
            ['s1 -> g -> a -> j -> z', 'g -> x', { from: 'x', to: 'e1', when: 'true' }, { from: 'x', to: 'j', isDefault: true }],
          ),
          ...Array.from({ length: 30 }, (_, i) => task(`t${i}`)),
        ],
        ['s -> f -> sp', ['f', ...Array.from({ length: 30 }, (_, i) => `t${i}`)].join(' -> ')],
      ),
      { stepBudget: 3 },
    );
    expect(waiting.start().goOn().tasks()).toEqual(['z']);
  });

  it('gives the same as one run without a budget', () => {
    const whole = new Play(branches).start();
    const sliced = new Play(branches, { stepBudget: 1 }).start().goOn();
    const essence = (play: Play) =>
      play.records.filter(({ kind }) => kind === 'activityStarted').map((record) => 'elementId' in record && record.elementId);
    expect(essence(sliced)).toEqual(essence(whole));
  });
});

describe('a step', () => {
  it('touches only the scopes that it changes', () => {
    const subs = Array.from({ length: 30 }, (_, i) =>
      sub(`sp${i}`, [start(`s${i}`), user(`a${i}`), user(`b${i}`)], [`s${i} -> a${i} -> b${i}`]),
    );
    const process = compile(
      processOf(
        'p',
        [start('s'), ...subs],
        subs.map(({ id }) => `s -> ${id}`),
      ),
    );
    const environment = { now: tuesday, ids: 'a-', decisions: {}, calendar: riga };
    const first = advance(process, undefined, { type: 'start', instanceId: 'i', variables: {} }, environment);
    if (first.kind !== 'advanced') throw new Error();
    const task7 = openWaits(first.snapshot).find(({ elementId }) => elementId === 'a7')!;
    const second = advance(
      process,
      first.snapshot,
      { type: 'taskCompleted', taskId: task7.id, variables: {} },
      { ...environment, ids: 'b-' },
    );
    if (second.kind !== 'advanced') throw new Error();
    expect(second.touched).toEqual([task7.scopeId]);
    const others = Object.keys(first.snapshot.scopes).filter((id) => id !== task7.scopeId);
    for (const id of others) expect(second.snapshot.scopes[id]).toBe(first.snapshot.scopes[id]);
  });
});
