import { modelFile } from '../../support/small-model.ts';
import { condition, family, flow, row, times, userTask } from '../hostile-model.ts';

const nested = (depth: number): string => {
  const open = times(
    depth,
    (i) => `<subProcess id="p${i}"><startEvent id="s${i}"/>${flow(`s${i}`, i + 1 < depth ? `p${i + 1}` : 'u')}`,
  );
  return `<startEvent id="s"/>${flow('s', 'p0')}${open}${userTask()[1]}${times(depth, () => '</subProcess>')}`;
};
const inRow = (count: number): string =>
  `<startEvent id="s"/>${times(count, (i) => `<task id="t${i}"/>${flow(i === 0 ? 's' : `t${i - 1}`, `t${i}`)}`)}`;
const fan = (count: number, gateway: string, element: string): string =>
  `<startEvent id="s"/><${gateway} id="f"/><${gateway} id="j"/>${flow('s', 'f')}` +
  times(count, (i) => `<${element} id="t${i}"/>${flow('f', `t${i}`)}${flow(`t${i}`, 'j')}`);
const long = (length: number): string => 'x'.repeat(length);

export const sizes = [
  ...family('nesting', {
    '10 sub-processes': { body: () => nested(10), ends: ['ended'] },
    '45 sub-processes': { body: () => nested(45), ends: ['ended'] },
    '60 sub-processes': { body: () => nested(60), ends: ['refused'] },
    '20,000 sub-processes': { body: () => nested(20_000), ends: ['refused'] },
    '100,000 extension elements': {
      body: () =>
        row([
          't',
          `<task id="t"><extensionElements>${times(100_000, () => '<a>')}${times(100_000, () => '</a>')}</extensionElements></task>`,
        ]),
      ends: ['refused'],
    },
    '10,000 lane sets': {
      body: () => times(10_000, (i) => `<laneSet id="l${i}"><lane id="a${i}"><childLaneSet id="c${i}">`),
      ends: ['refused'],
    },
    '5,000 parentheses in a condition': {
      body: () =>
        `${row(userTask())}<task id="t"/>${flow('u', 't', condition(`= ${'('.repeat(5_000)}1 = 1${')'.repeat(5_000)}`))}`,
    },
    '50,000 lists in a script': {
      body: () =>
        row([
          't',
          `<scriptTask id="t" scriptFormat="feel" camunda:resultVariable="r"><script>${'['.repeat(50_000)}${']'.repeat(50_000)}</script></scriptTask>`,
        ]),
    },
    '3,000 conditions in JUEL': {
      body: () =>
        `${row(userTask())}<task id="t"/>${flow('u', 't', condition(`\${${'!('.repeat(3_000)}true${')'.repeat(3_000)}}`))}`,
    },
  }),
  ...family('size', {
    '10,000 elements in a row': { body: () => inRow(9_999), ends: ['ended', 'slices'] },
    '10,001 elements': { body: () => inRow(10_001), ends: ['refused'] },
    '20,000 elements without flows': { body: () => times(20_000, (i) => `<task id="t${i}"/>`), ends: ['refused'] },
    '4,000 parallel branches': { body: () => fan(4_000, 'parallelGateway', 'task'), ends: ['ended', 'slices'] },
    '4,000 inclusive branches': { body: () => fan(4_000, 'inclusiveGateway', 'task') },
    '2,000 parallel user tasks': { body: () => fan(2_000, 'parallelGateway', 'userTask'), ends: ['waits'] },
    '2,000 timers at once': {
      body: () =>
        fan(2_000, 'parallelGateway', 'intermediateCatchEvent').replaceAll(
          /<intermediateCatchEvent id="(t\d+)"\/>/g,
          '<intermediateCatchEvent id="$1"><timerEventDefinition><timeDuration>P1000D</timeDuration></timerEventDefinition></intermediateCatchEvent>',
        ),
      ends: ['waits'],
    },
    '1,000 boundary events on one task': {
      body: () =>
        row(userTask()) +
        times(
          1_000,
          (i) =>
            `<boundaryEvent id="b${i}" attachedToRef="u"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><task id="t${i}"/>${flow(`b${i}`, `t${i}`)}`,
        ),
    },
    '2,000 flows between two gateways': {
      body: () =>
        `<startEvent id="s"/><parallelGateway id="f"/><parallelGateway id="j"/>${flow('s', 'f')}` +
        times(2_000, (i) => `<sequenceFlow id="x${i}" sourceRef="f" targetRef="j"/>`),
    },
    '2,000 start events': {
      body: () => times(2_000, (i) => `<startEvent id="s${i}"/><task id="t${i}"/>${flow(`s${i}`, `t${i}`)}`),
    },
    '1,000 processes in a file': {
      xml: () =>
        modelFile('hostile', row(userTask())).replace(
          '</definitions>',
          `${times(1_000, (i) => `<process id="p${i}" isExecutable="false"><task id="t${i}"/></process>`)}</definitions>`,
        ),
    },
    '10,000 messages': { body: () => row(userTask()), roots: times(10_000, (i) => `<message id="m${i}" name="m${i}"/>`) },
    '1,500 lanes': {
      body: () =>
        `<laneSet id="ls">${times(1_500, (i) => `<lane id="l${i}" name="lane ${i}"><flowNodeRef>u</flowNodeRef></lane>`)}</laneSet>${row(userTask())}`,
    },
    'a file of 3 MB': {
      body: () => row(['t', `<task id="t"><documentation>${long(3_000_000)}</documentation></task>`]),
      ends: ['refused'],
    },
    'a documentation of 1.9 MB': {
      body: () => row(['t', `<task id="t"><documentation>${long(1_900_000)}</documentation></task>`]),
    },
    'a name of 1 MB': { body: () => row(['t', `<task id="t" name="${long(1_000_000)}"/>`]), ends: ['refused'] },
    'an id of 1 MB': { body: () => row(['t', `<task id="${long(1_000_000)}"/>`]), ends: ['refused'] },
    'a condition of 1 MB': {
      body: () => `${row(userTask())}<task id="t"/>${flow('u', 't', condition(`= "${long(1_000_000)}" = "x"`))}`,
    },
    'a condition of 20,000 terms': {
      body: () => `${row(userTask())}<task id="t"/>${flow('u', 't', condition(`= ${'1 = 1 and '.repeat(20_000)}true`))}`,
    },
    '20,000 attributes on a task': { body: () => row(['t', `<task id="t" ${times(20_000, (i) => `camunda:a${i}="1" `)}/>`]) },
    '20,000 properties on a task': {
      body: () =>
        row([
          't',
          `<task id="t"><extensionElements><camunda:properties>${times(20_000, (i) => `<camunda:property name="p${i}" value="v"/>`)}</camunda:properties></extensionElements></task>`,
        ]),
    },
    '3,000 input mappings': {
      body: () =>
        row(
          userTask(
            'u',
            `<extensionElements><camunda:inputOutput>${times(3_000, (i) => `<camunda:inputParameter name="i${i}">v</camunda:inputParameter>`)}</camunda:inputOutput></extensionElements>`,
          ),
        ),
    },
    '100,000 line ends': { body: () => `${'\n'.repeat(100_000)}${row(userTask())}` },
  }),
];
