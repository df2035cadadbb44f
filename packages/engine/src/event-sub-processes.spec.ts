import { describe, expect, it } from '@jest/globals';
import { and, eventSub, message, processOf, start, sub, timer, user } from './testing/build-model.ts';
import { Play, tuesday } from './testing/play.ts';

const hour = 3_600_000;

describe('an event sub-process', () => {
  const model = (isInterrupting: boolean, definition = message('objection'), where: 'root' | 'inside' = 'root') => {
    const handler = eventSub(
      'handler',
      [start('caught', { definitions: [definition], isInterrupting }), user('handle')],
      ['caught -> handle'],
    );
    return where === 'root'
      ? processOf('p', [start('s'), and('f'), user('a'), user('b'), handler], ['s -> f -> a', 'f -> b'])
      : processOf(
          'p',
          [start('s'), sub('sp', [start('s1'), and('f'), user('a'), user('b'), handler], ['s1 -> f -> a', 'f -> b']), user('z')],
          ['s -> sp -> z'],
        );
  };

  it.each(['root', 'inside'] as const)('listens while its scope lives and takes it over when it interrupts (%s)', (where) => {
    const play = new Play(model(true, message('objection'), where)).start();
    const { id } = play.wait('message', 'caught');
    play.receive('caught', { why: 'wrong' });
    expect(play.tasks()).toEqual(['handle']);
    expect(play.ended()).toEqual(expect.arrayContaining(['a terminated', 'b terminated']));
    expect(play.try({ type: 'messageArrived', subscriptionId: id, variables: {} })?.code).toBe('subscription-closed');
    play.complete('handle');
    if (where === 'root') expect(play.outcome()).toBe('completed');
    else expect(play.tasks()).toEqual(['z']);
  });

  it('runs beside its scope when it does not interrupt, each time anew', () => {
    const play = new Play(model(false)).start().receive('caught').receive('caught');
    expect(play.tasks()).toEqual(['a', 'b', 'handle', 'handle']);
    play.complete('a').complete('b').complete('handle');
    expect(play.outcome()).toBeUndefined();
    play.complete('handle');
    expect(play.outcome()).toBe('completed');
    expect(play.of('subscriptionClosed')).toMatchObject([{ taken: false }]);
  });

  it('starts by a timer, and repeats by its cycle', () => {
    const play = new Play(model(false, timer('timeCycle', 'R2/PT1H'), 'inside')).start();
    play.fire('caught', tuesday + hour).fire('caught', tuesday + 2 * hour);
    expect(play.waits('timer')).toEqual([]);
    expect(play.tasks()).toEqual(['a', 'b', 'handle', 'handle']);
  });

  it('is not armed any more when its scope has ended', () => {
    const play = new Play(model(true, timer('timeDuration', 'PT1H'), 'inside')).start();
    play.complete('a').complete('b');
    expect(play.of('timerCanceled')).toHaveLength(1);
    expect(play.tasks()).toEqual(['z']);
  });

  it('keeps what the event brought to itself where it is local', () => {
    const play = new Play(model(true)).start();
    play.do({
      type: 'messageArrived',
      subscriptionId: play.wait('message', 'caught').id,
      variables: {},
      localVariables: { x: 1 },
    });
    expect(play.variables()).toEqual({});
    expect(play.seenAt(play.wait('task', 'handle').scopeId)).toEqual({ x: 1 });
  });
});
