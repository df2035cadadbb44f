import { describe, expect, it } from '@jest/globals';
import type { NodeSpec } from './testing/build-model.ts';
import { boundary, call, message, processOf, receive, service, start, sub, timer, user, value } from './testing/build-model.ts';
import { Play, tuesday } from './testing/play.ts';

const parallel = { multiInstance: { sequential: false, cardinality: value('=3'), behavior: 'all' } };
const sequential = { multiInstance: { sequential: true, cardinality: value('=3'), behavior: 'all' } };
const inside = (id: string, more = {}): NodeSpec => sub(id, [start('i'), user('u')], ['i -> u'], more);

/** Every kind of activity that waits, as the host `a`, with how many activity instances of it an interruption ends. */
const hosts: [what: string, host: NodeSpec, ended: number][] = [
  ['a user task', user('a'), 1],
  ['a service task', service('a', 'work'), 1],
  ['a receive task', receive('a', { message: { name: value('go') } }), 1],
  ['a call activity', call('a', 'other'), 1],
  ['a sub-process', inside('a'), 1],
  ['a parallel multi-instance task', user('a', parallel), 4],
  ['a sequential multi-instance task', user('a', sequential), 2],
  ['a multi-instance sub-process', inside('a', parallel), 4],
  ['a multi-instance call activity', call('a', 'other', parallel), 4],
];

describe.each(hosts)('a boundary event at %s', (_what, host, ended) => {
  const model = (cancelActivity: boolean, definition = message('stop')) =>
    processOf('p', [start('s'), host, boundary('b', 'a', definition, cancelActivity), user('x')], ['s -> a', 'b -> x']);

  it('that interrupts ends all of it', () => {
    const play = new Play(model(true)).start().receive('b');
    expect(play.ended().filter((entry) => entry === 'a terminated')).toHaveLength(ended);
    expect(play.waits().map(({ kind, elementId }) => `${kind} ${elementId}`)).toEqual(['task x']);
  });

  it('that does not interrupt fires again and again, once for all of it', () => {
    const play = new Play(model(false)).start().receive('b').receive('b');
    expect(play.ended().filter((entry) => entry.startsWith('a '))).toEqual([]);
    expect(play.tasks().filter((id) => id === 'x')).toHaveLength(2);
    expect(play.waits('message').filter(({ elementId }) => elementId === 'b')).toHaveLength(1);
  });

  it('follows its cycle', () => {
    const play = new Play(model(false, timer('timeCycle', 'R2/PT1H'))).start();
    play.fire('b', tuesday + 3_600_000).fire('b', tuesday + 7_200_000);
    expect(play.waits('timer')).toEqual([]);
    expect(play.tasks().filter((id) => id === 'x')).toHaveLength(2);
  });
});
