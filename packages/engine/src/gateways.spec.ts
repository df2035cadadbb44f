import { describe, expect, it } from '@jest/globals';
import {
  and,
  caught,
  eventGateway,
  feel,
  message,
  processOf,
  receive,
  script,
  start,
  sub,
  task,
  text,
  timer,
  user,
  xor,
} from './testing/build-model.ts';
import { Play, tuesday } from './testing/play.ts';

describe('an exclusive gateway', () => {
  const model = processOf(
    'p',
    [start('s'), xor('g'), user('high'), user('low'), user('other')],
    [
      's -> g',
      { from: 'g', to: 'high', when: 'x > 10' },
      { from: 'g', to: 'low', when: 'x > 5' },
      { from: 'g', to: 'other', isDefault: true },
    ],
  );

  it.each([
    [20, 'high'],
    [7, 'low'],
    [1, 'other'],
    [null, 'other'],
  ])('takes the first flow that fits: %p goes to %s', (x, taken) => {
    expect(new Play(model).start({ x }).tasks()).toEqual([taken]);
  });

  it('stands still with an incident when no flow fits, and goes on when the values are mended', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), xor('g'), user('a'), user('b')],
        ['s -> g', { from: 'g', to: 'a', when: 'x = 1' }, { from: 'g', to: 'b', when: 'x = 2' }],
      ),
    ).start({ x: 3 });
    expect(play.of('incidentRaised')).toMatchObject([{ incidentType: 'noFlowMatches', elementId: 'g' }]);
    const { id } = play.wait('incident', 'g');
    play.do({ type: 'retryIncident', incidentId: id });
    expect(play.of('incidentRaised')).toHaveLength(2);
    play.do({ type: 'writeVariables', variables: { x: 2 } });
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'g').id });
    expect(play.tasks()).toEqual(['b']);
    expect(play.waits('incident')).toEqual([]);
    expect(play.started().filter((id) => id === 'g')).toHaveLength(1);
  });
});

describe('a parallel gateway', () => {
  it('joins one token from each incoming flow', () => {
    const play = new Play(
      processOf('p', [start('s'), and('f'), user('a'), user('b'), and('j'), user('z')], ['s -> f -> a -> j -> z', 'f -> b -> j']),
    ).start();
    expect(play.tasks()).toEqual(['a', 'b']);
    play.complete('b');
    expect(play.started()).not.toContain('j');
    play.complete('a');
    expect(play.tasks()).toEqual(['z']);
    expect(play.started().filter((id) => id === 'j')).toHaveLength(1);
  });

  it('waits for a branch that holds an exclusive choice (another engine goes on at once)', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), and('f'), task('a'), xor('choice'), user('check'), xor('merge'), and('j'), user('z')],
        [
          's -> f -> a -> j -> z',
          'f -> choice',
          { from: 'choice', to: 'check', when: 'strict' },
          { from: 'choice', to: 'merge', isDefault: true },
          'check -> merge -> j',
        ],
      ),
    ).start({ strict: true });
    expect(play.tasks()).toEqual(['check']);
    play.complete('check');
    expect(play.tasks()).toEqual(['z']);
  });

  it('counts arrivals by flow: two on one flow do not stand for the other', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), and('f'), xor('m'), user('u'), and('j'), user('z')],
        ['s -> f -> m -> j -> z', 'f -> m', 'f -> u -> j'],
      ),
    ).start();
    expect(play.tasks()).toEqual(['u']);
    play.complete('u');
    expect(play.tasks()).toEqual(['z']);
    expect(play.waits('join')).toMatchObject([{ id: 'm-j' }]);
  });
});

describe('a join that cannot be completed any more', () => {
  const model = processOf(
    'p',
    [start('s'), xor('x'), user('a'), user('b'), and('j'), user('z')],
    ['s -> x', { from: 'x', to: 'a', when: 'left' }, { from: 'x', to: 'b', isDefault: true }, 'a -> j -> z', 'b -> j'],
  );

  it('is an incident, not a silence', () => {
    const play = new Play(model).start({ left: true }).complete('a');
    expect(play.of('incidentRaised')).toMatchObject([{ incidentType: 'joinStuck', elementId: 'j', scopeId: 'instance' }]);
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'j').id });
    expect(play.waits('incident')).toHaveLength(1);
    play.do({ type: 'cancel' });
    expect(play.waits()).toEqual([]);
  });

  it('is one in each scope in which that is so, also when slices end between them', () => {
    const inside = sub(
      'many',
      [start('is'), xor('x'), task('a'), task('b'), and('j')],
      ['is -> x', 'x -> a -> j', { from: 'x', to: 'b', when: 'false' }, 'b -> j'],
      {
        multiInstance: { sequential: false, cardinality: feel('3'), behavior: 'all' },
      },
    );
    const play = new Play(processOf('p', [start('s'), inside], ['s -> many']), { stepBudget: 1 }).start().goOn();
    expect(play.waits('incident')).toHaveLength(3);
  });

  it('is none while a token can still come', () => {
    const play = new Play(
      processOf('p', [start('s'), and('f'), user('a'), user('b'), and('j')], ['s -> f -> a -> j', 'f -> b -> j']),
    ).start();
    expect(play.complete('a').waits('incident')).toEqual([]);
  });
});

describe('an event-based gateway', () => {
  const model = processOf(
    'p',
    [
      start('s'),
      eventGateway('g'),
      caught('answer', { definitions: [message('answer', '=number')] }),
      caught('late', { definitions: [timer('timeDuration', 'P10D')] }),
      receive('letter', { message: { name: text('letter') } }),
      user('a'),
      user('b'),
      user('c'),
    ],
    ['s -> g -> answer -> a', 'g -> late -> b', 'g -> letter -> c'],
  );

  it('takes the way of the first event and gives the others up', () => {
    const play = new Play(model).start({ number: 7 });
    expect(play.of('subscriptionOpened')).toMatchObject([
      { elementId: 'answer', eventName: 'answer', correlationKey: '7' },
      { elementId: 'letter', eventName: 'letter' },
    ]);
    play.receive('answer', { text: 'yes' });
    expect(play.tasks()).toEqual(['a']);
    expect(play.variables()).toEqual({ number: 7, text: 'yes' });
    expect(play.of('timerCanceled')).toHaveLength(1);
    expect(play.of('subscriptionClosed').map(({ elementId, taken }) => [elementId, taken])).toEqual([
      ['answer', true],
      ['letter', false],
    ]);
    expect(play.started()).toEqual(['s', 'g', 'answer', 'a']);
  });

  it('takes the way of its timer', () => {
    const play = new Play(model).start({ number: 7 });
    expect(play.of('timerScheduled')).toMatchObject([{ elementId: 'late', dueAt: tuesday + 10 * 86_400_000 }]);
    expect(play.fire('late').tasks()).toEqual(['b']);
  });

  it('that cannot open one of its events opens none, and all on retry', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          eventGateway('g'),
          caught('m', { definitions: [message('m')] }),
          caught('t', { definitions: [timer('timeDate', '=until')] }),
        ],
        ['s -> g -> m', 'g -> t'],
      ),
    ).start();
    expect(play.waits().map(({ kind }) => kind)).toEqual(['incident']);
    play.do({ type: 'writeVariables', variables: { until: '2026-06-01' } });
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'g').id });
    expect(play.waits().map(({ kind, elementId }) => `${kind} ${elementId}`)).toEqual(['message m', 'timer t']);
  });

  it('takes the way of a receive task', () => {
    const play = new Play(model).start({ number: 7 });
    play.receive('letter');
    expect(play.tasks()).toEqual(['c']);
    expect(play.ended()).toContain('letter completed');
  });
});

describe('flows out of an activity', () => {
  it('are taken side by side, each by its condition', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), script('t', 'x', '5'), user('always'), user('big'), user('small')],
        ['s -> t -> always', { from: 't', to: 'big', when: 'x > 3' }, { from: 't', to: 'small', when: 'x < 3' }],
      ),
    ).start();
    expect(play.tasks()).toEqual(['always', 'big']);
  });

  it('end in the default when no condition holds', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), task('t'), user('a'), user('b')],
        ['s -> t', { from: 't', to: 'a', when: 'false' }, { from: 't', to: 'b', isDefault: true }],
      ),
    ).start();
    expect(play.tasks()).toEqual(['b']);
  });
});
