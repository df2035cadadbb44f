import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import { end, processOf, start, text, user, value, xor } from '../testing/build-model.ts';
import type { NodeSpec } from '../testing/build-model.ts';
import { Play } from '../testing/play.ts';

const playOf = (node: NodeSpec, x: Json) =>
  new Play(processOf('p', [start('s'), node, user('z')], [`s -> ${node.id} -> z`])).start({ x });
const incidentsOf = (play: Play) => play.of('incidentRaised').map(({ incidentType, message }) => `${incidentType}: ${message}`);

const list = (length: number) => ({ sequential: false, behavior: 'all', collection: value(`=for i in 1..${length} return i`) });

describe('An expression', () => {
  const assigned = (x: Json) => playOf(user('a', { assignee: value('=x', 'assignee') }), x);

  it.each([
    ['ann', 'ann'],
    [7, '7'],
    [false, 'false'],
    ['a'.repeat(191), 'a'.repeat(191)],
    ['', undefined],
    [null, undefined],
  ])('for a text gives it as it prints, and none for nothing (%j)', (x, given) => {
    const [created] = assigned(x).of('taskCreated');
    expect(created!.assignee).toBe(given);
  });

  it.each([
    [['ann'], 'expected text, but found a list'],
    [{ name: 'ann' }, 'expected text, but found object'],
    ['a'.repeat(192), 'at most 191 characters are stored, but it gives 192'],
    ['a\0b', 'the character NUL cannot be stored'],
  ])('for a text that gives something else is an incident, which says what and where (%j)', (x, problem) => {
    const play = assigned(x as Json);
    expect(incidentsOf(play)).toEqual([`expressionFailed: test, assignee: ${problem}`]);
    expect(play.tasks()).toEqual([]);
  });

  it.each([
    ['b, a,,b, ', ['b', 'a']],
    [
      ['b', ' a ', '', null, 7, 'b'],
      ['b', 'a', '7'],
    ],
    [7, ['7']],
    ['', []],
    [null, []],
  ])('for names takes a list or a text with commas, each name once (%j)', (x, given) => {
    const play = playOf(user('a', { candidateGroups: [value('=x', 'groups')] }), x as Json);
    expect(play.of('taskCreated')[0]!.candidateGroups).toEqual(given);
  });

  it('for names refuses one that cannot be stored', () => {
    const play = playOf(user('a', { candidateGroups: [value('=x', 'groups')] }), ['a', 'b\0']);
    expect(incidentsOf(play)).toEqual(['expressionFailed: test, groups: the character NUL cannot be stored']);
  });

  const chosen = (x: Json) =>
    new Play(
      processOf(
        'p',
        [start('s'), xor('g'), user('yes'), user('no')],
        ['s -> g', { from: 'g', to: 'yes', when: 'x' }, { from: 'g', to: 'no', isDefault: true }],
      ),
    ).start({ x });

  it.each([
    [true, ['yes']],
    [false, ['no']],
    [null, ['no']],
  ])('for a condition holds or does not, and null does not (%j)', (x, given) => {
    expect(chosen(x).tasks()).toEqual(given);
  });

  it.each([
    ['true', 'string'],
    [1, 'number'],
    [[true], 'a list'],
  ])('for a condition that gives something else is an incident (%j)', (x, found) => {
    expect(incidentsOf(chosen(x as Json))).toEqual([
      `expressionFailed: test, conditionExpression: expected true or false, but found ${found}`,
    ]);
  });

  it.each([
    ['true', ['z']],
    ['false', ['a', 'a']],
  ])('that is a condition as plain text means what it says (%s)', (source, given) => {
    const play = playOf(user('a', { multiInstance: { ...list(3), completionCondition: text(source) } }), null);
    expect(play.complete('a').tasks()).toEqual(given);
  });

  it('that is a condition as another text is an incident', () => {
    const play = playOf(user('a', { multiInstance: { ...list(2), completionCondition: text('maybe') } }), null);
    expect(incidentsOf(play.complete('a'))).toEqual(['expressionFailed: test, text: expected true or false, but found string']);
  });

  const counted = (x: Json) =>
    playOf(user('a', { multiInstance: { sequential: false, behavior: 'all', cardinality: value('=x', 'cardinality') } }), x);

  it.each([
    [3, ['a', 'a', 'a']],
    ['2', ['a', 'a']],
    [' 1 ', ['a']],
    [0, ['z']],
  ])('for the number of instances is a whole number (%j)', (x, given) => {
    expect(counted(x).tasks()).toEqual(given);
  });

  it.each([[-1], [1.5], ['many'], [''], [' '], [null], [true], [[2]]])(
    'for the number of instances that gives something else is an incident (%j)',
    (x) => {
      expect(incidentsOf(counted(x as Json))).toEqual([
        `expressionFailed: test, cardinality: expected a whole number from 0, but found ${JSON.stringify(x)}`,
      ]);
    },
  );

  it('for the number of instances may not give more than can be', () => {
    expect(incidentsOf(counted(100_001))).toEqual([
      'expressionFailed: test, cardinality: 100001 instances, but at most 100000 are allowed',
    ]);
  });

  it('for what is gone through gives a list or nothing', () => {
    const over = (x: Json) =>
      playOf(user('a', { multiInstance: { sequential: false, behavior: 'all', collection: value('=x', 'collection') } }), x);
    expect(over(['one', 'two']).tasks()).toEqual(['a', 'a']);
    expect(over([]).tasks()).toEqual(['z']);
    expect(over(null).tasks()).toEqual(['z']);
    expect(incidentsOf(over('one'))).toEqual(['expressionFailed: test, collection: expected a list, but found string']);
  });

  it('sees which instance it is for', () => {
    const node = user('a', { assignee: value('${execution.processInstanceId} ${execution.processBusinessKey}') });
    const model = processOf('p', [start('s'), node, end('e')], ['s -> a -> e']);
    expect(new Play(model).start({}, { businessKey: 'B-1' }).of('taskCreated')[0]!.assignee).toBe('instance B-1');
  });
});
