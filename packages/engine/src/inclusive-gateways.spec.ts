import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { and, boundary, end, or, processOf, script, start, task, timer, user, xor } from './testing/build-model.ts';
import { Play } from './testing/play.ts';

describe('an inclusive gateway', () => {
  const forkJoin = processOf(
    'p',
    [start('s'), or('f'), user('a'), user('b'), user('c'), or('j'), user('z')],
    [
      's -> f',
      { from: 'f', to: 'a', when: 'a' },
      { from: 'f', to: 'b', when: 'b' },
      { from: 'f', to: 'c', isDefault: true },
      'a -> j',
      'b -> j',
      'c -> j',
      'j -> z',
    ],
  );

  it('takes every flow that fits and joins exactly those', () => {
    const play = new Play(forkJoin).start({ a: true, b: true });
    expect(play.tasks()).toEqual(['a', 'b']);
    play.complete('a');
    expect(play.tasks()).toEqual(['b']);
    play.complete('b');
    expect(play.tasks()).toEqual(['z']);
    expect(play.started().filter((id) => id === 'j')).toHaveLength(1);
  });

  it('takes the default only when nothing else fits', () => {
    expect(new Play(forkJoin).start({ a: false, b: false }).tasks()).toEqual(['c']);
    const one = new Play(forkJoin).start({ a: false, b: true }).complete('b');
    expect(one.tasks()).toEqual(['z']);
  });

  it('goes on when the token that it waited for ends elsewhere', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), and('f'), user('a'), user('b'), xor('x'), end('e'), or('j'), user('z')],
        ['s -> f -> a -> j -> z', 'f -> b -> x', { from: 'x', to: 'j', when: 'join' }, { from: 'x', to: 'e', isDefault: true }],
      ),
    ).start({ join: false });
    play.complete('a');
    expect(play.tasks()).toEqual(['b']);
    play.complete('b');
    expect(play.tasks()).toEqual(['z']);
  });

  it('goes on when a boundary event takes the other token away', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          and('f'),
          user('a'),
          user('b'),
          boundary('late', 'b', timer('timeDuration', 'P1D')),
          end('e'),
          or('j'),
          user('z'),
        ],
        ['s -> f -> a -> j -> z', 'f -> b -> j', 'late -> e'],
      ),
    ).start();
    play.complete('a').fire('late');
    expect(play.tasks()).toEqual(['z']);
  });

  it('waits for a token that can only come by a boundary event', () => {
    const play = new Play(
      processOf(
        'p',
        [
          start('s'),
          and('f'),
          user('a'),
          user('b'),
          boundary('late', 'b', timer('timeDuration', 'P1D')),
          end('e'),
          or('j'),
          user('z'),
        ],
        ['s -> f -> a -> j -> z', 'f -> b -> e', 'late -> j'],
      ),
    ).start();
    play.complete('a');
    expect(play.tasks()).toEqual(['b']);
    play.fire('late');
    expect(play.tasks()).toEqual(['z']);
  });

  it('does not wait for a token behind it that comes back only through it', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), or('j'), user('work'), xor('again'), user('z')],
        ['s -> j -> work -> again', { from: 'again', to: 'j', when: 'again' }, { from: 'again', to: 'z', isDefault: true }],
      ),
    ).start({ again: true });
    play.complete('work').complete('work', { again: false });
    expect(play.tasks()).toEqual(['z']);
    expect(play.started().filter((id) => id === 'j')).toHaveLength(2);
  });

  it('in a loop joins once a round', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), xor('m'), or('f'), task('a'), task('b'), or('j'), script('count', 'n', 'n + 1'), xor('x'), user('z')],
        [
          's -> m -> f',
          { from: 'f', to: 'a', when: 'true' },
          { from: 'f', to: 'b', when: 'true' },
          'a -> j -> count -> x',
          'b -> j',
          { from: 'x', to: 'm', when: 'n < 2' },
          { from: 'x', to: 'z', isDefault: true },
        ],
      ),
    ).start({ n: 0 });
    expect(play.tasks()).toEqual(['z']);
    for (const id of ['a', 'b', 'j']) expect(play.started().filter((started) => started === id)).toHaveLength(2);
  });

  it('joins nested forks inside out', () => {
    const play = new Play(
      processOf(
        'p',
        [start('s'), or('f1'), or('f2'), user('a'), user('b'), user('c'), or('j2'), or('j1'), user('z')],
        [
          's -> f1',
          { from: 'f1', to: 'f2', when: 'true' },
          { from: 'f1', to: 'c', when: 'true' },
          { from: 'f2', to: 'a', when: 'true' },
          { from: 'f2', to: 'b', when: 'true' },
          'a -> j2 -> j1 -> z',
          'b -> j2',
          'c -> j1',
        ],
      ),
    ).start();
    play.complete('c').complete('a');
    expect(play.tasks()).toEqual(['b']);
    play.complete('b');
    expect(play.tasks()).toEqual(['z']);
    expect(play.started().filter((id) => id === 'j1')).toHaveLength(1);
  });

  it('does not wait for a token that can also reach a flow that is already held', () => {
    // A second token still stands at m, before both incoming flows: by 13.4.3 it does not hold the gateway up.
    const play = new Play(
      processOf(
        'p',
        [start('s'), and('f'), user('m'), xor('x'), user('slow'), or('j'), user('z')],
        [
          's -> f -> m -> x',
          'f -> slow -> m',
          { from: 'x', to: 'j', when: 'way = 1' },
          { from: 'x', to: 'j', isDefault: true },
          'j -> z',
        ],
      ),
    ).start({ way: 1 });
    play.complete('m');
    expect(play.tasks()).toEqual(['slow', 'z']);
    play.complete('slow').complete('m', { way: 2 });
    expect(play.tasks()).toEqual(['z', 'z']);
  });
});

describe('the rule of BPMN 2.0.2, 13.4.3', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const graph = fc.record({
    flows: fc.uniqueArray(fc.tuple(fc.constantFrom(...names, 'j'), fc.constantFrom(...names)), {
      maxLength: 14,
      selector: String,
    }),
    into: fc.uniqueArray(fc.constantFrom(...names), { minLength: 2, maxLength: 4 }),
    tokens: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 }),
    held: fc.nat(),
  });

  it('decides on any graph as its words say: paths followed forwards from each token', () => {
    let passed = 0;
    fc.assert(
      fc.property(graph, ({ flows, into, tokens, held }) => {
        const edges = [...flows, ...into.map((from) => [from, 'j'] as const)];
        const model = processOf(
          'p',
          [or('j'), ...names.map((name) => user(name))],
          edges.map(([from, to]) => `${from} -> ${to}`),
        );
        const heldFlows = into.filter((_, i) => (held >> i) % 2 === 1).map((from) => `${from}-j`);
        if (heldFlows.length === 0) heldFlows.push(`${into[0]}-j`);
        const play = new Play(model);
        play.snapshot = {
          v: 2,
          instanceId: 'i',
          scopes: {
            i: {
              element: 'p',
              joins: Object.fromEntries(heldFlows.map((id) => [id, 1])),
              tokens: Object.fromEntries(
                tokens.map((element) => [`t-${element}`, { element, waits: { [`w-${element}`]: { kind: 'task' } } }]),
              ),
            },
          },
        };
        play.do({ type: 'writeVariables', variables: { touched: true } });

        /** Incoming flows of j at which a walk from this node arrives that does not pass j. */
        const arrivals = (from: string, walked = new Set<string>()): string[] =>
          edges.flatMap(([source, target]) => {
            const id = `${source}-${target}`;
            if (source !== from || walked.has(id)) return [];
            walked.add(id);
            return target === 'j' ? [id] : arrivals(target, walked);
          });
        const waits = tokens.some((token) => {
          const reached = arrivals(token);
          return reached.some((id) => !heldFlows.includes(id)) && !reached.some((id) => heldFlows.includes(id));
        });
        expect(play.started().includes('j')).toBe(!waits);
        passed += Number(!waits);
      }),
      { numRuns: 500 },
    );
    expect(passed).toBeGreaterThan(50);
    expect(passed).toBeLessThan(450);
  });
});
