import { condition, escaped, family, flow, row, userTask } from '../hostile-model.ts';
import type { Hostile } from '../hostile-model.ts';

const bombs: Readonly<Record<string, string>> = {
  'a billion numbers': '= count(for i in 1..1000000000 return i) > 0',
  'nested loops': '= count(for a in 1..10000, b in 1..10000, c in 1..10000 return a + b + c) > 0',
  'some of many': '= some a in 1..100000, b in 1..100000 satisfies a + b < 0',
  'a regular expression that backtracks': `= matches("${'a'.repeat(40)}!", "^(a+)+$")`,
  'a replacement that backtracks': `= replace("${'a'.repeat(40)}!", "(a|aa)+$", "b") = ""`,
  'a text of 10^9': `= string length(string join(for i in 1..100000000 return "xxxxxxxxxx", "")) > 0`,
  'powers of powers': '= 9 ** 9 ** 9 ** 9 ** 9 > 0',
  'a number of 5,000 digits': `= ${'9'.repeat(5_000)} > 0`,
  'a function that calls itself': '= { f: function(n) f(n + 1), r: f(0) }.r > 0',
  'a sort with a wrong order': '= count(sort(1..100000, function(a, b) true)) > 0',
  flattening: '= count(flatten([[[[1..100000], 1..100000]], 1..1000000])) > 0',
};
const escapes: Readonly<Record<string, string>> = {
  'the constructor in FEEL': '= "a".constructor.constructor("globalThis.hostile = 1")() = 1',
  'globalThis in FEEL': '= globalThis.process.exit(1) = 1',
  'require in FEEL': '= require("fs").readFileSync("/etc/passwd") != null',
  'an import in FEEL': '= import("node:fs") != null',
  'the constructor in JUEL': '${"".constructor.constructor("globalThis.hostile = 1")()}',
  'getClass in JUEL': '${"".getClass().forName("java.lang.Runtime").getRuntime().exec("id") != null}',
  'the prototype by index in JUEL': '${v["__proto__"]["polluted"] == 1}',
  'the constructor by index in JUEL': '${v["constructor"]["constructor"] != null}',
  'services of the engine in JUEL': '${execution.getEngineServices().getRuntimeService() != null}',
  'an assignment in JUEL': '${v = 1}',
  'a lambda in JUEL': '${(x -> x.constructor)(v) != null}',
  'JavaScript as a condition': '<javascript>',
};

const asCondition = (text: string): string =>
  `${row(userTask())}<exclusiveGateway id="x" default="x-y"/><task id="y"/><task id="z"/>${flow('u', 'x')}${flow('x', 'y')}` +
  (text === '<javascript>'
    ? flow(
        'x',
        'z',
        '<conditionExpression xsi:type="tFormalExpression" language="javascript">globalThis.hostile = 1; while (true);</conditionExpression>',
      )
    : flow('x', 'z', condition(text)));
const asScript = (text: string): string =>
  row(
    [
      't',
      `<scriptTask id="t" scriptFormat="feel" camunda:resultVariable="r"><script>${escaped(text.replace(/^= /, ''))}</script></scriptTask>`,
    ],
    userTask(),
  );

const models = (texts: Readonly<Record<string, string>>, as: (text: string) => string, where: string): Record<string, Hostile> =>
  Object.fromEntries(
    Object.entries(texts).map(([what, text]) => [
      `${what}, as ${where}`,
      { body: () => as(text), variables: () => ({ v: {}, t: 'x' }) },
    ]),
  );

export const expressions = [
  ...family('expression bombs', { ...models(bombs, asCondition, 'condition'), ...models(bombs, asScript, 'script') }),
  ...family('ways out of an expression', models(escapes, asCondition, 'condition')),
  ...family('scripts', {
    'JavaScript that never ends': {
      body: () => row(['t', '<scriptTask id="t" scriptFormat="javascript"><script>while (true);</script></scriptTask>']),
    },
    'JavaScript that takes all memory': {
      body: () =>
        row([
          't',
          '<scriptTask id="t" scriptFormat="javascript"><script>var a = []; while (true) a.push(new Array(1000000).fill(1));</script></scriptTask>',
        ]),
    },
    'JavaScript that looks for the host': {
      body: () =>
        row([
          't',
          '<scriptTask id="t" scriptFormat="javascript"><script>this.constructor.constructor("return process")().exit(1)</script></scriptTask>',
        ]),
    },
    'JavaScript that calls itself': {
      body: () =>
        row(['t', '<scriptTask id="t" scriptFormat="javascript"><script>(function f() { f(); })()</script></scriptTask>']),
    },
    groovy: {
      body: () => row(['t', '<scriptTask id="t" scriptFormat="groovy"><script>"id".execute()</script></scriptTask>']),
      ends: ['refused'],
    },
    'a Java class': { body: () => row(['t', '<serviceTask id="t" camunda:class="java.lang.Runtime"/>']), ends: ['refused'] },
    'a delegate expression': {
      body: () => row(['t', '<serviceTask id="t" camunda:delegateExpression="${runtime}"/>']),
      ends: ['refused'],
    },
  }),
];
