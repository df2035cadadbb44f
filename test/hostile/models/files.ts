import { modelFile } from '../../support/small-model.ts';
import { family, flow, row, times, userTask } from '../hostile-model.ts';

const sound = (): string => modelFile('hostile', row(userTask()));
const withDoctype = (declarations: string, text = '&a;'): string =>
  sound().replace('?>', `?><!DOCTYPE definitions [${declarations}]>`).replace('name="Task"', `name="${text}"`);
const laughs = times(20, (i) => `<!ENTITY a${i} "${i === 0 ? 'ha' : `&a${i - 1};`.repeat(10)}">`);
const dmn = (decisions: string): Record<string, string> => ({
  'model.bpmn': modelFile(
    'hostile',
    row(['d', '<businessRuleTask id="d" camunda:decisionRef="a" camunda:resultVariable="r"/>'], userTask()),
  ),
  'rules.dmn': `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:t">${decisions}</definitions>`,
});
const literal = (id: string, text: string, requires = ''): string =>
  `<decision id="${id}" name="${id}"><variable name="${id}"/>${requires}<literalExpression><text>${text}</text></literalExpression></decision>`;
const requires = (id: string): string => `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`;
const table = (policy: string, rules: string): string =>
  `<decision id="a" name="a"><decisionTable hitPolicy="${policy}"><input id="i"><inputExpression id="ie"><text>v</text></inputExpression></input><output id="o" name="o"/>${rules}</decisionTable></decision>`;
const rule = (id: string | number, test: string, out: string): string =>
  `<rule id="r${id}"><inputEntry id="ri${id}"><text>${test}</text></inputEntry><outputEntry id="ro${id}"><text>${out}</text></outputEntry></rule>`;
const form = (content: string): Record<string, string> => ({
  'model.bpmn': modelFile('hostile', row(['u', '<userTask id="u" camunda:formKey="camunda-forms:deployment:f.form"/>'])),
  'f.form': content,
});

export const files = [
  ...family('XML', {
    'a billion laughs': { xml: () => withDoctype(laughs, '&a19;'), ends: ['refused'] },
    'an external entity': { xml: () => withDoctype('<!ENTITY a SYSTEM "file:///etc/passwd">'), ends: ['refused'] },
    'a parameter entity': { xml: () => withDoctype('<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;'), ends: ['refused'] },
    'an entity that names itself': { xml: () => withDoctype('<!ENTITY a "&a;">'), ends: ['refused'] },
    'a DOCTYPE in lower case': { xml: () => sound().replace('?>', '?><!doctype definitions SYSTEM "x">'), ends: ['refused'] },
    XInclude: {
      body: () =>
        `${row(userTask())}<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>`,
    },
    'a style sheet': { xml: () => sound().replace('?>', '?><?xml-stylesheet href="http://127.0.0.1:9/x.xsl" type="text/xsl"?>') },
    'an unknown entity': { xml: () => sound().replace('name="Task"', 'name="&nothing;"') },
    nothing: { xml: () => '', ends: ['refused'] },
    blanks: { xml: () => ' \n\t'.repeat(1000), ends: ['refused'] },
    JSON: { xml: () => '{"a":1}', ends: ['refused'] },
    'a page': { xml: () => '<html><body><script>globalThis.hostile = 1</script></body></html>', ends: ['refused'] },
    'half a file': { xml: () => sound().slice(0, 500), ends: ['refused'] },
    'tags that cross': { body: () => '<task id="a"><documentation></task></documentation>', ends: ['refused'] },
    'two roots': { xml: () => `${sound()}${sound().replace(/<\?.*?\?>/, '')}`, ends: ['refused'] },
    'UTF-16 read as UTF-8': { xml: () => Buffer.from(sound(), 'utf16le').toString('utf8'), ends: ['refused'] },
    'bytes that are no text': {
      xml: () => Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 256)).toString('utf8'),
      ends: ['refused'],
    },
    'a wrong encoding': { xml: () => sound().replace('UTF-8', 'x-none') },
    'Latin letters read wrongly': {
      xml: () => Buffer.from(sound().replace('name="Task"', 'name="Ēšana"'), 'utf8').toString('latin1'),
    },
    'NUL between tags': { xml: () => sound().replace('<startEvent', '\0<startEvent'), ends: ['refused'] },
    'the same attribute twice': { body: () => '<startEvent id="s" id="t"/>', ends: ['refused'] },
    'another namespace': { xml: () => sound().replace('BPMN/20100524/MODEL', 'BPMN/20300101/MODEL'), ends: ['refused'] },
    'a namespace bound again': {
      body: () => `${row(userTask())}<x:task xmlns:x="http://www.omg.org/spec/BPMN/20100524/MODEL" id="v"/>`,
    },
    '100,000 comments': { body: () => `${row(userTask())}${'<!--x-->'.repeat(100_000)}` },
    '1 MB in CDATA': { body: () => `${row(userTask())}<![CDATA[${'<task/>'.repeat(150_000)}]]>` },
    '10,000 wrong elements': {
      body: () => `${row(userTask())}${times(10_000, (i) => `<nonsense id="n${i}"/>`)}`,
      ends: ['refused'],
    },
  }),
  ...family('references', {
    'a flow to nowhere': { body: () => `${row(userTask())}${flow('u', 'nowhere')}`, ends: ['refused'] },
    'a flow from nowhere': { body: () => `${row(userTask())}${flow('nowhere', 'u')}`, ends: ['refused'] },
    'a flow to a flow': { body: () => `${row(userTask())}${flow('u', 's-u')}`, ends: ['refused'] },
    'a flow to a message': {
      body: () => `${row(userTask())}${flow('u', 'm')}`,
      roots: '<message id="m" name="m"/>',
      ends: ['refused'],
    },
    'a flow into a sub-process': {
      body: () => `${row(userTask())}<subProcess id="p"><task id="t"/></subProcess>${flow('u', 't')}`,
      ends: ['refused'],
    },
    'a flow to the process': { body: () => `${row(userTask())}${flow('u', 'hostile')}`, ends: ['refused'] },
    'an id twice': { body: () => `${row(userTask())}<task id="u"/>`, ends: ['refused'] },
    'the process as its own element': { body: () => `${row(userTask())}<task id="hostile"/>`, ends: ['refused'] },
    'a boundary event of nobody': {
      body: () =>
        `${row(userTask())}<boundaryEvent id="b" attachedToRef="nobody"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>`,
      ends: ['refused'],
    },
    'a boundary event of itself': {
      body: () =>
        `${row(userTask())}<boundaryEvent id="b" attachedToRef="b"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>`,
      ends: ['refused'],
    },
    'boundary events of each other': {
      body: () =>
        `${row(userTask())}${['ab', 'ba'].map(([a, b]) => `<boundaryEvent id="${a}" attachedToRef="${b}"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>`).join('')}`,
      ends: ['refused'],
    },
    'a default flow of another gateway': {
      body: () =>
        `${row(userTask())}<exclusiveGateway id="x" default="s-u"/><task id="a"/><task id="b"/>${flow('u', 'x')}${flow('x', 'a')}${flow('x', 'b')}`,
    },
    'a message that does not exist': { body: () => row(['r', '<receiveTask id="r" messageRef="none"/>']), ends: ['refused'] },
    'an error that is a task': { body: () => row(['e', '<endEvent id="e"><errorEventDefinition errorRef="s"/></endEvent>']) },
    'compensation of nobody': {
      body: () => row(['e', '<endEvent id="e"><compensateEventDefinition activityRef="nobody"/></endEvent>']),
      ends: ['refused'],
    },
    'a link to nowhere': {
      body: () => row(['l', '<intermediateThrowEvent id="l"><linkEventDefinition name="x"/></intermediateThrowEvent>']),
      ends: ['refused'],
    },
    'no start': { body: () => `<task id="a"/><task id="b"/>${flow('a', 'b')}${flow('b', 'a')}` },
    'nothing at all': { body: () => '' },
    'a gateway between nothing': {
      body: () => '<startEvent id="s"/><eventBasedGateway id="g"/><sequenceFlow id="f" sourceRef="s" targetRef="g"/>',
      ends: ['refused'],
    },
    'two processes with one key': {
      xml: () =>
        modelFile('hostile', row(userTask())).replace(
          '</definitions>',
          '<process id="hostile" isExecutable="true"/></definitions>',
        ),
      ends: ['refused'],
    },
  }),
  ...family('decisions', {
    'that need themselves': { files: () => dmn(literal('a', '1', requires('a'))), ends: ['refused', 'incident'] },
    'that need each other': {
      files: () => dmn(literal('a', 'b', requires('b')) + literal('b', 'a', requires('a'))),
      ends: ['refused', 'incident'],
    },
    'that need nobody': { files: () => dmn(literal('a', 'b', requires('nobody'))) },
    '2,000 in a row': {
      files: () => dmn(times(2_000, (i) => literal(i === 0 ? 'a' : `d${i}`, '1', i < 1_999 ? requires(`d${i + 1}`) : ''))),
    },
    'doubled thirty times': {
      files: () =>
        dmn(
          times(30, (i) =>
            literal(i === 0 ? 'a' : `d${i}`, i < 29 ? `d${i + 1} + d${i + 1}` : '1', i < 29 ? requires(`d${i + 1}`) : ''),
          ),
        ),
    },
    'a function that calls itself': {
      files: () =>
        dmn(
          `<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="n"/><literalExpression><text>f(n + 1)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel><decision id="a" name="a"><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement><literalExpression><text>f(1)</text></literalExpression></decision>`,
        ),
    },
    'an expression bomb': { files: () => dmn(literal('a', 'count(for i in 1..1000000000 return i)')) },
    'a table of 5,000 rules': {
      files: () =>
        dmn(
          table(
            'COLLECT',
            times(5_000, (i) => rule(i, `&lt; ${i}`, String(i))),
          ),
        ),
      variables: () => ({ v: 5 }),
    },
    'a unique table that hits twice': {
      files: () => dmn(table('UNIQUE', rule(1, '&gt; 1', '1') + rule(2, '&gt; 2', '2'))),
      variables: () => ({ v: 5 }),
    },
    'an unknown hit policy': { files: () => dmn(table('HOSTILE', rule(1, '-', '1'))), ends: ['refused'] },
    'a test that cannot be read': { files: () => dmn(table('FIRST', rule(1, '((((', '1'))), ends: ['refused'] },
    'a test for the prototype': {
      files: () => dmn(table('FIRST', rule(1, '__proto__', 'constructor.constructor("globalThis.hostile = 1")()'))),
      variables: () => ({ v: 5 }),
    },
    'a billion laughs': {
      files: () => ({
        'rules.dmn': dmn(literal('a', '1'))
          ['rules.dmn']!.replace('<definitions', `<!DOCTYPE definitions [${laughs}]><definitions`)
          .replace('<text>1', '<text>&a19;'),
      }),
      ends: ['refused'],
    },
    nothing: { files: () => ({ 'rules.dmn': '' }), ends: ['refused'] },
    BPMN: { files: () => ({ 'rules.dmn': sound() }), ends: ['refused'] },
    '50,000 elements deep': {
      files: () => ({
        'rules.dmn': `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="t">${'<decision>'.repeat(50_000)}`,
      }),
      ends: ['refused'],
    },
  }),
  ...family('forms', {
    'no JSON': { files: () => form('{"components": ['), ends: ['refused'] },
    'a list': { files: () => form('[1,2,3]') },
    nothing: { files: () => form('null') },
    'the prototype': {
      files: () => form('{"__proto__":{"polluted":true},"components":[{"type":"textfield","key":"__proto__"}]}'),
    },
    '100,000 deep': { files: () => form(`${'{"components":['.repeat(100_000)}${']}'.repeat(100_000)}`) },
    '20,000 fields': {
      files: () =>
        form(JSON.stringify({ components: Array.from({ length: 20_000 }, (_, i) => ({ type: 'textfield', key: `f${i}` })) })),
    },
    'a script in a label': {
      files: () => form('{"components":[{"type":"html","content":"<img src=x onerror=alert(1)>","label":"<script>"}]}'),
    },
    'a path that climbs': {
      files: () => form('{"components":[{"type":"textfield","key":"../../a.b[0].constructor.prototype.x"}]}'),
    },
  }),
];
