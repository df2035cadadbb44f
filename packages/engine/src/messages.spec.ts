import { describe, expect, it } from '@jest/globals';
import { caught, end, message, processOf, receive, send, start, text, thrown, user, value } from './testing/build-model.ts';
import { Play } from './testing/play.ts';

describe('messages', () => {
  it('are sent with their payload and addressed', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          thrown('t', {
            definitions: [
              {
                type: 'message',
                message: {
                  name: value('decided'),
                  businessKey: value('=case'),
                  correlationKey: value('=number'),
                  timeToLive: 'P2D',
                },
              },
            ],
            payload: [
              { source: 'result', local: false },
              { sourceExpression: value('=number + 1'), target: 'next', local: false },
            ],
          }),
          end('e', { definitions: [message('over')] }),
        ],
        ['s -> t -> e'],
      ),
    ).start({ case: 'c-1', number: 4, result: 'granted', secret: 1 });
    expect(play.of('deliverySent').map(({ delivery }) => delivery)).toMatchObject([
      {
        type: 'message',
        messageName: 'decided',
        businessKey: 'c-1',
        correlationKey: '4',
        timeToLive: 'P2D',
        elementId: 't',
        variables: { result: 'granted', next: 5 },
      },
      { type: 'message', messageName: 'over', variables: {} },
    ]);
    expect(play.outcome()).toBe('completed');
  });

  it('are sent and received by tasks', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          send('t', { message: { name: text('ask') } }),
          receive('r', { message: { name: text('answer') } }),
          end('e'),
        ],
        ['s -> t -> r -> e'],
      ),
    ).start();
    expect(play.of('deliverySent')).toMatchObject([{ delivery: { messageName: 'ask' } }]);
    play.do({ type: 'messageArrived', subscriptionId: play.wait('message', 'r').id, variables: { a: 1 }, types: { a: 'Long' } });
    expect(play.of('variableWritten')).toMatchObject([{ name: 'a', type: 'Long' }]);
    expect(play.outcome()).toBe('completed');
  });

  it('keep their local variables to the catching event', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          caught('c', {
            definitions: [message('m')],
            outputs: [{ name: 'seen', value: { type: 'expression', expression: value('=inside') } }],
          }),
          user('u'),
        ],
        ['s -> c -> u'],
      ),
    ).start();
    play.do({
      type: 'messageArrived',
      subscriptionId: play.wait('message', 'c').id,
      variables: {},
      localVariables: { inside: 3 },
    });
    expect(play.variables()).toEqual({ seen: 3 });
  });
});
