import { describe, expect, it } from '@jest/globals';
import type { EventDefinition } from '@gaita/bpmn';
import { boundary, escalation, message, processOf, start, sub, thrown, timer, user } from './testing/build-model.ts';
import { Play, tuesday } from './testing/play.ts';

const hour = 3_600_000;
const all = (definitions: EventDefinition[]) =>
  processOf(
    'p',
    [
      start('s'),
      sub('a', [start('s1'), user('u'), thrown('t', { definitions: [escalation('U')] }), user('v')], ['s1 -> u -> t -> v']),
      { ...boundary('b', 'a', definitions[0]!, false), definitions, parallelMultiple: true },
      user('x'),
    ],
    ['s -> a', 'b -> x'],
  );

describe('a parallel multiple boundary event', () => {
  it('keeps what each event brought until all have occurred', () => {
    const play = new Play(all([message('one'), message('two')])).start();
    const first = play.wait('message', 'b', 0);
    play.do({ type: 'messageArrived', subscriptionId: first.id, variables: { one: 1 } });
    expect(play.variables()).toEqual({});
    expect(play.waits('message')).toMatchObject([{ elementId: 'b', definition: 1 }]);
    // One that has occurred is not waited for any more.
    expect(play.try({ type: 'messageArrived', subscriptionId: first.id, variables: {} })?.code).toBe('subscription-closed');
    play.receive('b', { two: 2 });
    expect(play.variables()).toEqual({ one: 1, two: 2 });
    expect(play.tasks().sort()).toEqual(['u', 'x']);
    expect(play.waits('message')).toHaveLength(2);
  });

  it('counts its own events only, not those of another one beside it', () => {
    const beside = (id: string, definitions: EventDefinition[]) => ({
      ...boundary(id, 'a', definitions[0]!, false),
      definitions,
      parallelMultiple: true,
    });
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          user('a'),
          beside('b', [message('one'), message('two')]),
          beside('c', [message('three'), message('four')]),
          user('x'),
          user('y'),
        ],
        ['s -> a', 'b -> x', 'c -> y'],
      ),
    ).start();
    play.receive('b', { by: 'b' }).receive('c', { by: 'c' });
    expect(play.tasks()).toEqual(['a']);
    play.receive('c');
    expect(play.tasks().sort()).toEqual(['a', 'y']);
    expect(play.variables()).toEqual({ by: 'c' });
    play.receive('b');
    expect(play.tasks().sort()).toEqual(['a', 'x', 'y']);
  });

  it('counts an escalation, and the work that throws it goes on', () => {
    const play = new Play(all([message('one'), escalation('U')])).start().complete('u');
    expect(play.tasks()).toEqual(['v']);
    play.receive('b');
    expect(play.tasks().sort()).toEqual(['v', 'x']);
  });

  it('goes on with its cycle where it was, and ends with it', () => {
    const play = new Play(all([message('one'), timer('timeCycle', 'R2/PT1H')])).start();
    play.fire('b', tuesday + hour);
    expect(play.waits('timer')).toEqual([]);
    play.now = tuesday + 1.5 * hour;
    play.receive('b');
    expect(play.of('timerScheduled').at(-1)?.dueAt).toBe(tuesday + 2 * hour);
    play.receive('b').fire('b', tuesday + 2 * hour);
    expect(play.tasks().filter((id) => id === 'x')).toHaveLength(2);
    // The cycle is over: all of them can never occur again.
    expect(play.waits().filter(({ elementId }) => elementId === 'b')).toEqual([]);
  });
});

describe('an event that waits for thousands of others', () => {
  it('opens their waits in time that grows with their number', () => {
    const messages = Array.from({ length: 8_000 }, (_, i) => message(`m${i}`));
    const play = new Play(all(messages)).start();
    expect(play.waits('message')).toHaveLength(8_000);
  }, 5_000);
});
