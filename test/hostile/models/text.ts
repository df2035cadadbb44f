import type { Variables } from '@gaita/contracts';
import { family, flow, row, userTask, condition, escaped } from '../hostile-model.ts';
import type { Hostile } from '../hostile-model.ts';

const payloads: Readonly<Record<string, string>> = {
  script: '<script>globalThis.hostile = 1</script>',
  attribute: '" onerror="globalThis.hostile=1" x="',
  sql: "'); DROP TABLE instance; --",
  expression: '${globalThis.hostile = 1}',
  feel: '= constructor.constructor("globalThis.hostile = 1")()',
  template: '{{constructor.constructor("globalThis.hostile = 1")()}}',
  path: '../../../../etc/passwd%00.form',
  header: 'a\r\nSet-Cookie: x=1\r\n\r\n',
  direction: 'a\u202Egnp.exe\u2066\u200B',
  NUL: 'a&#0;b',
  'lone surrogate': 'a\uD800b',
  'lone surrogate as a reference': 'a&#xD800;b',
  'control character': 'a\u0007\u001Bb',
  prototype: '__proto__',
};

/** Each field of a model in which a text may stand, with that text in it. */
const fields: Readonly<Record<string, (text: string) => { body: string; roots?: string }>> = {
  'task name': (text) => ({ body: row(['u', `<userTask id="u" name="${text}" camunda:candidateGroups="case-handler"/>`]) }),
  documentation: (text) => ({ body: row(['u', `<userTask id="u"><documentation>${text}</documentation></userTask>`]) }),
  assignee: (text) => ({ body: row(['u', `<userTask id="u" camunda:assignee="${text}"/>`]) }),
  'candidate group': (text) => ({ body: row(['u', `<userTask id="u" camunda:candidateGroups="${text}"/>`]) }),
  'form key': (text) => ({ body: row(['u', `<userTask id="u" camunda:formKey="${text}"/>`]) }),
  'due date': (text) => ({ body: row(['u', `<userTask id="u" camunda:dueDate="${text}"/>`]) }),
  topic: (text) => ({ body: row(['t', `<serviceTask id="t" camunda:type="external" camunda:topic="${text}"/>`]) }),
  'message name': (text) => ({
    body: row(['r', '<receiveTask id="r" messageRef="m"/>']),
    roots: `<message id="m" name="${text}"/>`,
  }),
  'error code': (text) => ({
    body: row(['e', '<endEvent id="e"><errorEventDefinition errorRef="E"/></endEvent>']),
    roots: `<error id="E" errorCode="${text}"/>`,
  }),
  'input mapping': (text) => ({
    body: row(
      userTask(
        'u',
        `<extensionElements><camunda:inputOutput><camunda:inputParameter name="i">${text}</camunda:inputParameter></camunda:inputOutput></extensionElements>`,
      ),
    ),
  }),
  'variable name': (text) => ({
    body: row(
      ['t', `<scriptTask id="t" scriptFormat="feel" camunda:resultVariable="${text}"><script>1</script></scriptTask>`],
      userTask(),
    ),
  }),
  condition: (text) => ({
    body: `${row(userTask())}<task id="z"/><task id="y"/><exclusiveGateway id="x" default="x-y"/>${flow('u', 'x')}${flow('x', 'y')}${flow('x', 'z', `<conditionExpression xsi:type="tFormalExpression">${text}</conditionExpression>`)}`,
  }),
  'called process': (text) => ({ body: row(['c', `<callActivity id="c" calledElement="${text}"/>`]) }),
  'lane name': (text) => ({
    body: `<laneSet id="l"><lane id="a" name="${text}"><flowNodeRef>u</flowNodeRef></lane></laneSet>${row(userTask())}`,
  }),
};

/** XML cannot hold these: they are put in as they are, which is the attack. */
const asIs = ['NUL', 'lone surrogate', 'lone surrogate as a reference', 'control character'];

/** The ordinary run takes every field and every payload, but not each with each. */
const deepUnless = (taken: boolean): Pick<Hostile, 'deepOnly'> => (taken ? {} : { deepOnly: true });

const injections = Object.fromEntries(
  Object.entries(fields).flatMap(([field, put], row) =>
    Object.entries(payloads).map(([payload, text], column): [string, Hostile] => {
      const given = put(asIs.includes(payload) ? text : escaped(text));
      const refused = asIs.includes(payload) ? { ends: ['refused'] as const } : {};
      return [
        `${payload} as ${field}`,
        {
          body: () => given.body,
          ...(given.roots !== undefined && { roots: given.roots }),
          ...refused,
          ...deepUnless((row + column) % 4 === 0),
        },
      ];
    }),
  ),
);

const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'then'];

const withName = (name: string): Record<string, Hostile> =>
  Object.fromEntries([
    [
      `${name} as id of a task`,
      { body: () => `<startEvent id="s"/><userTask id="${name}"/><sequenceFlow id="f" sourceRef="s" targetRef="${name}"/>` },
    ],
    [
      `${name} as id of a flow`,
      { body: () => `<startEvent id="s"/><userTask id="u"/><sequenceFlow id="${name}" sourceRef="s" targetRef="u"/>` },
    ],
    [
      `${name} as id of joined flows`,
      {
        body: () =>
          `<startEvent id="s"/><parallelGateway id="f"/><parallelGateway id="j"/><task id="a"/><userTask id="b"/>${flow('s', 'f')}${flow('f', 'a')}${flow('f', 'b')}<sequenceFlow id="${name}" sourceRef="a" targetRef="j"/>${flow('b', 'j')}`,
      },
    ],
    [`${name} as a variable`, { body: () => row(userTask()), variables: () => withKey(name, { polluted: true }) }],
    [
      `${name} in an expression`,
      {
        body: () => `${row(userTask())}<task id="z"/>${flow('u', 'z', condition(`\${v.${name} != null}`))}`,
        variables: () => ({ v: {} }),
      },
    ],
    [`${name} inside a value`, { body: () => row(userTask()), variables: () => ({ v: withKey(name, { polluted: true }) }) }],
    [`${name} as key of the process`, { xml: () => wholeFile(name), start: name }],
  ]);

const prototypes = Object.assign(
  {},
  ...names.map((name, column) =>
    Object.fromEntries(
      Object.entries(withName(name)).map(([what, model], row) => [what, { ...model, ...deepUnless((row + column) % 2 === 0) }]),
    ),
  ),
) as Record<string, Hostile>;

const wholeFile = (key: string): string =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><process id="${key}" isExecutable="true"><startEvent id="s"/><userTask id="u"/><sequenceFlow id="f" sourceRef="s" targetRef="u"/></process></definitions>`;

/** As JSON gives it: an own property, whatever its name. */
const withKey = (name: string, value: unknown): Variables =>
  JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`) as Variables;

const deep = (depth: number): Variables[string] => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as Variables[string];

export const texts = [
  ...family('injection', injections),
  ...family('prototype names', prototypes),
  ...family('variables', {
    'of 5 MB': { body: () => row(userTask()), variables: () => ({ v: 'x'.repeat(5_000_000) }) },
    '5 MB in a list': {
      body: () => row(userTask()),
      variables: () => ({ v: Array.from({ length: 50_000 }, () => 'x'.repeat(100)) }),
    },
    '5 MB, copied by every task': {
      body: () =>
        row(
          ...Array.from({ length: 20 }, (_, i): [string, string] => [
            `t${i}`,
            `<scriptTask id="t${i}" scriptFormat="feel" camunda:resultVariable="v${i}"><script>v</script></scriptTask>`,
          ]),
        ),
      variables: () => ({ v: 'x'.repeat(5_000_000) }),
      ends: ['incident'],
    },
    '5 MB, copied by ten instances': {
      body: () =>
        row([
          't',
          '<userTask id="t"><extensionElements><camunda:inputOutput><camunda:inputParameter name="i">${v}</camunda:inputParameter></camunda:inputOutput></extensionElements><multiInstanceLoopCharacteristics><loopCardinality>10</loopCardinality></multiInstanceLoopCharacteristics></userTask>',
        ]),
      variables: () => ({ v: 'x'.repeat(5_000_000) }),
    },
    '20,000 of them': {
      body: () => row(userTask()),
      variables: () => Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`v${i}`, i])),
    },
    'a list 1,000 deep': { body: () => row(userTask()), variables: () => ({ v: deep(1_000) }) },
    'a list 4,000 deep, compared': {
      body: () => `${row(userTask())}<task id="z"/>${flow('u', 'z', condition('= v = v'))}`,
      variables: () => ({ v: deep(4_000) }),
      ends: ['refused'],
    },
    'with a name of 10,000 characters': {
      body: () => row(userTask()),
      variables: () => ({ ['n'.repeat(10_000)]: 1 }),
      ends: ['refused'],
    },
    'with an empty name': { body: () => row(userTask()), variables: () => ({ '': 1 }) },
    'with NUL in name and value': { body: () => row(userTask()), variables: () => ({ 'a\0b': 'c\0d' }), ends: ['refused'] },
    'with lone surrogates': { body: () => row(userTask()), variables: () => ({ a: '\uD800', '\uDFFF': 1 }) },
  }),
];
