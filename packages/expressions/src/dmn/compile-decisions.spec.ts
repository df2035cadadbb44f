import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import { inRiga, variables } from '../testing/context.ts';
import { ExpressionError } from '../types.ts';
import { compileDecisions } from './compile-decisions.ts';
import { decision, dmn, literal, needsDecision, needsInput, needsKnowledge, table, text } from '../testing/dmn-models.ts';

async function decide(elements: string, id: string, values: { readonly [name: string]: Json } = {}): Promise<Json | undefined> {
  const { decisions, problems } = await compileDecisions(dmn(elements));
  expect(problems).toEqual([]);
  return decisions.find((one) => one.id === id)?.evaluate(variables(values), inRiga).result;
}

const problemsOf = async (xml: string) => {
  const { decisions, problems } = await compileDecisions(xml);
  expect(decisions).toEqual([]);
  return problems;
};

const input = (id: string, name: string, type: string) =>
  `<inputData id="${id}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`;

describe('decisions of a file', () => {
  it('are found with their ids and names', async () => {
    const { decisions, definitionsId, name } = await compileDecisions(
      dmn(decision('a', literal('1')) + decision('b', literal('2'))),
    );
    expect(decisions.map((one) => [one.id, one.name])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ]);
    expect({ definitionsId, name }).toEqual({ definitionsId: 'definitions-1', name: 'Test' });
  });

  it.each([
    'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
    'http://www.omg.org/spec/DMN/20180521/MODEL/',
    'https://www.omg.org/spec/DMN/20191111/MODEL/',
    'https://www.omg.org/spec/DMN/20211108/MODEL/',
    'https://www.omg.org/spec/DMN/20230324/MODEL/',
  ])('are read in the namespace %s', async (namespace) => {
    const { decisions } = await compileDecisions(dmn(decision('a', literal('1 + 1')), namespace));
    expect(decisions[0]?.evaluate(() => undefined, inRiga)).toMatchObject({ result: 2, outputs: [{ a: 2 }], matchedRules: [] });
  });

  it('ask those that they require, by declared names with spaces and operators', async () => {
    const model =
      input('in', 'Monthly Salary', 'number') +
      decision('Yearly/Net', literal('Monthly Salary * 12'), [needsInput('in')]) +
      decision(
        'top',
        table({
          inputs: ['Yearly/Net'],
          outputs: ['band'],
          rules: [
            ['> 1000', '"high"'],
            ['<= 1000', '"low"'],
          ],
        }),
        [needsDecision('Yearly-Net')],
      );
    expect(await decide(model, 'top', { 'Monthly Salary': 100 })).toBe('high');
  });

  it('make a decision that several require once', async () => {
    const twice = (id: string, of: string) => decision(id, literal(`${of} + ${of}`), [needsDecision(of)]);
    const chain = Array.from({ length: 40 }, (_, i) => twice(`d${i + 1}`, `d${i}`)).join('');
    const both = decision('both', literal('d40 + d39'), [needsDecision('d40'), needsDecision('d39')]);
    expect(await decide(decision('d0', literal('1')) + chain + both, 'both')).toBe(2 ** 40 + 2 ** 39);
  });

  it('see variables that are not declared, as in Camunda', async () => {
    expect(await decide(decision('a', literal('amount * 2')), 'a', { amount: 4 })).toBe(8);
  });

  it('read dates of declared types, inside structures too', async () => {
    const model =
      `<itemDefinition name="tCase"><itemComponent name="received on"><typeRef>date</typeRef></itemComponent></itemDefinition>` +
      input('in', 'Case', 'tCase') +
      decision('due', literal('Case.received on + duration("P14D")'), [needsInput('in')]);
    expect(await decide(model, 'due', { Case: { 'received on': '2026-01-15' } })).toBe('2026-01-29');
  });

  it('take values that a type does not allow for null', async () => {
    const model =
      `<itemDefinition name="tStatus"><typeRef>string</typeRef>${text('allowedValues', '"OPEN", "CLOSED"')}</itemDefinition>` +
      input('in', 'Status', 'tStatus') +
      decision('echo', literal('Status'), [needsInput('in')]);
    expect(await decide(model, 'echo', { Status: 'OPEN' })).toBe('OPEN');
    expect(await decide(model, 'echo', { Status: 'LOST' })).toBeNull();
  });

  it('call business knowledge, from expressions, invocations and other knowledge', async () => {
    const model =
      `<businessKnowledgeModel id="k1" name="double"><encapsulatedLogic><formalParameter name="x"/>${literal('x * 2')}</encapsulatedLogic></businessKnowledgeModel>` +
      `<businessKnowledgeModel id="k2" name="double plus"><encapsulatedLogic><formalParameter name="x"/><formalParameter name="y"/>${literal(
        'double(x) + y',
      )}</encapsulatedLogic>${needsKnowledge('k1')}</businessKnowledgeModel>` +
      decision('direct', literal('double plus(3, 4) + double plus(y: 1, x: 1)'), [needsKnowledge('k2')]) +
      decision(
        'boxed',
        `<invocation>${literal('double plus')}<binding><parameter name="y"/>${literal('n')}</binding><binding><parameter name="x"/>${literal('5')}</binding></invocation>`,
        [needsKnowledge('k2')],
      ) +
      decision('looped', literal('for i in [1, 2] return double(i)'), [needsKnowledge('k1')]);
    expect(await decide(model, 'direct')).toBe(13);
    expect(await decide(model, 'boxed', { n: 1 })).toBe(11);
    expect(await decide(model, 'looped')).toEqual([2, 4]);
  });

  it('are contexts, lists, relations and functions in boxes', async () => {
    const entry = (name: string, logic: string) => `<contextEntry><variable name="${name}"/>${logic}</contextEntry>`;
    const twice = `<functionDefinition><formalParameter name="x"/>${literal('x * 2')}</functionDefinition>`;
    const model =
      decision('open', `<context>${entry('net', literal('10'))}${entry('gross sum', literal('net * 1.21'))}</context>`) +
      decision(
        'closed',
        `<context>${entry('twice', twice)}${entry('a', literal('4'))}<contextEntry>${literal('twice(a)')}</contextEntry></context>`,
      ) +
      decision('list', `<list>${literal('1')}${literal('"two"')}</list>`) +
      decision(
        'relation',
        `<relation><column name="a"/><column name="b"/><row>${literal('1')}${literal('2')}</row><row>${literal('3')}${literal('4')}</row></relation>`,
      );
    expect(await decide(model, 'open')).toEqual({ net: 10, 'gross sum': 12.1 });
    expect(await decide(model, 'closed')).toBe(8);
    expect(await decide(model, 'list')).toEqual([1, 'two']);
    expect(await decide(model, 'relation')).toEqual([
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ]);
  });

  it('run loops under the guard', async () => {
    const guard = () => {
      throw new ExpressionError('The expression took too long.');
    };
    const xml = dmn(decision('a', literal('for i in 1..3 return i')) + decision('b', literal('1')));
    const { decisions } = await compileDecisions(xml, { guard });
    expect(() => decisions[0]?.evaluate(() => undefined, inRiga)).toThrow('took too long');
    expect(decisions[1]?.evaluate(() => undefined, inRiga).result).toBe(1);
  });
});

describe('a file that is refused', () => {
  it.each([
    ['no xml at all', 'dmn-not-xml'],
    ['<definitions', 'dmn-not-xml'],
    ['<!DOCTYPE x [<!ENTITY a "b">]>' + dmn(''), 'dmn-doctype'],
    [dmn('', 'http://www.omg.org/spec/BPMN/20100524/MODEL'), 'dmn-unknown'],
    [dmn(decision('a', '')), 'dmn-logic'],
    [dmn(decision('a', literal('1'), [needsInput('gone')])), 'dmn-requirement'],
    [dmn(decision('a', literal('b'), [needsDecision('b')]) + decision('b', literal('a'), [needsDecision('a')])), 'dmn-circular'],
    [dmn(decision('a', table({ inputs: ['x'], outputs: ['y'], rules: [['1']] }))), 'dmn-rule'],
    [dmn(decision('a', table({ hitPolicy: 'BEST', inputs: ['x'], outputs: ['y'], rules: [] }))), 'dmn-hit-policy'],
    [
      dmn(decision('a', table({ hitPolicy: 'COLLECT', aggregation: 'SUM', inputs: ['x'], outputs: ['y', 'z'], rules: [] }))),
      'dmn-hit-policy',
    ],
    [dmn(decision('a', text('literalExpression', 'x', 'expressionLanguage="javascript"'))), 'dmn-language'],
    [dmn(decision('a', literal('1')) + decision('a', literal('2'))), 'dmn-id'],
    [dmn(decision('a', '<conditional><if/></conditional>')), 'dmn-logic'],
    [dmn(decision('a', '<thinking/>')), 'dmn-unknown-element'],
  ])('%s: %s', async (xml, rule) => {
    const problems = await problemsOf(xml);
    expect(problems.map((problem) => problem.rule)).toContain(rule);
    expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
  });

  it('in which 2,000 decisions require one another in a row', async () => {
    const chain = Array.from({ length: 2_000 }, (_, i) =>
      decision(`d${i}`, literal('1'), i < 1_999 ? [needsDecision(`d${i + 1}`)] : []),
    );
    for (const inOrder of [chain, chain.toReversed()])
      expect((await problemsOf(dmn(inOrder.join('')))).map(({ rule }) => rule)).toContain('dmn-chain');
  });

  it('names every cell that cannot be read', async () => {
    const content = {
      inputs: ['x'],
      outputs: ['y'],
      rules: [
        ['> ', '1'],
        ['1', '1 +'],
        ['2', '3'],
      ],
    };
    const problems = await problemsOf(dmn(decision('a', table(content))));
    expect(problems.map(({ elementId }) => elementId)).toEqual(['cell-1-1', 'cell-2-2']);
    expect(problems[0]?.message).toContain('at character 3');
  });

  it('says the line of an unknown element', async () => {
    const problems = await problemsOf(dmn(`\n\n${decision('a', '<thinking/>')}`));
    expect(problems[0]).toMatchObject({ line: 4, message: 'The element <thinking> is not supported here.' });
  });
});
