import { describe, expect, it } from '@jest/globals';
import type { EventDefinition } from '@gaita/bpmn';
import { boundary, caught, end, processOf, start, thrown, user, value } from './testing/build-model.ts';
import { Play } from './testing/play.ts';

const signal = (name: string): EventDefinition => ({ type: 'signal', name: value(name) });

describe('a signal', () => {
  it('is sent with its payload', () => {
    const payload = [{ source: 'level', local: false }];
    const play = new Play(
      processOf('p', [start('s'), thrown('t', { definitions: [signal('=kind')], payload }), end('e')], ['s -> t -> e']),
    ).start({ kind: 'flood', level: 3 }, { types: { level: 'Long' } });
    expect(play.of('deliverySent')).toMatchObject([
      { delivery: { type: 'signal', signalName: 'flood', variables: { level: 3 }, types: { level: 'Long' }, elementId: 't' } },
    ]);
    expect(play.outcome()).toBe('completed');
  });

  it('reaches whoever waits for it', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          user('a'),
          boundary('b', 'a', signal('flood'), false),
          caught('c', { definitions: [signal('flood')] }),
          user('z'),
        ],
        ['s -> a', 's -> c -> z', 'b -> z'],
      ),
    ).start();
    expect(play.of('subscriptionOpened').map(({ eventType, eventName }) => [eventType, eventName])).toEqual([
      ['signal', 'flood'],
      ['signal', 'flood'],
    ]);
    for (const { id } of play.waits('signal')) play.do({ type: 'signalArrived', subscriptionId: id, variables: { level: 2 } });
    expect(play.tasks()).toEqual(['a', 'z', 'z']);
    expect(play.variables()).toEqual({ level: 2 });
    const { id } = play.wait('signal', 'b');
    expect(play.try({ type: 'messageArrived', subscriptionId: id, variables: {} })?.code).toBe('subscription-closed');
  });

  it.each([
    ['=name', null],
    ['', null],
  ])('without a name is an incident (%p)', (name) => {
    for (const event of [caught('c', { definitions: [signal(name)] }), thrown('c', { definitions: [signal(name)] })]) {
      const play = new Play(processOf('p', [start('s'), event], ['s -> c'])).start({ name: null });
      expect(play.of('incidentRaised')).toMatchObject([{ elementId: 'c', incidentType: 'expressionFailed' }]);
    }
  });
});
