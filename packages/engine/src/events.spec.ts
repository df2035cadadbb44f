import { describe, expect, it } from '@jest/globals';
import {
  and,
  boundary,
  caught,
  end,
  message,
  processOf,
  service,
  start,
  sub,
  task,
  terminate,
  timer,
  user,
  value,
} from './testing/build-model.ts';
import { Play, tuesday } from './testing/play.ts';

const hour = 3_600_000;

describe('an intermediate timer', () => {
  it('waits until it is due, once', () => {
    const play = new Play(
      processOf('p', [start('s'), caught('t', { definitions: [timer('timeDate', '=until')] }), user('a')], ['s -> t -> a']),
    ).start({ until: '2026-06-01' });
    expect(play.of('timerScheduled')).toMatchObject([{ dueAt: Date.parse('2026-06-01T23:59:59.999+03:00') }]);
    const { id } = play.wait('timer', 't');
    play.fire('t');
    expect(play.tasks()).toEqual(['a']);
    expect(play.try({ type: 'timerDue', timerId: id })?.code).toBe('timer-not-scheduled');
  });

  it('beyond the calendar stops with an incident', () => {
    const play = new Play(
      processOf('p', [start('s'), caught('t', { definitions: [timer('timeDuration', 'P999999999Y')] })], ['s -> t']),
    ).start();
    expect(play.of('incidentRaised')).toMatchObject([{ elementId: 't', incidentType: 'expressionFailed' }]);
  });

  it('that cannot be read stops with an incident and is read again on retry', () => {
    const play = new Play(
      processOf('p', [start('s'), caught('t', { definitions: [timer('timeDate', '=until')] }), user('a')], ['s -> t -> a']),
    ).start({ until: 'soon' });
    expect(play.of('incidentRaised')).toMatchObject([{ elementId: 't', incidentType: 'expressionFailed' }]);
    play.do({ type: 'writeVariables', variables: { until: '2026-06-01T10:00' } });
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 't').id });
    expect(play.of('timerScheduled')).toMatchObject([{ dueAt: Date.parse('2026-06-01T10:00:00+03:00') }]);
  });
});

describe('a boundary event', () => {
  const withBoundary = (cancelActivity: boolean, definition = timer('timeDuration', 'PT1H')) =>
    processOf(
      'p',
      [start('s'), user('a'), boundary('b', 'a', definition, cancelActivity), user('x'), user('y')],
      ['s -> a -> x', 'b -> y'],
    );

  it('that interrupts takes the activity away', () => {
    const play = new Play(withBoundary(true)).start().fire('b');
    expect(play.tasks()).toEqual(['y']);
    expect(play.ended()).toEqual(['s completed', 'a terminated', 'b completed']);
    expect(play.of('taskWithdrawn')).toHaveLength(1);
  });

  it('that does not interrupt leaves it', () => {
    const play = new Play(withBoundary(false)).start().fire('b');
    expect(play.tasks()).toEqual(['a', 'y']);
    play.complete('a');
    expect(play.tasks()).toEqual(['y', 'x']);
  });

  it('is given up when the activity completes', () => {
    const play = new Play(withBoundary(true)).start();
    const { id } = play.wait('timer', 'b');
    play.complete('a');
    expect(play.of('timerCanceled')).toMatchObject([{ timerId: id }]);
    expect(play.try({ type: 'timerDue', timerId: id })?.code).toBe('timer-not-scheduled');
  });

  it('repeats by its cycle as often as it says', () => {
    const play = new Play(withBoundary(false, timer('timeCycle', 'R3/PT1H'))).start();
    for (let round = 1; round <= 3; round++) {
      expect(play.of('timerScheduled').at(-1)?.dueAt).toBe(tuesday + round * hour);
      play.fire('b', tuesday + round * hour);
    }
    expect(play.waits('timer')).toEqual([]);
    expect(play.tasks()).toEqual(['a', 'y', 'y', 'y']);
  });

  it('makes up for missed firings by one', () => {
    const play = new Play(withBoundary(false, timer('timeCycle', 'R/PT1H'))).start().fire('b', tuesday + 5.5 * hour);
    expect(play.of('timerScheduled').at(-1)?.dueAt).toBe(tuesday + 6 * hour);
    expect(play.tasks()).toEqual(['a', 'y']);
  });

  it('catches a message as often as it comes when it does not interrupt', () => {
    const play = new Play(withBoundary(false, message('more'))).start().receive('b', { n: 1 }).receive('b', { n: 2 });
    expect(play.tasks()).toEqual(['a', 'y', 'y']);
    expect(play.variables()).toEqual({ n: 2 });
    play.complete('a');
    expect(play.of('subscriptionClosed')).toMatchObject([{ taken: false }]);
  });

  it('that cannot be armed becomes an incident beside the work', () => {
    const play = new Play(withBoundary(true, timer('timeDuration', '=term'))).start();
    expect(play.tasks()).toEqual(['a']);
    expect(play.of('incidentRaised')).toMatchObject([{ elementId: 'b', incidentType: 'expressionFailed' }]);
    play.do({ type: 'writeVariables', variables: { term: 'PT2H' } });
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'b').id });
    expect(play.of('timerScheduled')).toMatchObject([{ elementId: 'b', dueAt: tuesday + 2 * hour }]);
    expect(play.fire('b').tasks()).toEqual(['y']);
  });

  it('on a sub-process takes away all that lives in it', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          sub(
            'sp',
            [start('s1'), and('f'), user('u'), service('job', 'work'), sub('deep', [start('s2'), user('v')], ['s2 -> v'])],
            ['s1 -> f -> u', 'f -> job', 'f -> deep'],
          ),
          boundary('b', 'sp', timer('timeDuration', 'PT1H')),
          user('y'),
        ],
        ['s -> sp', 'b -> y'],
      ),
    ).start();
    expect(play.tasks()).toEqual(['u', 'v']);
    play.fire('b');
    expect(play.tasks()).toEqual(['y']);
    expect(play.ended().slice(-6)).toEqual([
      'v terminated',
      'deep terminated',
      'job terminated',
      'u terminated',
      'sp terminated',
      'b completed',
    ]);
    expect(Object.keys(play.snapshot!.scopes)).toEqual(['instance']);
  });
});

describe('a terminate end event', () => {
  it('ends all work of the process, which has then completed', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), and('f'), user('a'), user('b'), end('e', { definitions: [terminate] })],
        ['s -> f -> a -> e', 'f -> b'],
      ),
    ).start();
    play.complete('a');
    expect(play.outcome()).toBe('completed');
    expect(play.ended()).toContain('b terminated');
    expect(play.waits()).toEqual([]);
  });

  it('in a sub-process ends only that', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          and('f'),
          user('outside'),
          sub(
            'sp',
            [start('s1'), and('g'), user('a'), user('b'), end('e', { definitions: [terminate] })],
            ['s1 -> g -> a -> e', 'g -> b'],
          ),
          user('z'),
        ],
        ['s -> f -> sp -> z', 'f -> outside'],
      ),
    ).start();
    play.complete('a');
    expect(play.tasks()).toEqual(['outside', 'z']);
    expect(play.ended()).toContain('sp completed');
  });
});

describe('a sub-process', () => {
  it('completes when nothing is left inside, and forgets its variables', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          sub('sp', [start('s1'), and('f'), user('a'), user('b'), end('e')], ['s1 -> f -> a -> e', 'f -> b'], {
            inputs: [{ name: 'inner', value: { type: 'expression', expression: value('=outer + 1') } }],
            outputs: [{ name: 'result', value: { type: 'expression', expression: value('=inner * 10') } }],
          }),
          user('z'),
        ],
        ['s -> sp -> z'],
      ),
    ).start({ outer: 1 });
    const { scopeId } = play.wait('task', 'a');
    expect(play.seenAt(scopeId)).toEqual({ outer: 1, inner: 2 });
    play.complete('a', { inner: 5 });
    expect(play.variables()).toEqual({ outer: 1 });
    play.complete('b');
    expect(play.variables()).toEqual({ outer: 1, result: 50 });
    expect(play.tasks()).toEqual(['z']);
  });

  it('may be empty', () => {
    const play = new Play(processOf('p', [start('s'), sub('sp', [], []), user('z')], ['s -> sp -> z'])).start();
    expect(play.tasks()).toEqual(['z']);
  });

  it('without a start event begins at what nothing leads to', () => {
    const play = new Play(processOf('p', [start('s'), sub('sp', [user('a'), user('b')], [])], ['s -> sp'])).start();
    expect(play.tasks()).toEqual(['a', 'b']);
  });
});

describe('asyncBefore and asyncAfter', () => {
  it('wait for their job', () => {
    const play = new Play(
      processOf('p', [start('s'), task('a', { asyncBefore: true, asyncAfter: true }), user('u')], ['s -> a -> u']),
    ).start();
    expect(play.started()).toEqual(['s']);
    play.do({ type: 'continue', jobId: play.wait('continue', 'a').id });
    expect(play.started()).toEqual(['s', 'a']);
    expect(play.ended()).toEqual(['s completed']);
    play.do({ type: 'continue', jobId: play.wait('continue', 'a').id });
    expect(play.ended()).toEqual(['s completed', 'a completed']);
    expect(play.tasks()).toEqual(['u']);
  });
});
