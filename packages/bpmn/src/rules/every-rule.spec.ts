import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkModel } from '../check-model.ts';
import { inARow, processXml } from '../testing/model-xml.ts';

type Options = Parameters<typeof processXml>[1];
const file = (body: string, options: Options = {}) => processXml(body, options);
/** One task or event in a row, with id `x`. */
const one = (element: string, beside = '', options: Options = {}) => file(inARow(['x', element]) + beside, options);
const flow = (id: string, from: string, to: string, inside = '') =>
  `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inside}</sequenceFlow>`;
const when = '<conditionExpression>= ok</conditionExpression>';
const boundary = (definition: string, id = 'b', attributes = '') =>
  `<boundaryEvent id="${id}" attachedToRef="x" ${attributes}>${definition}</boundaryEvent>`;
const caught = (definition: string) => `<intermediateCatchEvent id="x">${definition}</intermediateCatchEvent>`;
const thrown = (definition: string) => `<intermediateThrowEvent id="x">${definition}</intermediateThrowEvent>`;
const io =
  '<ioSpecification><dataInput id="i" name="given"/><dataOutput id="o"/><inputSet><dataInputRefs>i</dataInputRefs></inputSet><outputSet/></ioSpecification>';
const into = (source: string, more = '') =>
  `${io}<dataInputAssociation><sourceRef>${source}</sourceRef>${more}<targetRef>i</targetRef></dataInputAssociation>`;
const pools = (body: string, flows: string, pool = '<participant id="p2" processRef="other"/>') =>
  one(body, '', {
    roots: `<message id="m1" name="one"/><message id="m2" name="two"/><collaboration id="c"><participant id="p1" processRef="process"/>${pool}${flows}</collaboration>
      <process id="other" isExecutable="true"><startEvent id="s2"/><receiveTask id="r2" messageRef="m2"/>${flow('o', 's2', 'r2')}</process>`,
  });
const forked = (gateway: string, targets: string, more = '') =>
  file(`<startEvent id="start"/>${gateway}${flow('f', 'start', 'g')}${targets}${more}`);
const waitFor = (id: string) =>
  `<intermediateCatchEvent id="${id}"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>${flow(`to-${id}`, 'g', id)}`;
const xor = '<exclusiveGateway id="g"/>';

/** For each rule a model that breaks it, with what is said: severity, and the element that it is said about. */
const broken: Readonly<Record<string, readonly [model: string, said: string]>> = {
  'activity-flows': [one('<task id="x"/>').replace('targetRef="end"/>', `targetRef="end">${when}</sequenceFlow>`), 'warning x'],
  'ad-hoc': [one('<adHocSubProcess id="x"><startEvent id="s"/><task id="t"/></adHocSubProcess>'), 'error s'],
  'bad-character': [one('<task id="x" name="a\u0001b"/>'), 'error '],
  'bad-id': [one('<task id="x"/>').replace('<endEvent id="end"/>', '<endEvent/>'), 'error process'],
  'bean-call': [one('<serviceTask id="x" camunda:expression="${bean.work()}"/>'), 'warning x'],
  'boundary-event': [
    file(`${inARow()}<boundaryEvent id="b" attachedToRef="start"><errorEventDefinition/></boundaryEvent>`),
    'error b',
  ],
  'calls-itself': [one('<callActivity id="x" calledElement="process"/>'), 'warning x'],
  'cancel-event': [one('<task id="x"/>', boundary('<cancelEventDefinition/>')), 'error b'],
  'compensation-handler': [one('<task id="x"/>', boundary('<compensateEventDefinition/>')), 'error b'],
  'compensation-start': [
    file(
      `${inARow()}<subProcess id="e" triggeredByEvent="true"><startEvent id="es"><compensateEventDefinition/></startEvent></subProcess>`,
    ),
    'warning e',
  ],
  'compensation-throw': [one(thrown('<compensateEventDefinition activityRef="start"/>')), 'error x'],
  'complex-gateway': [one('<complexGateway id="x"/>', '<task id="t"/>' + flow('f', 'start', 'x')), 'error x'],
  'correlation-key': [
    one('<task id="x"/>', '', {
      roots: '<collaboration id="c"><participant id="p" processRef="process"/><correlationKey id="k"/></collaboration>',
    }),
    'error process',
  ],
  'dangling-flow': [file(`${inARow()}<sequenceFlow id="f" sourceRef="start" targetRef="gone"/>`), 'error f'],
  'data-association': [
    one(`<task id="x">${into('a</sourceRef><sourceRef>b')}</task>`, '<dataObject id="a"/><dataObject id="b"/>'),
    'error x',
  ],
  'data-input': [one(`<task id="x">${io}</task>`), 'warning x'],
  'data-scope': [
    one(`<task id="x">${into('a')}</task>`, '<subProcess id="s"><dataObject id="a"/><startEvent id="ss"/></subProcess>'),
    'error x',
  ],
  'data-store': [one(`<task id="x">${into('a')}</task>`, '<dataStoreReference id="a"/>'), 'error x'],
  'data-type': [one('<task id="x"/>', '', { roots: '<itemDefinition id="t" structureRef="xsd:text"/>' }), 'warning t'],
  'default-flow-implied': [
    forked(xor, `<task id="a"/>${flow('fa', 'g', 'a')}<task id="b"/>${flow('fb', 'g', 'b', when)}`),
    'warning g',
  ],
  doctype: [one('<task id="x"/>').replace('<definitions', '<!DOCTYPE x><definitions'), 'error '],
  'due-rule': [one('<userTask id="x" gaita:due="soon"/>'), 'error x'],
  'duplicate-id': [file(`${inARow()}<task id="end"/>`), 'error end'],
  'end-event': [file('<startEvent id="start"/>'), 'warning start'],
  'event-based-gateway': [
    forked('<eventBasedGateway id="g"/>', waitFor('a'), `<task id="t"/>${flow('ft', 'g', 't')}`),
    'error t',
  ],
  'event-flows': [file(`<startEvent id="start"/><endEvent id="end"/>${flow('f', 'start', 'end', when)}`), 'warning f'],
  'event-gateway-mix': [
    forked('<eventBasedGateway id="g"/>', waitFor('a'), `<receiveTask id="r"/>${flow('fr', 'g', 'r')}`),
    'warning g',
  ],
  'event-sub-process': [
    one('<subProcess id="x" triggeredByEvent="true"><startEvent id="s"><errorEventDefinition/></startEvent></subProcess>'),
    'error x',
  ],
  'event-value': [one(caught('<conditionalEventDefinition/>')), 'error x'],
  'executable-process': [one('<task id="x"/>').replace('isExecutable="true"', ''), 'error process'],
  'expression-syntax': [one('<scriptTask id="x" scriptFormat="feel"><script>1 +</script></scriptTask>'), 'error x'],
  'gateway-conditions': [
    forked(xor, ['a', 'b'].map((id) => `<task id="${id}"/>${flow(`f${id}`, 'g', id)}`).join('')),
    'error fa',
  ],
  'idle-gateway': [one('<exclusiveGateway id="x"/>'), 'warning x'],
  instantiating: [one('<receiveTask id="x" instantiate="true"/>'), 'error x'],
  'known-role': [one('<userTask id="x" camunda:candidateGroups="nobody"/>'), 'warning x'],
  'lane-membership': [
    one(
      '<task id="x"/>',
      '<laneSet id="ls"><lane id="l1"><flowNodeRef>x</flowNodeRef></lane><lane id="l2"><flowNodeRef>x</flowNodeRef></lane></laneSet>',
    ),
    'warning x',
  ],
  'link-pair': [
    file(`<startEvent id="start"/>${thrown('<linkEventDefinition name="far"/>')}${flow('f', 'start', 'x')}`),
    'error x',
  ],
  'message-flow-drawn': [pools('<userTask id="x"/>', '<messageFlow id="f" sourceRef="x" targetRef="r2"/>'), 'warning f'],
  'message-flow-end': [pools('<exclusiveGateway id="x"/>', '<messageFlow id="f" sourceRef="x" targetRef="r2"/>'), 'error f'],
  'message-flow-names': [
    pools('<sendTask id="x" messageRef="m1"/>', '<messageFlow id="f" sourceRef="x" targetRef="r2"/>'),
    'warning f',
  ],
  'message-flow-pool': [
    pools('<sendTask id="x" messageRef="m1"/>', '<messageFlow id="f" sourceRef="x" targetRef="p1"/>'),
    'error f',
  ],
  'message-name': [one('<receiveTask id="x"/>'), 'error x'],
  'misplaced-element': [one('<task id="x"><lane id="l"/></task>'), 'error l'],
  'misplaced-text': [one('<task id="x">words</task>'), 'warning x'],
  'missing-text': [
    one('<task id="x" name="Work"/>').replace(
      '<endEvent id="end"/>',
      '<endEvent id="end" name="End"><extensionElements><gaita:texts><gaita:text lang="lv" name="Beigas"/></gaita:texts></extensionElements></endEvent>',
    ),
    'warning x',
  ],
  'multi-instance': [one('<task id="x"><multiInstanceLoopCharacteristics/></task>'), 'error x'],
  'not-bpmn': ['<html/>', 'error '],
  'not-xml': ['<definitions', 'error '],
  'operation-topic': [
    one('<serviceTask id="x" operationRef="op"/>', '', {
      roots:
        '<interface id="if" name="registry"><operation id="op" name="find"><inMessageRef>m</inMessageRef></operation></interface><message id="m" name="a"/>',
    }),
    'warning x',
  ],
  'outside-script': [
    one(
      '<task id="x"/>',
      flow('f', 'start', 'x', '<conditionExpression xsi:type="tFormalExpression" camunda:resource="a.groovy"/>'),
    ),
    'error f',
  ],
  'pool-multiplicity': [
    pools('<task id="x"/>', '', '<participant id="p2" processRef="other"><participantMultiplicity maximum="3"/></participant>'),
    'warning p2',
  ],
  'plain-text': [one('<callActivity id="x" calledElement="p" camunda:calledElementVersion="${v}"/>'), 'error x'],
  'process-end': [
    file(
      `<startEvent id="start"/><task id="a"/><task id="b"/>${flow('f', 'start', 'a')}${flow('g', 'a', 'b')}${flow('h', 'b', 'a')}`,
    ),
    'warning process',
  ],
  'reachable-node': [
    file(`${inARow()}<task id="alone"/><task id="more"/>${flow('f', 'alone', 'more')}${flow('g', 'more', 'alone')}`),
    'warning alone',
  ],
  'repeated-definition': [
    one('<task id="x"/>', '', { roots: '<message id="a" name="news"/><message id="b" name="news"/>' }),
    'warning b',
  ],
  'repeated-flow': [file(`${inARow()}${flow('f', 'start', 'end')}`), 'warning f'],
  'same-boundary-event': [
    one('<task id="x"/>', boundary('<errorEventDefinition/>') + boundary('<errorEventDefinition/>', 'b2')),
    'warning b2',
  ],
  'stale-flow-list': [one('<task id="x"><incoming>to-end</incoming></task>'), 'warning x'],
  'standard-loop': [one('<task id="x"><standardLoopCharacteristics/></task>'), 'warning x'],
  'start-event': [file(`${inARow()}<startEvent id="again"/>${flow('f', 'again', 'end')}`), 'error again'],
  'task-work': [one('<serviceTask id="x"/>'), 'error x'],
  'text-length': [one(`<task id="x" name="${'a'.repeat(501)}"/>`), 'error x'],
  'thrown-code': [one(thrown('<escalationEventDefinition/>')), 'error x'],
  'timer-one-value': [
    one(caught('<timerEventDefinition><timeDate>2027-01-01</timeDate><timeDuration>P1D</timeDuration></timerEventDefinition>')),
    'error x',
  ],
  'timer-value': [one(caught('<timerEventDefinition><timeDuration>soon</timeDuration></timerEventDefinition>')), 'error x'],
  'too-deep': [file('<subProcess id="a">'.repeat(60) + '</subProcess>'.repeat(60)), 'error '],
  'too-large': [file(`<!--${' '.repeat(2 * 1024 * 1024)}-->`), 'error '],
  'too-many-nodes': [
    file('<task/>'.replace('<task/>', Array.from({ length: 10_001 }, (_, i) => `<task id="t${i}"/>`).join(''))),
    'error ',
  ],
  'too-many-problems': [file('<oops/>'.repeat(60)), 'error '],
  'unknown-attribute': [one('<task id="x" camunda:madeUp="1"/>'), 'warning x'],
  'unknown-element': [one('<task id="x"/>', '<oops id="o"/>'), 'error o'],
  'unknown-language': [one('<task id="x"/>', flow('f', 'start', 'x', when.replace('>=', ' language="groovy">='))), 'error f'],
  'unknown-text-language': [
    one('<task id="x"><extensionElements><gaita:texts><gaita:text lang="xx" name="a"/></gaita:texts></extensionElements></task>'),
    'warning x',
  ],
  'unresolved-reference': [one('<receiveTask id="x" messageRef="gone"/>'), 'error x'],
  'unsupported-element': [one('<callChoreography id="x"/>'), 'error x'],
  'unsupported-extension': [one('<serviceTask id="x" camunda:class="a.B"/>'), 'error x'],
  'user-task-name': [one('<userTask id="x"/>'), 'warning x'],
  'user-task-role': [one('<userTask id="x" name="Ask"/>'), 'warning x'],
};

describe('the deployment check', () => {
  it.each(Object.entries(broken))('says %s', async (rule, [model, said]) => {
    const problems = await checkModel(model);
    const found = problems.filter((problem) => problem.rule === rule);
    expect(found.length > 0 ? found.map(({ severity, elementId }) => `${severity} ${elementId ?? ''}`) : problems).toContainEqual(
      said.endsWith(' ') ? expect.stringMatching(new RegExp(`^${said.trim()} `)) : said,
    );
    for (const { message, advice } of found) {
      expect(message).toMatch(/^\S.{10,}[.!]$/s);
      expect(advice).toMatch(/\S/);
    }
  });

  it('has a broken model here for every rule', () => {
    const source = new URL('..', import.meta.url);
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.spec)\.ts$/.test(name));
    const rules = new Set<string>();
    for (const name of files) {
      const text = readFileSync(new URL(name, source), 'utf8');
      for (const match of text.matchAll(
        /rule: '([a-z-]+)'|'(?:error|warning)',\s+'([a-z]+(?:-[a-z]+)+)'|severity,\s+'([a-z]+(?:-[a-z]+)+)'/g,
      ))
        rules.add(match[1] ?? match[2] ?? match[3]!);
    }
    expect(Object.keys(broken).filter((rule) => !rules.has(rule))).toEqual(['instantiating']);
    expect([...rules].filter((rule) => !(rule in broken)).sort()).toEqual([]);
  });
});
