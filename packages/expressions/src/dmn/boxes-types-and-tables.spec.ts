import { base, component, describeCases, entry, failed, given, item, one, typed, withInput } from '../testing/dmn-cases.ts';
import type { Chapters } from '../testing/dmn-cases.ts';
import { decision, literal, table, text } from '../testing/dmn-models.ts';

const chapters: Chapters = {
  'lists and relations': {
    'a list of boxes': one(
      `<list>${literal('1')}${literal('x')}<list>${literal('2')}</list></list>`,
      given(null, [1, null, [2]]),
    ),
    'a relation that is filtered': one(
      `<context>${entry('r', `<relation><column name="name"/><column name="age"/><row>${literal('"A"')}${literal('30')}</row><row>${literal('"B"')}${literal('17')}</row></relation>`)}${entry('', literal('r[age > x].name'))}</context>`,
      given(18, ['A']),
      given(10, ['A', 'B']),
      given(40, []),
    ),
    'a relation with columns of two words': one(
      `<context>${entry('r', `<relation><column name="first name"/><row>${literal('"A"')}</row></relation>`)}${entry('', literal('r[1].first name'))}</context>`,
      [{}, 'A'],
    ),
  },
  'boxes of DMN 1.4': {
    conditional: one(
      `<conditional><if>${literal('x > 5')}</if><then>${literal('"high"')}</then><else>${literal('"low"')}</else></conditional>`,
      given(6, 'high'),
      given(5, 'low'),
      given(null, 'low'),
    ),
    filter: one(
      `<filter><in>${literal('x')}</in><match>${literal('item > 2')}</match></filter>`,
      given([1, 2, 3, 4], [3, 4]),
      given(null, null),
    ),
    'filter by entries': one(
      `<filter><in>${literal('x')}</in><match>${literal('age > 2')}</match></filter>`,
      given([{ age: 1 }, { age: 3 }], [{ age: 3 }]),
    ),
    for: one(
      `<for iteratorVariable="n"><in>${literal('x')}</in><return>${literal('n * 2 + count(partial)')}</return></for>`,
      given([1, 2], [2, 5]),
    ),
    every: one(
      `<every iteratorVariable="n"><in>${literal('x')}</in><satisfies>${literal('n > 1')}</satisfies></every>`,
      given([2, 3], true),
      given([1, 2], false),
    ),
    some: one(
      `<some iteratorVariable="n"><in>${literal('1..x')}</in><satisfies>${literal('n = 3')}</satisfies></some>`.replace(
        '1..x',
        '[1..x]',
      ),
      given(3, true),
      given(2, false),
    ),
    'inside each other': one(
      `<for iteratorVariable="n"><in>${literal('x')}</in><return><conditional><if>${literal('n > 1')}</if><then>${literal('n')}</then><else>${literal('0')}</else></conditional></return></for>`,
      given([1, 2], [0, 2]),
    ),
  },
  'types of inputs': {
    number: withInput('number', given(1, 1), given('1', null), given([1], 1), given([1, 2], null), given(null, null)),
    string: withInput('string', given('a', 'a'), given(1, null), given(['a'], 'a')),
    boolean: withInput('boolean', given(false, false), given('false', null)),
    date: withInput(
      'date',
      given('2020-01-31', '2020-01-31'),
      given('2020-01-31T10:00:00Z', '2020-01-31'),
      given('2020-02-31', null),
      given('soon', null),
    ),
    'date and time': withInput(
      'date and time',
      given('2020-01-31T10:00:00', '2020-01-31T10:00:00'),
      given('2020-01-31', '2020-01-31T00:00:00'),
      given(1, null),
    ),
    time: withInput('time', given('10:00:00', '10:00:00'), given('25:00:00', null)),
    'days and time duration': withInput('days and time duration', given('PT36H', 'P1DT12H'), given('a day', null)),
    'years and months duration': withInput('yearMonthDuration', given('P13M', 'P1Y1M')),
    Any: withInput('Any', given('a', 'a'), given([1], [1])),
    'a list': {
      ...withInput('tNumbers', given([1, 2], [1, 2]), given(1, [1]), given(['a'], null), given(null, null)),
      model: item('tNumbers', base('number'), 'isCollection="true"') + withInput('tNumbers').model,
    },
    'values of a list': {
      ...withInput('tSizes', given(['S', 'M'], ['S', 'M']), given(['S', 'XXL'], null)),
      model: item('tSizes', base('string', '"S", "M"'), 'isCollection="true"') + withInput('tSizes').model,
    },
    'allowed values': {
      ...withInput('tAge', given(18, 18), given(17, null)),
      model: item('tAge', base('number', '>= 18')) + withInput('tAge').model,
    },
    'a type of a type': {
      ...withInput('tOuter', given(5, 5), given(0, null)),
      model: item('tInner', base('number', '> 0')) + item('tOuter', base('tInner')) + withInput('tOuter').model,
    },
    'a structure': {
      ...withInput(
        'tPerson',
        given({ name: 'A', born: '2000-01-01' }, { name: 'A', born: '2000-01-01' }),
        given({ name: 1 }, { name: null }),
        given('A', null),
      ),
      model: item('tPerson', component('name', 'string') + component('born', 'date')) + withInput('tPerson').model,
    },
    'a list in a structure': {
      ...withInput('tTeam', given({ members: 'A' }, { members: ['A'] })),
      model: item('tTeam', component('members', 'string', 'isCollection="true"')) + withInput('tTeam').model,
    },
    'a declared type is asked by instance of': {
      model:
        item('tAge', base('number', '>= 18')) +
        decision('d', literal('[18 instance of tAge, 17 instance of tAge, "x" instance of tAge]')),
      expected: [[{}, [true, false, false]]],
    },
  },
  'types of results': {
    'a list of one for its item': {
      model: typed('d', 'number', literal('x')),
      expected: [given([5], 5), given([5, 6], null), given('5', null)],
    },
    'an item for its list': {
      model: item('tList', base('number'), 'isCollection="true"') + typed('d', 'tList', literal('x')),
      expected: [given(5, [5])],
    },
    'a day for its midnight': {
      model: typed('d', 'date and time', literal('@"2020-01-01"')),
      expected: [[{}, '2020-01-01T00:00:00Z']],
    },
    'the output column reads a date': {
      model: decision(
        'd',
        table({ inputs: ['x'], outputs: ['o'], rules: [['-', '"2020-01-31"']] }).replace('name="o"', 'name="o" typeRef="date"') +
          '',
      ),
      expected: [given(1, '2020-01-31')],
    },
  },
  tables: {
    'values that an input may have': {
      model: decision(
        'd',
        table({ inputs: ['x'], outputs: ['o'], rules: [['-', '1']] }).replace(
          '</input>',
          `${text('inputValues', '"A", "B"')}</input>`,
        ),
      ),
      expected: [given('A', 1), given(null, 1), given('C', failed('the table does not allow'))],
    },
    'default outputs of a collecting table': one(
      table({ hitPolicy: 'COLLECT', inputs: ['x'], outputs: ['o = 7'], rules: [['1', '1']] }),
      given(1, [1]),
      given(2, 7),
    ),
    'order of outputs by two columns': one(
      table({
        hitPolicy: 'OUTPUT ORDER',
        inputs: ['x'],
        outputs: ['a: "high", "low"', 'b: 2, 1'],
        rules: [
          ['> 0', '"low"', '1'],
          ['> 0', '"high"', '1'],
          ['> 0', '"high"', '2'],
        ],
      }),
      given(1, [
        { a: 'high', b: 2 },
        { a: 'high', b: 1 },
        { a: 'low', b: 1 },
      ]),
      given(0, []),
    ),
    'a dash gives nothing': one(
      table({ inputs: ['x'], outputs: ['a', 'b'], rules: [['-', '-', '1']] }),
      given(1, { a: null, b: 1 }),
    ),
    'conditions about the input': one(
      table({
        hitPolicy: 'FIRST',
        inputs: ['x'],
        outputs: ['o'],
        rules: [
          ['count(?) > 2', '"many"'],
          ['every n in ? satisfies n > 5', '"large"'],
          ['?[1] = 1', '"one"'],
          ['-', '"other"'],
        ],
      }),
      given([1, 2, 3], 'many'),
      given([6], 'large'),
      given([1], 'one'),
      given([2], 'other'),
    ),
    'ranges of dates': one(
      table({
        inputs: ['date(x)'],
        outputs: ['o'],
        rules: [
          ['[@"2020-01-01"..@"2020-06-30"]', '1'],
          ['> @"2020-06-30"', '2'],
        ],
      }),
      given('2020-03-01', 1),
      given('2020-07-01', 2),
      given('2019-07-01', null),
    ),
    'null among the tests': one(
      table({
        inputs: ['x'],
        outputs: ['o'],
        rules: [
          ['null', '"none"'],
          ['not(null)', '"some"'],
        ],
      }),
      given(null, 'none'),
      given(1, 'some'),
    ),
    'two matches where one is allowed': one(
      table({
        inputs: ['x'],
        outputs: ['o'],
        rules: [
          ['> 1', '1'],
          ['> 2', '2'],
        ],
      }),
      given(2, 1),
      given(3, failed('Rules 1 and 2 match')),
    ),
    'sums of what are no numbers': one(
      table({ hitPolicy: 'COLLECT', aggregation: 'SUM', inputs: ['x'], outputs: ['o'], rules: [['-', '"a"']] }),
      given(1, failed('not all numbers')),
    ),
  },
};

describeCases(chapters);
