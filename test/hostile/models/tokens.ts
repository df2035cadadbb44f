import { modelFile } from '../../support/small-model.ts';
import { condition, family, flow, row, times, userTask } from '../hostile-model.ts';

/** Forks one after the other, each doubling the tokens. */
const doublings = (count: number, last: string): string =>
  `<startEvent id="s"/>${last}${flow('s', 'g0')}` +
  times(count, (i) => {
    const next = i + 1 < count ? `g${i + 1}` : 'z';
    return `<exclusiveGateway id="m${i}"/><parallelGateway id="g${i}"/>${flow(`m${i}`, next)}<sequenceFlow id="a${i}" sourceRef="g${i}" targetRef="m${i}"/><sequenceFlow id="b${i}" sourceRef="g${i}" targetRef="m${i}"/>`;
  });
const loopBack = (element: string, inside = ''): string =>
  `<startEvent id="s"/><exclusiveGateway id="m"/>${element}${flow('s', 'm')}${flow('m', 'a')}${flow('a', 'm')}${inside}`;
const repeated = (attributes: string, inside: string): string =>
  `<multiInstanceLoopCharacteristics ${attributes}>${inside}</multiInstanceLoopCharacteristics>`;
const cardinality = (text: string): string => `<loopCardinality xsi:type="tFormalExpression">${text}</loopCardinality>`;
const many = (count: string, sequential = false): string =>
  row(['t', `<task id="t">${repeated(`isSequential="${sequential}"`, cardinality(count))}</task>`]);
const call = (key: string, id = 'c'): [string, string] => [id, `<callActivity id="${id}" calledElement="${key}"/>`];
const fileOf = (...processes: string[]): string =>
  modelFile('hostile', '@').replace(/<process [^]*<\/process>/, processes.join(''));
/** Its ids are made its own: those of a file must differ. */
const process = (id: string, body: string): string =>
  `<process id="${id}" isExecutable="true">${body.replaceAll(/ (id|sourceRef|targetRef|attachedToRef)="/g, ` $1="${id}.`)}</process>`;
const timer = (kind: string, text: string): string => `<timerEventDefinition><${kind}>${text}</${kind}></timerEventDefinition>`;
const sendMessage = '<intermediateThrowEvent id="a"><messageEventDefinition messageRef="note"/></intermediateThrowEvent>';

export const tokens = [
  ...family('forks', {
    '2^10 tokens': { body: () => doublings(10, '<task id="z"/>'), ends: ['ended', 'slices'] },
    '2^20 tokens': { body: () => doublings(20, '<task id="z"/>'), ends: ['slices'] },
    '2^60 tokens': { body: () => doublings(60, '<task id="z"/>'), ends: ['slices'] },
    '2^12 user tasks': { body: () => doublings(12, userTask('z')[1]) },
    'in a loop': {
      body: () => loopBack('<parallelGateway id="a"/><task id="b"/>', `${flow('a', 'b')}${flow('b', 'm')}`),
      ends: ['slices'],
    },
    'into an inclusive join': { body: () => doublings(12, '<inclusiveGateway id="z"/>') },
    'inclusive, in a loop': {
      body: () => loopBack('<inclusiveGateway id="a"/><task id="b"/>', `${flow('a', 'b')}${flow('b', 'm')}`),
    },
    'by boundary events that do not interrupt': {
      body: () =>
        `${row(['u', `<userTask id="u"/>`])}<boundaryEvent id="b" attachedToRef="u" cancelActivity="false">${timer('timeCycle', 'R/PT1S')}</boundaryEvent>${flow('b', 'u')}`,
    },
  }),
  ...family('loops', {
    'a gateway to itself': {
      body: () => `<startEvent id="s"/><exclusiveGateway id="m"/>${flow('s', 'm')}${flow('m', 'm')}`,
      ends: ['slices', 'incident', 'refused'],
    },
    'a task to itself': {
      body: () => `<startEvent id="s"/><task id="m"/>${flow('s', 'm')}${flow('m', 'm')}`,
      ends: ['slices', 'incident'],
    },
    'of a task': { body: () => loopBack('<task id="a"/>'), ends: ['slices', 'incident'] },
    'of a parallel gateway': { body: () => loopBack('<parallelGateway id="a"/>'), ends: ['slices', 'incident'] },
    'of a script that grows a list': {
      body: () =>
        loopBack('<scriptTask id="a" scriptFormat="feel" camunda:resultVariable="l"><script>append(l, l)</script></scriptTask>'),
      variables: () => ({ l: [] }),
    },
    'of a script that doubles a text': {
      body: () =>
        loopBack('<scriptTask id="a" scriptFormat="feel" camunda:resultVariable="t"><script>t + t</script></scriptTask>'),
      variables: () => ({ t: 'x' }),
    },
    'of a script that nests a list': {
      body: () =>
        loopBack('<scriptTask id="a" scriptFormat="feel" camunda:resultVariable="l"><script>[l, 1]</script></scriptTask>'),
      variables: () => ({ l: [] }),
      ends: ['incident'],
    },
    'of a condition that never holds': {
      body: () =>
        `<startEvent id="s"/><exclusiveGateway id="m" default="m-n"/><task id="n"/><task id="z"/>${flow('s', 'm')}${flow('m', 'n')}${flow('n', 'm')}${flow('m', 'z', condition('= 1 = 2'))}`,
      ends: ['slices', 'incident'],
    },
    'of an empty sub-process': {
      body: () => loopBack('<subProcess id="a"><startEvent id="i"/></subProcess>'),
      ends: ['slices', 'incident'],
    },
    'of a multi-instance activity with no instance': {
      body: () => loopBack(`<task id="a">${repeated('', cardinality('0'))}</task>`),
      ends: ['slices', 'incident'],
    },
    'of an error that is caught': {
      body: () =>
        `<startEvent id="s"/><subProcess id="p"><startEvent id="i"/><endEvent id="e"><errorEventDefinition errorRef="E"/></endEvent>${flow('i', 'e')}</subProcess><boundaryEvent id="b" attachedToRef="p"><errorEventDefinition errorRef="E"/></boundaryEvent>${flow('s', 'p')}${flow('b', 'p')}`,
      roots: '<error id="E" errorCode="E"/>',
      ends: ['slices', 'incident'],
    },
    'of links': {
      body: () =>
        `<startEvent id="s"/><intermediateThrowEvent id="t"><linkEventDefinition name="l"/></intermediateThrowEvent><intermediateCatchEvent id="c"><linkEventDefinition name="l"/></intermediateCatchEvent>${flow('s', 't')}${flow('c', 't')}`,
    },
    'of a standard loop': {
      body: () =>
        row([
          't',
          '<task id="t"><standardLoopCharacteristics><loopCondition xsi:type="tFormalExpression">= true</loopCondition></standardLoopCharacteristics></task>',
        ]),
    },
    'of escalations that are caught by what throws them': {
      body: () =>
        `${row(['e', '<endEvent id="e"><escalationEventDefinition escalationRef="E"/></endEvent>'])}<subProcess id="h" triggeredByEvent="true"><startEvent id="hs" isInterrupting="false"><escalationEventDefinition escalationRef="E"/></startEvent><endEvent id="he"><escalationEventDefinition escalationRef="E"/></endEvent>${flow('hs', 'he')}</subProcess>`,
      roots: '<escalation id="E" escalationCode="E"/>',
    },
    'of asyncBefore': { body: () => loopBack('<task id="a" camunda:asyncBefore="true"/>') },
    'of ad-hoc work': {
      body: () =>
        row([
          't',
          '<adHocSubProcess id="t"><task id="x"/><completionCondition xsi:type="tFormalExpression">= false</completionCondition></adHocSubProcess>',
        ]),
    },
  }),
  ...family('calls', {
    'of itself': { body: () => row(call('hostile')), ends: ['incident', 'waits', 'slices', 'refused'] },
    'of itself, twice at once': { body: () => `${row(call('hostile'))}${call('hostile', 'd')[1]}${flow('s', 'd')}` },
    'of itself, ten times at once': {
      body: () => row(['c', `<callActivity id="c" calledElement="hostile">${repeated('', cardinality('10'))}</callActivity>`]),
      ends: ['slices', 'incident'],
    },
    'in a circle of three': {
      xml: () =>
        fileOf(process('hostile', row(call('two'))), process('two', row(call('three'))), process('three', row(call('hostile')))),
    },
    'of nobody': { body: () => row(call('nobody-has-this-key')), ends: ['incident', 'refused'] },
    'of a prototype name': { body: () => row(call('__proto__')), ends: ['incident', 'refused'] },
    'of a key that a variable gives': {
      body: () => row(call('${key}')),
      variables: () => ({ key: 'constructor' }),
      ends: ['incident', 'refused'],
    },
    'of a key that is no text': {
      body: () => row(call('${key}')),
      variables: () => ({ key: { a: [1] } }),
      ends: ['incident', 'refused'],
    },
    'in a loop': {
      xml: () =>
        fileOf(
          process('hostile', loopBack('<callActivity id="a" calledElement="two"/>')),
          process('two', row(['t', '<task id="t"/>'])),
        ),
    },
    'that fail, in a loop': {
      xml: () =>
        fileOf(
          '<error id="E" errorCode="E"/>',
          process(
            'hostile',
            `${loopBack('<callActivity id="a" calledElement="two"/>')}<boundaryEvent id="b" attachedToRef="a"><errorEventDefinition errorRef="E"/></boundaryEvent>${flow('b', 'm')}`,
          ),
          process('two', row(['e', '<endEvent id="e"><errorEventDefinition errorRef="E"/></endEvent>'])),
        ),
    },
  }),
  ...family('instances', {
    'a million at once': { body: () => many('1000000'), ends: ['incident'] },
    'a million in a row': { body: () => many('1000000', true), ends: ['incident'] },
    '100,000 at once': { body: () => many('100000') },
    '10^18': { body: () => many('1000000000000000000'), ends: ['incident'] },
    '-1': { body: () => many('-1'), ends: ['incident', 'refused'] },
    '1.5': { body: () => many('1.5'), ends: ['incident', 'refused'] },
    'as a word': { body: () => many('= "many"'), ends: ['incident', 'refused'] },
    '100 × 100 × 100': {
      body: () =>
        row([
          'x',
          `<subProcess id="x">${repeated('', cardinality('100'))}<startEvent id="xs"/><subProcess id="y">${repeated('', cardinality('100'))}<startEvent id="ys"/><task id="z">${repeated('', cardinality('100'))}</task>${flow('ys', 'z')}</subProcess>${flow('xs', 'y')}</subProcess>`,
        ]),
    },
    'of a collection of 200,000': {
      body: () => row(['t', `<task id="t">${repeated('camunda:collection="list" camunda:elementVariable="e"', '')}</task>`]),
      variables: () => ({ list: Array.from({ length: 200_000 }, (_, i) => i) }),
      ends: ['incident'],
    },
    'of a text': {
      body: () => row(['t', `<task id="t">${repeated('camunda:collection="list" camunda:elementVariable="e"', '')}</task>`]),
      variables: () => ({ list: 'abc' }),
      ends: ['incident'],
    },
    'whose element variable is __proto__': {
      body: () =>
        row([
          't',
          `<userTask id="t">${repeated('camunda:collection="list" camunda:elementVariable="__proto__"', '')}</userTask>`,
        ]),
      variables: () => ({ list: [{ polluted: true }] }),
    },
  }),
  ...family('storms', {
    'messages in a loop': {
      body: () => loopBack(sendMessage),
      roots: '<message id="note" name="note"/>',
      ends: ['slices', 'incident'],
    },
    'messages that start their own sender': {
      body: () =>
        `<startEvent id="s"/><startEvent id="ms"><messageEventDefinition messageRef="note"/></startEvent>${sendMessage}${flow('s', 'a')}${flow('ms', 'a')}`,
      roots: '<message id="note" name="storm"/>',
    },
    '3,000 messages at once': {
      body: () => row(['a', `<sendTask id="a" messageRef="m">${repeated('', cardinality('3000'))}</sendTask>`]),
      roots: '<message id="m" name="m"/>',
    },
    'signals that start their own sender': {
      body: () =>
        `<startEvent id="s"/><startEvent id="ss"><signalEventDefinition signalRef="x"/></startEvent><endEvent id="a"><signalEventDefinition signalRef="x"/></endEvent>${flow('s', 'a')}${flow('ss', 'a')}`,
      roots: '<signal id="x" name="storm"/>',
    },
    'a signal to its own event sub-process': {
      body: () =>
        `${row(['a', '<endEvent id="a"><signalEventDefinition signalRef="x"/></endEvent>'])}<subProcess id="h" triggeredByEvent="true"><startEvent id="hs" isInterrupting="false"><signalEventDefinition signalRef="x"/></startEvent><endEvent id="he"><signalEventDefinition signalRef="x"/></endEvent>${flow('hs', 'he')}</subProcess>`,
      roots: '<signal id="x" name="echo"/>',
    },
    'conditions that change what they watch': {
      body: () =>
        `${row(userTask())}<subProcess id="h" triggeredByEvent="true"><startEvent id="hs" isInterrupting="false"><conditionalEventDefinition><condition xsi:type="tFormalExpression">= n &gt;= 0</condition></conditionalEventDefinition></startEvent><scriptTask id="he" scriptFormat="feel" camunda:resultVariable="n"><script>n + 1</script></scriptTask>${flow('hs', 'he')}</subProcess>`,
      variables: () => ({ n: 0 }),
    },
    '1,000 jobs at once': {
      body: () =>
        row([
          'a',
          `<serviceTask id="a" camunda:type="external" camunda:topic="hostile-topic">${repeated('', cardinality('1000'))}</serviceTask>`,
        ]),
    },
  }),
  ...family(
    'times',
    Object.fromEntries(
      [
        ['timeCycle', 'R1000000000/PT0.001S'],
        ['timeCycle', 'R/PT0S'],
        ['timeCycle', 'R/PT0.000000001S'],
        ['timeCycle', 'R-5/PT1H'],
        ['timeCycle', '* * * * * *'],
        ['timeCycle', `R${'9'.repeat(400)}/PT1H`],
        ['timeCycle', '= "R/PT0S"'],
        ['timeDuration', 'P999999999Y'],
        ['timeDuration', '-P1Y'],
        ['timeDuration', 'PT1E400S'],
        ['timeDuration', `P${'9'.repeat(400)}D`],
        ['timeDuration', 'P'],
        ['timeDuration', 'PT'],
        ['timeDuration', '${execution}'],
        ['timeDuration', '= duration("P1D") * 1000000000000'],
        ['timeDuration', `P${'1D'.repeat(5_000)}`],
        ['timeDate', '999999-01-01T00:00:00Z'],
        ['timeDate', '+275760-09-13T00:00:00.001Z'],
        ['timeDate', '-000001-01-01T00:00:00Z'],
        ['timeDate', '2026-02-30T25:61:61Z'],
        ['timeDate', '0000-00-00'],
        ['timeDate', 'tomorrow'],
        ['timeDate', '2026-01-01T00:00:00+99:99'],
        ['timeDate', '= date("9999999-01-01")'],
      ].map(([kind, text]) => [
        `${kind} ${text!.slice(0, 60)}`,
        {
          body: () =>
            `${row(userTask())}<boundaryEvent id="b" attachedToRef="u" cancelActivity="false">${timer(kind!, text!)}</boundaryEvent><task id="z"/>${flow('b', 'z')}`,
        },
      ]),
    ),
  ),
];
