import { describe, expect, it } from '@jest/globals';
import {
  boundary,
  call,
  end,
  error,
  escalation,
  mapping,
  processOf,
  start,
  thrown,
  timer,
  user,
  value,
} from './testing/build-model.ts';
import { Play } from './testing/play.ts';

const parent = (more: Record<string, unknown> = {}) =>
  processOf(
    'p',
    [
      start('s'),
      call('c', 'child', more),
      boundary('b', 'c', error('E')),
      boundary('note', 'c', escalation(), false),
      user('z'),
      user('y'),
      user('n'),
    ],
    ['s -> c -> z', 'b -> y', 'note -> n'],
  );
const byCaller = { calledBy: { instanceId: 'parent', tokenId: 'parent-token' } };

describe('a call activity', () => {
  it('that waits for its job afterwards does not keep what the called process gave back', () => {
    const play = new Play(parent({ asyncAfter: true, out: [{ source: 'result', target: 'answer', local: false }] })).start();
    const { tokenId } = play.wait('called', 'c');
    play.do({ type: 'calledEnded', tokenId, variables: { result: 1, bulk: 'much more' } });
    expect(play.variables()).toEqual({ answer: 1 });
    expect(JSON.stringify(play.snapshot)).not.toContain('much more');
    play.goOn();
    expect(play.tasks()).toEqual(['z']);
  });

  it('starts another instance with what it passes, and takes back what it asked for', () => {
    const play = new Play(
      parent({
        businessKey: value('=number'),
        in: [
          { source: 'a', target: 'x', local: false },
          { sourceExpression: value('=a + 1'), target: 'y', local: false },
        ],
        out: [
          { source: 'result', target: 'answer', local: false },
          { source: 'detail', local: true },
        ],
        outputs: [{ name: 'kept', value: { type: 'expression', expression: value('=detail') } }],
      }),
    ).start({ a: 1, number: 'c-9', secret: true });
    const { id, tokenId } = play.wait('called', 'c');
    expect(play.of('deliverySent')).toMatchObject([
      {
        delivery: {
          type: 'startCalled',
          childInstanceId: id,
          calledElement: 'child',
          businessKey: 'c-9',
          variables: { x: 1, y: 2 },
          tokenId,
        },
      },
    ]);
    expect(play.of('activityStarted').at(-1)).toMatchObject({ elementId: 'c', childInstanceId: id });
    play.do({ type: 'calledEnded', tokenId, variables: { result: 'ok', detail: 7, noise: 0 } });
    expect(play.variables()).toEqual({ a: 1, number: 'c-9', secret: true, answer: 'ok', kept: 7 });
    expect(play.tasks()).toEqual(['z']);
    expect(play.try({ type: 'calledEnded', tokenId, variables: {} })?.code).toBe('called-process-gone');
  });

  it('passes all where the model says so, with declared types', () => {
    const play = new Play(parent({ in: [{ all: true, local: false }], out: [{ all: true, local: false }] }));
    play.start({ a: 1, b: '2026-01-01' }, { types: { b: 'Date' } });
    expect(play.of('deliverySent')).toMatchObject([{ delivery: { variables: { a: 1, b: '2026-01-01' }, types: { b: 'Date' } } }]);
    play.do({ type: 'calledEnded', tokenId: play.wait('called', 'c').tokenId, variables: { n: 1 }, types: { n: 'Long' } });
    expect(play.of('variableWritten').at(-1)).toMatchObject({ name: 'n', type: 'Long' });
  });

  it('catches the error of the called process at its border', () => {
    const play = new Play(parent({ out: [{ source: 'why', target: 'reason', local: false }] })).start();
    play.do({ type: 'calledError', tokenId: play.wait('called', 'c').tokenId, errorCode: 'E', variables: { why: 'late' } });
    expect(play.tasks()).toEqual(['y']);
    expect(play.variables()).toEqual({ reason: 'late' });
    expect(play.of('deliverySent').filter(({ delivery }) => delivery.type === 'cancelCalled')).toEqual([]);
  });

  it('keeps an incident when nobody catches the error; a retry calls again, a new instance', () => {
    const play = new Play(parent()).start();
    const first = play.wait('called', 'c');
    play.do({ type: 'calledError', tokenId: first.tokenId, errorCode: 'other', variables: {} });
    expect(play.waits('called')).toEqual([]);
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'c').id });
    expect(play.wait('called', 'c').id).not.toBe(first.id);
  });

  it('keeps an incident when the process cannot be started', () => {
    const play = new Play(parent()).start();
    const { tokenId } = play.wait('called', 'c');
    play.do({ type: 'callFailed', tokenId, incidentType: 'calledProcessMissing', message: 'no process "child"' });
    expect(play.of('incidentRaised')).toMatchObject([{ incidentType: 'calledProcessMissing', message: 'no process "child"' }]);
  });

  it('hears escalations of the called process while that goes on', () => {
    const play = new Play(parent()).start();
    const { tokenId } = play.wait('called', 'c');
    play.do({ type: 'calledEscalation', tokenId, escalationCode: 'slow', variables: {} });
    expect(play.tasks()).toEqual(['n']);
    play.do({ type: 'calledEnded', tokenId, variables: {} });
    expect(play.tasks()).toEqual(['n', 'z']);
  });

  it('cancels the called process when it is cancelled itself', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), call('c', 'child'), boundary('b', 'c', timer('timeDuration', 'PT1H')), user('y')],
        ['s -> c', 'b -> y'],
      ),
    ).start();
    const { id, tokenId } = play.wait('called', 'c');
    play.fire('b');
    expect(play.of('deliverySent').at(-1)).toMatchObject({ delivery: { type: 'cancelCalled', childInstanceId: id } });
    expect(play.try({ type: 'calledEnded', tokenId, variables: {} })?.code).toBe('called-process-gone');
  });

  it('whose outputs cannot be evaluated keeps what came back for a retry', () => {
    const play = new Play(
      parent({
        out: [{ sourceExpression: value('=result'), target: 'answer', local: true }],
        outputs: [mapping('sum', '${answer + extra}')],
      }),
    ).start();
    play.do({ type: 'calledEnded', tokenId: play.wait('called', 'c').tokenId, variables: { result: 5 } });
    expect(play.of('incidentRaised')).toMatchObject([{ elementId: 'c', incidentType: 'expressionFailed' }]);
    play.do({ type: 'writeVariables', variables: { extra: 2 } });
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'c').id });
    expect(play.variables()).toEqual({ extra: 2, sum: 7 });
    expect(play.tasks()).toEqual(['z']);
  });
});

describe('a called instance', () => {
  it('gives its variables back at its end', () => {
    const play = new Play(processOf('child', [start('s'), user('a'), end('e')], ['s -> a -> e'])).start({ x: 1 }, byCaller);
    play.complete('a', { y: 2 });
    expect(play.of('deliverySent')).toMatchObject([
      { delivery: { type: 'calledEnded', parentInstanceId: 'parent', parentTokenId: 'parent-token', variables: { x: 1, y: 2 } } },
    ]);
  });

  it('fails with an error that it does not catch, and tells its caller', () => {
    const play = new Play(
      processOf('child', [start('s'), user('a'), end('e', { definitions: [error('E')] })], ['s -> a -> e']),
    ).start({}, byCaller);
    play.complete('a');
    expect(play.outcome()).toBe('failed');
    expect(play.of('deliverySent')).toMatchObject([{ delivery: { type: 'calledError', errorCode: 'E' } }]);
    expect(play.waits()).toEqual([]);
  });

  it('tells its caller of an escalation and goes on', () => {
    const play = new Play(
      processOf('child', [start('s'), thrown('t', { definitions: [escalation('slow')] }), user('a')], ['s -> t -> a']),
    ).start({}, byCaller);
    expect(play.of('deliverySent')).toMatchObject([{ delivery: { type: 'calledEscalation', escalationCode: 'slow' } }]);
    expect(play.tasks()).toEqual(['a']);
  });

  it('that a person cancels tells its caller; one that its caller cancels does not', () => {
    const model = processOf('child', [start('s'), user('a')], ['s -> a']);
    const byPerson = new Play(model).start({}, byCaller).do({ type: 'cancel', reason: 'double' });
    expect(byPerson.of('deliverySent')).toMatchObject([
      { delivery: { type: 'calledCanceled', parentTokenId: 'parent-token', reason: 'double' } },
    ]);
    expect(new Play(model).start({}, byCaller).do({ type: 'cancel', byCaller: true }).of('deliverySent')).toEqual([]);
  });
});
