import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OpenWait } from './open-waits.ts';
import {
  boundary,
  end,
  error,
  feel,
  mapping,
  or,
  processOf,
  script,
  service,
  start,
  sub,
  text,
  timer,
  user,
  value,
} from './testing/build-model.ts';
import { PartsPlay } from './testing/parts-play.ts';
import { Play } from './testing/play.ts';
import { anyBlock, drawProcess } from './testing/random-model.ts';
import type { Trigger } from './trigger.ts';

type Model = ConstructorParameters<typeof Play>[0];

/** The same instance twice: in one piece, and with the items of its bodies stored apart. Both must leave the same records. */
class Twins {
  readonly whole: Play;
  readonly apart: PartsPlay;

  constructor(model: Model, stepBudget = 1_000) {
    this.whole = new Play(model, { stepBudget });
    this.apart = new PartsPlay(model, { stepBudget });
  }

  do(trigger: Trigger): this {
    this.whole.do(trigger);
    this.apart.do(trigger);
    expect(this.apart.latest).toEqual(this.whole.latest);
    expect(sorted(this.apart.waits())).toEqual(sorted(this.whole.waits()));
    expect(this.apart.variables()).toEqual(this.whole.variables());
    return this;
  }

  start(variables = {}): this {
    return this.do({ type: 'start', instanceId: 'instance', variables });
  }

  complete(elementId: string, variables = {}, n = 0): this {
    const { id: taskId, ...place } = this.whole.wait('task', elementId, n);
    return this.do({ type: 'taskCompleted', taskId, place, variables });
  }

  goOn(): this {
    for (let job = this.whole.waits('continue')[0]; job; job = this.whole.waits('continue')[0])
      this.do({ type: 'continue', jobId: job.id, place: job });
    return this;
  }

  get last() {
    return this.apart.traffic.at(-1)!;
  }
}

const sorted = (waits: OpenWait[]) => waits.map((wait) => JSON.stringify(wait)).sort();

const over = (more: Record<string, unknown>) => ({ multiInstance: { sequential: false, behavior: 'all', ...more } });
const wrapped = (activity: ReturnType<typeof user>) =>
  processOf('p', [start('s'), activity, user('z')], [`s -> ${activity.id} -> z`]);

describe('items of multi-instance bodies that are stored apart', () => {
  it('are not read when one of them is completed, but for that one', () => {
    const twins = new Twins(wrapped(user('a', over({ cardinality: value('=100') })))).start();
    twins.complete('a', {}, 50);
    expect(twins.last).toEqual({ read: 1, written: 2, needs: 1 });
    for (let left = 98; left > 0; left--) twins.complete('a', {}, left % 7);
    expect(twins.complete('a').last).toMatchObject({ read: 1, needs: 1 });
    expect(twins.complete('z').whole.outcome()).toBe('completed');
  });

  it('are all read when the trigger does not say where', () => {
    const twins = new Twins(wrapped(user('a', over({ cardinality: value('=9') })))).start();
    const { id: taskId } = twins.whole.wait('task', 'a', 4);
    twins.do({ type: 'taskCompleted', taskId, variables: {} });
    expect(twins.last).toEqual({ read: 9, written: 2, needs: 1 });
  });

  it('refuse what is gone, whether it is looked for in place or everywhere', () => {
    const twins = new Twins(wrapped(user('a', over({ cardinality: value('=3') })))).start();
    const { id: taskId, ...place } = twins.whole.wait('task', 'a', 1);
    twins.complete('a', {}, 1);
    for (const trigger of [{ place }, {}])
      expect(twins.apart.try({ type: 'taskCompleted', taskId, variables: {}, ...trigger })?.code).toBe('task-withdrawn');
  });

  it('keep their outputs until the body ends, each written once', () => {
    const collecting = over({
      collection: value('=for i in 1..600 return i'),
      elementVariable: 'n',
      outputCollection: 'results',
      outputElement: feel('n + vote'),
    });
    const twins = new Twins(wrapped(user('a', { ...collecting, inputs: [mapping('vote', '=0')] }))).start();
    twins.goOn();
    for (let n = 599; n > 0; n--) {
      const { id: taskId, ...place } = twins.apart.waits('task')[n % 11 === 0 ? n : 0]!;
      twins.apart.do({ type: 'taskCompleted', taskId, place, variables: { vote: n } });
      expect(twins.last).toEqual({ read: 1, written: 2, needs: 1 });
    }
    const before = twins.apart.snapshot!;
    expect(JSON.stringify(before.scopes[twins.apart.waits('task')[0]!.scopeId]).length).toBeLessThan(300);
    twins.apart.complete('a', { vote: 0 });
    expect(twins.apart.variables()['results']).toHaveLength(600);
    expect(Object.keys(twins.apart.snapshot!.scopes)).toEqual(['instance']);
    expect(twins.apart.snapshot!.apart).toBeUndefined();
  });

  it('take the elements of a long list in portions', () => {
    const sequential = { collection: text('list'), elementVariable: 'x', sequential: true };
    const list = Array.from({ length: 1_100 }, (_, i) => `element ${i}`);
    const play = new PartsPlay(wrapped(user('a', over(sequential)))).start({ list });
    for (let i = 0; i < 1_100; i++) {
      const task = play.wait('task', 'a');
      if (i % 100 === 0) expect(play.seenAt(task.tokenId)).toMatchObject({ x: `element ${i}`, loopCounter: i });
      play.complete('a');
    }
    expect(Math.max(...play.traffic.slice(2, -1).map(({ written }) => written))).toBeLessThanOrEqual(4);
    expect(play.tasks()).toEqual(['z']);
  });

  it('end together when enough are completed, when they are interrupted, when one fails', () => {
    const enough = new Twins(
      wrapped(user('a', over({ cardinality: value('=40'), completionCondition: feel('nrOfCompletedInstances >= 20') }))),
    ).start();
    for (let i = 0; i < 20; i++) enough.complete('a', {}, i);
    expect(enough.whole.tasks()).toEqual(['z']);
    expect(enough.apart.of('taskWithdrawn')).toHaveLength(20);

    const late = processOf(
      'p',
      [start('s'), user('a', over({ cardinality: value('=30') })), boundary('b', 'a', timer('timeDuration', 'PT1H')), user('y')],
      ['s -> a', 'b -> y'],
    );
    const interrupted = new Twins(late).start().complete('a', {}, 7);
    const { id: timerId, ...place } = interrupted.whole.wait('timer', 'b');
    interrupted.do({ type: 'timerDue', timerId, place });
    expect(interrupted.last.needs).toBe(1);
    expect(Object.keys(interrupted.apart.snapshot!.scopes)).toEqual(['instance']);

    const failing = new Twins(
      processOf(
        'p',
        [start('s'), service('a', 'w', over({ cardinality: value('30') })), boundary('b', 'a', error('E')), user('y')],
        ['s -> a', 'b -> y'],
      ),
    ).start();
    const { id: jobId, ...at } = failing.whole.wait('job', 'a', 11);
    failing.do({ type: 'jobError', jobId, place: at, errorCode: 'E', variables: {} });
    expect(failing.apart.of('jobCanceled')).toHaveLength(29);
  });

  it('nested in each other are found by the place of the innermost alone', () => {
    const inner = user('a', over({ cardinality: value('=12') }));
    const outer = sub('o', [start('s1'), inner, end('e1')], ['s1 -> a -> e1'], over({ cardinality: value('=8') }));
    const twins = new Twins(processOf('p', [start('s'), outer, user('z')], ['s -> o -> z'])).start();
    twins.complete('a', {}, 90);
    expect(twins.last).toMatchObject({ read: 3, written: 2 });
    while (twins.whole.tasks().length > 1) twins.complete('a', {}, twins.whole.tasks().length % 2);
    twins.complete('a').complete('z');
    expect(twins.whole.outcome()).toBe('completed');
  });

  it('are written when a slice changes them, and inclusive joins inside them are not forgotten', () => {
    const fork = [start('s1'), or('fork'), script('x', 'x', '1'), script('y', 'y', '2'), or('join'), user('a'), end('e1')];
    const flows = ['s1 -> fork -> x -> join -> a -> e1', 'fork -> y -> join'];
    const body = sub('o', fork, flows, over({ cardinality: value('=25') }));
    const twins = new Twins(processOf('p', [start('s'), body], ['s -> o']), 7).start().goOn();
    expect(twins.whole.tasks()).toHaveLength(25);
    while (twins.whole.waits('task').length > 0) twins.complete('a').goOn();
    expect(twins.whole.outcome()).toBe('completed');
  });
});

describe('any model', () => {
  it('leaves the same records whether its items are stored apart or not', () => {
    fc.assert(
      fc.property(
        anyBlock,
        fc.infiniteStream(fc.nat({ max: 1_000 })),
        fc.constantFrom(1, 3, 1_000),
        fc.boolean(),
        (block, choices, stepBudget, withPlace) => {
          const twins = new Twins(drawProcess(block), stepBudget).start({ c0: false, c1: true, c2: false });
          for (let steps = 0; steps < 60 && twins.whole.outcome() === undefined; steps++) {
            const open = twins.whole.waits().filter(({ kind }) => kind !== 'join');
            const [which, what] = [choices.next().value!, choices.next().value!];
            if (what === 1_000) twins.do({ type: 'cancel' });
            else twins.do(triggerFor(open[which % open.length]!, { [`c${what % 3}`]: what % 2 === 1 }, withPlace));
          }
        },
      ),
      { numRuns: 300 },
    );
  }, 120_000);
});

function triggerFor({ kind, id, scopeId, tokenId }: OpenWait, variables: Record<string, boolean>, withPlace: boolean): Trigger {
  const place = withPlace ? { place: { scopeId, tokenId } } : {};
  switch (kind) {
    case 'task':
      return { type: 'taskCompleted', taskId: id, variables, ...place };
    case 'job':
      return { type: 'jobCompleted', jobId: id, variables, ...place };
    case 'timer':
      return { type: 'timerDue', timerId: id, ...place };
    case 'message':
      return { type: 'messageArrived', subscriptionId: id, variables, ...place };
    case 'continue':
      return { type: 'continue', jobId: id, ...place };
    default:
      throw new Error(`nothing serves a ${kind}`);
  }
}
