import { externalTask, modelFile, smallModel, userTask } from './small-model.ts';

const needs = (kind: 'Input' | 'Decision', id: string) =>
  `<informationRequirement><required${kind} href="#${id}"/></informationRequirement>`;
const cell = (kind: 'input' | 'output', text: string) => `<${kind}Entry><text>${text}</text></${kind}Entry>`;

/** A fee in two decisions: the band by the number of guests, then the fee by the band and the day. */
export const hallFee = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="hall-fee-file" name="Fees" namespace="urn:test">
<inputData id="guests" name="guests"><variable name="guests" typeRef="number"/></inputData>
<inputData id="day" name="day"><variable name="day" typeRef="date"/></inputData>
<decision id="band" name="Size of the event"><variable name="band"/>${needs('Input', 'guests')}
  <decisionTable hitPolicy="UNIQUE">
    <input label="Number of guests"><inputExpression typeRef="number"><text>guests</text></inputExpression></input>
    <output name="band"/>
    <rule id="few">${cell('input', '&lt; 100')}${cell('output', '"small"')}</rule>
    <rule id="many"><description>From a hundred guests on, the fire service has to be told.</description>${cell('input', '&gt;= 100')}${cell('output', '"large"')}</rule>
  </decisionTable></decision>
<decision id="hall-fee" name="Fee for the town hall"><variable name="fee"/>${needs('Decision', 'band')}${needs('Input', 'day')}
  <decisionTable hitPolicy="COLLECT">
    <input label="Size of the event"><inputExpression typeRef="string"><text>band</text></inputExpression></input>
    <input label="Day of the event"><inputExpression typeRef="date"><text>day</text></inputExpression></input>
    <output name="what"/><output name="euro"/>
    <rule id="r1">${cell('input', '"small"')}${cell('input', '')}${cell('output', '"Rent, small hall"')}${cell('output', '120')}</rule>
    <rule id="r2">${cell('input', '"large"')}${cell('input', '')}${cell('output', '"Rent, large hall"')}${cell('output', '1234.5')}</rule>
    <rule id="r3">${cell('input', '')}${cell('input', '&gt;= date("2026-12-01")')}${cell('output', '"Heating"')}${cell('output', '40')}
      <annotationEntry><text>Only from December to March.</text></annotationEntry></rule>
  </decisionTable></decision>
</definitions>`;

/** What the case calls. */
export const hallCheck = smallModel('hall-check', [userTask('inspect', 'case-handler')]).replace(
  '<process id="hall-check"',
  '<process id="hall-check" name="Safety check of the hall"',
);

const late = '<timerEventDefinition><timeDate>2031-01-15T10:00:00Z</timeDate></timerEventDefinition>';
const branches: readonly (readonly [id: string, element: string])[] = [
  ['review', userTask('review', 'case-handler')[1].replace('name="review"', 'name="Review the request"')],
  [
    'opinion',
    '<intermediateCatchEvent id="opinion" name="Opinion of the fire service"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>',
  ],
  [
    'weather',
    '<intermediateCatchEvent id="weather" name="Storm warning is over"><signalEventDefinition signalRef="s"/></intermediateCatchEvent>',
  ],
  [
    'paid',
    '<intermediateCatchEvent id="paid" name="The fee has been paid"><conditionalEventDefinition><condition>= paid = true</condition></conditionalEventDefinition></intermediateCatchEvent>',
  ],
  ['opening', `<intermediateCatchEvent id="opening" name="Day of the event">${late}</intermediateCatchEvent>`],
  [
    'seating',
    `<userTask id="seating" name="Draw the seating plan"><ioSpecification><dataInput id="i" name="given"/><inputSet><dataInputRefs>i</dataInputRefs></inputSet><outputSet/></ioSpecification>
     <dataInputAssociation><sourceRef>plan</sourceRef><targetRef>i</targetRef></dataInputAssociation></userTask>`,
  ],
  ['check', '<callActivity id="check" name="Have the hall checked" calledElement="hall-check"/>'],
  ['invoice', externalTask('invoice', 'hall-invoice')[1].replace('name="invoice"', 'name="Send the invoice"')],
  ['way', '<exclusiveGateway id="way" name="Which caretaker?"/>'],
  ['straight', '<task id="straight" name="Open the file"/>'],
];

/** A case that waits for each kind of thing at once, after a decision and a step that was undone. */
export const hallRequest = modelFile(
  'hall-request',
  `<dataObject id="plan" name="plan"/>
<startEvent id="start"/>
<businessRuleTask id="fee" name="Set the fee" camunda:decisionRef="hall-fee" camunda:resultVariable="fee" camunda:mapDecisionResult="resultList"/>
<manualTask id="book" name="Reserve the small hall"/>
<boundaryEvent id="undo-on" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>
<manualTask id="release" name="Release the small hall" isForCompensation="true"/>
<association id="as" associationDirection="One" sourceRef="undo-on" targetRef="release"/>
<intermediateThrowEvent id="undo" name="The small hall is too small"><compensateEventDefinition/></intermediateThrowEvent>
<parallelGateway id="fork"/><parallelGateway id="join"/><endEvent id="end"/>
${branches.map(([, element]) => element).join('\n')}
<boundaryEvent id="remind" attachedToRef="review" cancelActivity="false">${late}</boundaryEvent>
<sequenceFlow id="f1" sourceRef="start" targetRef="fee"/><sequenceFlow id="f2" sourceRef="fee" targetRef="book"/>
<sequenceFlow id="f3" sourceRef="book" targetRef="undo"/><sequenceFlow id="f4" sourceRef="undo" targetRef="fork"/>
${branches.map(([id]) => `<sequenceFlow id="to-${id}" sourceRef="fork" targetRef="${id}"/>`).join('\n')}
${branches
  .map(
    ([id]) =>
      `<sequenceFlow id="from-${id}" sourceRef="${id}" targetRef="join">${id === 'way' ? '<conditionExpression>= false</conditionExpression>' : ''}</sequenceFlow>`,
  )
  .join('\n')}
<sequenceFlow id="f5" sourceRef="join" targetRef="end"/>`,
  '<message id="m" name="fire-service-opinion"/><signal id="s" name="storm-is-over"/>',
).replace('<process id="hall-request"', '<process id="hall-request" name="Request for the town hall"');

export const hallVariables = { guests: 250, day: '2026-12-05', paid: false };
