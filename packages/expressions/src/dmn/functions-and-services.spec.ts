import {
  bind,
  describeCases,
  entry,
  failed,
  given,
  input,
  invocation,
  knowledge,
  one,
  references,
} from '../testing/dmn-cases.ts';
import type { Chapters } from '../testing/dmn-cases.ts';
import { decision, literal, needsDecision, needsInput, needsKnowledge, table } from '../testing/dmn-models.ts';

const chapters: Chapters = {
  contexts: {
    'an entry sees those before it': one(
      `<context>${entry('a', literal('2'))}${entry('b', literal('a * 3'))}${entry('', literal('a + b'))}</context>`,
      [{}, 8],
    ),
    'without a result it is a value': one(
      `<context>${entry('a', literal('x'))}${entry('b', literal('a'))}</context>`,
      given(1, { a: 1, b: 1 }),
    ),
    'inside a context': one(
      `<context>${entry('a', `<context>${entry('b', literal('5'))}</context>`)}${entry('', literal('a.b'))}</context>`,
      [{}, 5],
    ),
    'with a table for an entry': one(
      `<context>${entry(
        'band',
        table({
          inputs: ['x'],
          outputs: ['o'],
          rules: [
            ['> 5', '"high"'],
            ['<= 5', '"low"'],
          ],
        }),
      )}${entry('', literal('band + "!"'))}</context>`,
      given(6, 'high!'),
      given(5, 'low!'),
    ),
    'with names that hold spaces': one(
      `<context>${entry('net sum', literal('10'))}${entry('', literal('net sum + 1'))}</context>`,
      [{}, 11],
    ),
    'takes null for an entry of the wrong type': one(
      `<context>${entry('a', literal('"x"'), 'number')}${entry('', literal('a = null'))}</context>`,
      [{}, true],
    ),
    'does not hide what is outside for good': one(
      `<context>${entry('x', literal('x + 1'))}${entry('', literal('x'))}</context>`,
      given(1, 2),
    ),
  },
  'invocations and knowledge models': {
    'bind parameters by name': {
      model:
        knowledge('minus', ['a', 'b'], literal('a - b')) +
        decision('d', invocation('minus', bind('b', '1'), bind('a', 'x')), [needsKnowledge('minus')]),
      expected: [given(5, 4), given(null, null)],
    },
    'take null for a parameter that is not bound': {
      model:
        knowledge('isNull', ['a', 'b'], literal('b = null')) +
        decision('d', invocation('isNull', bind('a', '1')), [needsKnowledge('isNull')]),
      expected: [[{}, true]],
    },
    'give null for a parameter that there is not': {
      model: knowledge('id', ['a'], literal('a')) + decision('d', invocation('id', bind('b', '1')), [needsKnowledge('id')]),
      expected: [[{}, null]],
    },
    'read arguments by their types': {
      model:
        knowledge('next', ['day:date'], literal('day + @"P1D"')) + decision('d', literal('next(x)'), [needsKnowledge('next')]),
      expected: [given('2020-02-28', '2020-02-29'), given(7, null)],
    },
    'take an item of a list of one for a parameter': {
      model: knowledge('twice', ['n:number'], literal('n * 2')) + decision('d', literal('twice([4])'), [needsKnowledge('twice')]),
      expected: [[{}, 8]],
    },
    'hold tables': {
      model:
        knowledge(
          'band',
          ['n'],
          table({
            inputs: ['n'],
            outputs: ['o'],
            rules: [
              ['< 10', '1'],
              ['>= 10', '2'],
            ],
          }),
        ) + decision('d', literal('for n in x return band(n)'), [needsKnowledge('band')]),
      expected: [given([5, 15], [1, 2])],
    },
    'hold contexts': {
      model:
        knowledge('sum', ['a', 'b'], `<context>${entry('c', literal('a + b'))}${entry('', literal('c * 10'))}</context>`) +
        decision('d', literal('sum(a: 1, b: x)'), [needsKnowledge('sum')]),
      expected: [given(2, 30)],
    },
    'call each other': {
      model:
        knowledge('inner', ['a'], literal('a + 1')) +
        knowledge('outer', ['a'], literal('inner(inner(a))'), [needsKnowledge('inner')]) +
        decision('d', literal('outer(x)'), [needsKnowledge('outer')]),
      expected: [given(1, 3)],
    },
    'call themselves': {
      model:
        knowledge('fact', ['n'], literal('if n < 2 then 1 else n * fact(n - 1)'), [needsKnowledge('fact')]) +
        decision('d', literal('fact(x)'), [needsKnowledge('fact')]),
      expected: [given(5, 120), given(100_000, failed('too deeply'))],
    },
    'can be handed over': {
      model: knowledge('less', ['a', 'b'], literal('a < b')) + decision('d', literal('sort(x, less)'), [needsKnowledge('less')]),
      expected: [given([3, 1, 2], [1, 2, 3])],
    },
    'stand in boxes': one(
      `<context>${entry('f', `<functionDefinition><formalParameter name="a"/>${literal('a * x')}</functionDefinition>`)}${entry('', invocation('f', bind('a', '3')))}</context>`,
      given(2, 6),
    ),
    'are not run when they are Java': {
      model:
        `<businessKnowledgeModel id="k" name="k"><encapsulatedLogic kind="Java"><formalParameter name="a"/>${literal('a')}</encapsulatedLogic></businessKnowledgeModel>` +
        decision('d', literal('1')),
      expected: [],
    },
  },
  'decision services': {
    'are evaluated by their inputs': {
      model:
        input('x', 'number') +
        decision('inner', literal('x * 2'), [needsInput('x')]) +
        decision('outer', literal('inner + 1'), [needsDecision('inner')]) +
        `<decisionService id="d" name="d">${references('outputDecision', 'outer')}${references('encapsulatedDecision', 'inner')}${references('inputData', 'x')}</decisionService>`,
      expected: [given(5, 11)],
    },
    'ask for the decisions that they do not make': {
      model:
        decision('inner', literal('100')) +
        decision('outer', literal('inner + 1'), [needsDecision('inner')]) +
        `<decisionService id="d" name="d">${references('outputDecision', 'outer')}${references('inputDecision', 'inner')}</decisionService>`,
      expected: [
        [{ inner: 5 }, 6],
        [{}, null],
      ],
    },
    'give a context of several outputs': {
      model:
        decision('one', literal('1')) +
        decision('two', literal('2')) +
        `<decisionService id="d" name="d">${references('outputDecision', 'one', 'two')}</decisionService>`,
      expected: [[{}, { one: 1, two: 2 }]],
    },
    'are called like functions': {
      model:
        input('x', 'number') +
        decision('half', literal('x / 2'), [needsInput('x')]) +
        `<decisionService id="halve" name="halve">${references('outputDecision', 'half')}${references('inputData', 'x')}</decisionService>` +
        decision('d', literal('halve(10) + halve(x: 4)'), [needsKnowledge('halve')]),
      expected: [[{}, 7]],
    },
    'are called in boxes, with input data before decisions': {
      model:
        input('x', 'number') +
        decision('base', literal('1')) +
        decision('sum', literal('base * 10 + x'), [needsInput('x'), needsDecision('base')]) +
        `<decisionService id="s" name="s">${references('outputDecision', 'sum')}${references('inputDecision', 'base')}${references('inputData', 'x')}</decisionService>` +
        decision('d', literal('[s(1, 2), s(base: 3, x: 4)]'), [needsKnowledge('s')]),
      expected: [[{}, [21, 34]]],
    },
    'see nothing of who calls them': {
      model:
        decision('look', literal('y = null')) +
        `<decisionService id="s" name="s">${references('outputDecision', 'look')}</decisionService>` +
        decision('d', literal('s()'), [needsKnowledge('s')]),
      expected: [[{ y: 1 }, true]],
    },
  },
};

describeCases(chapters);
