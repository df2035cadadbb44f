import { describe, expect, it } from '@jest/globals';
import {
  boundary,
  call,
  end,
  error,
  feel,
  mapping,
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
import { Play } from './testing/play.ts';

const over = (more: Record<string, unknown>) => ({ multiInstance: { sequential: false, behavior: 'all', ...more } });
const wrapped = (activity: ReturnType<typeof user>) =>
  processOf('p', [start('s'), activity, user('z')], [`s -> ${activity.id} -> z`]);

describe('a parallel multi-instance activity', () => {
  it('runs once for each element, each with its own variables', () => {
    const play = new Play(
      wrapped(
        user('a', {
          ...over({ collection: text('services'), elementVariable: 'serviceId' }),
          candidateGroups: [value('=serviceId')],
        }),
      ),
    ).start({ services: ['x', 'y', 'z'] });
    expect(
      play
        .of('activityStarted')
        .slice(1)
        .map(({ elementType, loopIndex }) => [elementType, loopIndex]),
    ).toEqual([
      ['multiInstanceBody', undefined],
      ['userTask', 0],
      ['userTask', 1],
      ['userTask', 2],
    ]);
    expect(play.of('taskCreated').map(({ candidateGroups }) => candidateGroups)).toEqual([['x'], ['y'], ['z']]);
    const second = play.wait('task', 'a', 1);
    expect(play.seenAt(second.tokenId)).toEqual({
      services: ['x', 'y', 'z'],
      serviceId: 'y',
      loopCounter: 1,
      nrOfInstances: 3,
      nrOfActiveInstances: 3,
      nrOfCompletedInstances: 0,
    });
    play.complete('a', {}, 1).complete('a');
    expect(play.seenAt(play.wait('task', 'a').tokenId)).toMatchObject({ nrOfActiveInstances: 1, nrOfCompletedInstances: 2 });
    expect(play.tasks()).toEqual(['a']);
    play.complete('a');
    expect(play.tasks()).toEqual(['z']);
    expect(play.variables()).toEqual({ services: ['x', 'y', 'z'] });
    expect(Object.keys(play.snapshot!.scopes)).toEqual(['instance']);
  });

  it.each([[[]], [null], [undefined]])('completes at once over nothing (%j)', (services) => {
    const play = new Play(wrapped(user('a', over({ collection: text('services') })))).start(
      services === undefined ? {} : { services },
    );
    expect(play.tasks()).toEqual(['z']);
    expect(play.ended()).toContain('a completed');
  });

  it('over something else than a list is an incident', () => {
    const play = new Play(wrapped(user('a', over({ collection: text('services') })))).start({ services: 'x' });
    expect(play.of('incidentRaised')).toMatchObject([{ elementId: 'a', incidentType: 'expressionFailed' }]);
    play.do({ type: 'writeVariables', variables: { services: ['x'] } });
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'a').id });
    expect(play.tasks()).toEqual(['a']);
  });

  it('ends early when its completion condition holds', () => {
    const play = new Play(
      wrapped(
        user('a', over({ cardinality: value('=3'), completionCondition: feel('nrOfCompletedInstances / nrOfInstances > 0.5') })),
      ),
    ).start();
    play.complete('a');
    expect(play.tasks()).toEqual(['a', 'a']);
    play.complete('a');
    expect(play.tasks()).toEqual(['z']);
    expect(play.of('taskWithdrawn')).toHaveLength(1);
    expect(play.ended().filter((entry) => entry === 'a terminated')).toHaveLength(1);
  });

  it('collects outputs in the order of the elements', () => {
    const play = new Play(
      wrapped(
        user('a', {
          ...over({
            collection: value('=[10, 20, 30]'),
            elementVariable: 'n',
            outputCollection: 'results',
            outputElement: feel('n + vote'),
          }),
          inputs: [mapping('vote', '=0')],
        }),
      ),
    ).start();
    play.complete('a', { vote: 3 }, 2).complete('a', { vote: 1 }, 0).complete('a', { vote: 2 });
    expect(play.variables()).toEqual({ results: [11, 22, 33] });
  });

  it('is taken away as a whole by its boundary event, which is armed once', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          user('a', over({ cardinality: value('5') })),
          boundary('late', 'a', timer('timeDuration', 'PT1H')),
          user('y'),
        ],
        ['s -> a', 'late -> y'],
      ),
    ).start();
    expect(play.of('timerScheduled')).toHaveLength(1);
    play.complete('a').fire('late');
    expect(play.tasks()).toEqual(['y']);
    expect(play.of('taskWithdrawn')).toHaveLength(4);
    expect(Object.keys(play.snapshot!.scopes)).toEqual(['instance']);
  });

  it('lets one instance’s error out to the boundary event of the whole', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), service('a', 'w', over({ cardinality: value('3') })), boundary('b', 'a', error('E')), user('y')],
        ['s -> a', 'b -> y'],
      ),
    ).start();
    play.do({ type: 'jobError', jobId: play.wait('job', 'a', 1).id, errorCode: 'E', variables: {} });
    expect(play.tasks()).toEqual(['y']);
    expect(play.of('jobCanceled')).toHaveLength(2);
  });

  it('works for sub-processes and call activities', () => {
    const play = new Play(
      wrapped(
        sub('sp', [start('s1'), user('inner')], ['s1 -> inner'], over({ collection: value('=["a","b"]'), elementVariable: 'x' })),
      ),
    ).start();
    expect(play.waits('task').map(({ scopeId }) => play.seenAt(scopeId).x)).toEqual(['a', 'b']);
    play.complete('inner').complete('inner');
    expect(play.tasks()).toEqual(['z']);
    const calls = new Play(wrapped(call('c', 'other', over({ cardinality: value('2') })))).start();
    expect(new Set(calls.waits('called').map(({ id }) => id)).size).toBe(2);
    for (const { tokenId } of calls.waits('called')) calls.do({ type: 'calledEnded', tokenId, variables: {} });
    expect(calls.tasks()).toEqual(['z']);
  });
});

describe('a sequential multi-instance activity', () => {
  it('runs one after the other', () => {
    const play = new Play(wrapped(user('a', over({ sequential: true, collection: text('list'), elementVariable: 'x' })))).start({
      list: [1, 2, 3],
    });
    for (const x of [1, 2, 3]) {
      expect(play.tasks()).toEqual(['a']);
      expect(play.seenAt(play.wait('task', 'a').tokenId)).toMatchObject({ x, loopCounter: x - 1, nrOfActiveInstances: 1 });
      play.complete('a');
    }
    expect(play.tasks()).toEqual(['z']);
  });

  it('keeps to the elements as they were at its start', () => {
    const play = new Play(wrapped(user('a', over({ sequential: true, collection: text('list'), elementVariable: 'x' })))).start({
      list: [1, 2],
    });
    play.complete('a', { list: [] });
    expect(play.seenAt(play.wait('task', 'a').tokenId)).toMatchObject({ x: 2 });
    expect(play.complete('a').tasks()).toEqual(['z']);
  });

  it('stops by its completion condition', () => {
    const play = new Play(
      wrapped(user('a', over({ sequential: true, cardinality: value('=5'), completionCondition: feel('enough') }))),
    ).start({ enough: false });
    play.complete('a').complete('a', { enough: true });
    expect(play.tasks()).toEqual(['z']);
  });

  it('whose outputs fail can be mended without running the instance again', () => {
    const play = new Play(
      wrapped(user('a', over({ sequential: true, cardinality: value('2'), completionCondition: feel('answer') }))),
    ).start();
    play.complete('a', { answer: 'perhaps' });
    expect(play.of('incidentRaised')).toMatchObject([{ incidentType: 'expressionFailed', elementId: 'a' }]);
    play.do({ type: 'writeVariables', variables: { answer: false } });
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'a').id });
    expect(play.seenAt(play.wait('task', 'a').tokenId)).toMatchObject({ loopCounter: 1, nrOfCompletedInstances: 1 });
  });
});

describe('a standard loop', () => {
  it('goes round while its condition holds', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), script('a', 'n', 'n + 1', { loop: { testBefore: false, condition: feel('n < 3') } }), end('e')],
        ['s -> a -> e'],
      ),
    ).start({ n: 0 });
    expect(
      play
        .of('variableWritten')
        .filter(({ name }) => name === 'n')
        .at(-1)?.value,
    ).toBe(3);
    expect(play.outcome()).toBe('completed');
  });

  it('that tests before may not run at all', () => {
    const play = new Play(wrapped(user('a', { loop: { testBefore: true, condition: feel('false') } }))).start();
    expect(play.tasks()).toEqual(['z']);
  });

  it('ends after its maximum', () => {
    const play = new Play(wrapped(user('a', { loop: { testBefore: false, maximum: 2 } }))).start();
    play.complete('a').complete('a');
    expect(play.tasks()).toEqual(['z']);
  });
});
