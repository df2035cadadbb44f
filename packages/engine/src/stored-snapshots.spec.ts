import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Snapshot } from './snapshot.ts';
import {
  and,
  boundary,
  call,
  caught,
  end,
  eventSub,
  message,
  or,
  processOf,
  script,
  start,
  sub,
  task,
  text,
  timer,
  user,
  value,
} from './testing/build-model.ts';
import { Play } from './testing/play.ts';
import { snapshotVersion, upgradeSnapshot } from './upgrade-snapshot.ts';

/** The model that the stored snapshots belong to: one of everything that a snapshot can hold. */
const storedModel = processOf(
  'stored',
  [
    start('s'),
    and('fork'),
    sub(
      'review',
      [
        start('s1'),
        user('each', {
          multiInstance: {
            sequential: false,
            behavior: 'all',
            collection: text('people'),
            elementVariable: 'person',
            outputCollection: 'votes',
            outputElement: value('=vote'),
          },
          inputs: [{ name: 'vote', value: { type: 'expression', expression: value('=0') } }],
        }),
        end('e1'),
        eventSub(
          'objection',
          [start('objected', { definitions: [message('objection')], isInterrupting: false }), user('answer')],
          ['objected -> answer'],
        ),
      ],
      ['s1 -> each -> e1'],
    ),
    boundary('reminder', 'review', timer('timeCycle', 'R3/P1D'), false),
    user('remind'),
    call('c', 'other', { out: [{ source: 'answer', local: false }] }),
    caught('wait', { definitions: [message('paid', '=number')] }),
    user('broken', { assignee: value('${clerk}') }),
    user('one'),
    user('two'),
    task('later'),
    or('join'),
    script('sum', 'total', 'count(votes)'),
    end('e'),
  ],
  [
    's -> fork -> review -> join -> sum -> e',
    'fork -> c -> join',
    'fork -> wait -> join',
    'fork -> broken -> join',
    'fork -> one -> later -> join',
    'fork -> two -> join',
    'reminder -> remind',
  ],
);

/** The steps that led to the stored snapshot: the last slice is cut off before its first work. */
function take(): Snapshot {
  const options = { stepBudget: 1_000 };
  const play = new Play(storedModel, options);
  play.start({ people: ['ann', 'bert'], number: 7 }, { businessKey: 'case-1', types: { number: 'Long' } }).complete('two');
  options.stepBudget = 0;
  return play.complete('one').snapshot!;
}

/** Ids in the order of their first appearance. */
function withoutIds(snapshot: unknown): unknown {
  const ids = new Map<string, string>();
  const text = JSON.stringify(snapshot).replace(/s\d{4}-[0-9a-z]{8}/g, (id) => {
    if (!ids.has(id)) ids.set(id, `id${ids.size}`);
    return ids.get(id)!;
  });
  return JSON.parse(text);
}

const stored = (version: number): unknown =>
  JSON.parse(readFileSync(new URL(`./fixtures/snapshot-v${version}.json`, import.meta.url), 'utf8'));

describe('a stored snapshot', () => {
  it.each(Array.from({ length: snapshotVersion }, (_, i) => i + 1))(
    'of version %i is read, and the instance runs to its end',
    (version) => {
      const play = new Play(storedModel);
      play.snapshot = upgradeSnapshot(stored(version));
      expect(play.variables()).toMatchObject({ people: ['ann', 'bert'], number: 7 });
      expect(
        play
          .waits()
          .map(({ kind, elementId }) => `${kind} ${elementId}`)
          .sort(),
      ).toEqual(
        [
          'called c',
          'continue later',
          'incident broken',
          'join stored',
          'message objected',
          'message wait',
          'task each',
          'task each',
          'timer reminder',
        ].sort(),
      );
      play.do({ type: 'continue', jobId: play.wait('continue', 'later').id });
      play
        .complete('each', { vote: 1 })
        .receive('objected')
        .fire('reminder')
        .complete('each', { vote: 2 })
        .complete('answer')
        .complete('remind');
      play.do({ type: 'calledEnded', tokenId: play.wait('called', 'c').tokenId, variables: { answer: 'yes' } });
      play.receive('wait').do({ type: 'writeVariables', variables: { clerk: 'ann' } });
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'broken').id }).complete('broken');
      expect(play.outcome()).toBe('completed');
      expect(
        play
          .of('variableWritten')
          .filter(({ name }) => name === 'votes')
          .at(-1)?.value,
      ).toEqual([1, 2]);
    },
  );

  it('of version 1 keeps the outputs that its items had given', () => {
    const older = stored(1) as { scopes: Record<string, { loop?: { completed: number; outputs: unknown[] }; tokens?: object }> };
    const [bodyId, body] = Object.entries(older.scopes).find(([, { loop }]) => loop)!;
    const [first] = Object.keys(body.tokens!);
    delete (body.tokens as Record<string, unknown>)[first!];
    delete older.scopes[first!];
    Object.assign(body.loop!, { completed: 1, outputs: [7, null] });
    const play = new Play(storedModel);
    play.snapshot = upgradeSnapshot(older);
    expect(play.snapshot.scopes[bodyId]).toMatchObject({ outputs: { 0: 7 } });
    play.complete('each', { vote: 2 });
    expect(play.of('variableWritten').find(({ name }) => name === 'votes')?.value).toEqual([7, 2]);
  });

  it('of the version that is written now is what the same steps give today, but for ids', () => {
    expect(withoutIds(take())).toEqual(withoutIds(stored(snapshotVersion)));
  });

  it.each([[{ v: snapshotVersion + 1 }], [{ v: 0 }], [{}], [null], ['x']])(
    'that this release cannot know is refused (%j)',
    (other) => {
      expect(() => upgradeSnapshot(other)).toThrow(/version/);
    },
  );
});
