import { externalTask, modelFile, smallModel, userTask } from '../support/small-model.ts';

/** The institution of the objects, the other one, and the unit to which the objects belong. */
export const home = 'dzelmes-novads';
export const elsewhere = 'gilvyciu-rajonas';
export const unit = 'matrix-unit';

const form = { type: 'default', components: [{ id: 'f', type: 'textfield', key: 'note', label: 'Note' }] };
const fee = (key: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" name="fees" namespace="urn:test">
<decision id="${key}" name="Fee"><literalExpression><text>5</text></literalExpression></decision></definitions>`;
const clock = modelFile(
  'matrix-clock',
  `<startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="work"/>${userTask('work', 'case-handler')[1]}
   <sequenceFlow id="b" sourceRef="work" targetRef="end"/><endEvent id="end"/>`,
).replace('isExecutable="true"', 'isExecutable="true" gaita:due="legal: administrative-act"');

export const models = {
  'work.bpmn': smallModel('matrix-work', [userTask('work', 'case-handler', 'camunda:formKey="work"')]).replace(
    'isExecutable="true"',
    'isExecutable="true" gaita:applicant="note"',
  ),
  'help.bpmn': smallModel('matrix-help', [userTask('help', 'partner', 'camunda:formKey="work"')]),
  'free.bpmn': smallModel('matrix-free', [['free', '<userTask id="free" name="free"/>']]),
  'steps.bpmn': smallModel('matrix-steps', [userTask('first', 'case-handler'), userTask('next', 'case-handler')]),
  'clock.bpmn': clock,
  'ad-hoc.bpmn': smallModel('matrix-ad-hoc', [
    ['part', `<adHocSubProcess id="part" name="Part">${userTask('step', 'case-handler')[1]}</adHocSubProcess>`],
  ]),
  'wait.bpmn': smallModel(
    'matrix-wait',
    [['wait', '<intermediateCatchEvent id="wait"><messageEventDefinition messageRef="go"/></intermediateCatchEvent>']],
    '',
    '<message id="go" name="matrix-go"/>',
  ),
  'decide.bpmn': smallModel('matrix-decide', [
    [
      'decide',
      '<businessRuleTask id="decide" camunda:decisionRef="fee" camunda:resultVariable="fee" camunda:mapDecisionResult="singleEntry"/>',
    ],
    userTask('work', 'case-handler'),
  ]),
  'stuck.bpmn': smallModel('matrix-stuck', [['split', '<exclusiveGateway id="split"/>']]).replace(
    'targetRef="end"/>',
    'targetRef="end"><conditionExpression xsi:type="tFormalExpression">= missing = 1</conditionExpression></sequenceFlow>',
  ),
  'workers.bpmn': smallModel('matrix-workers', [externalTask('work', 'matrix')]),
  'fee.dmn': fee('fee'),
  'work.form': JSON.stringify(form),
};

export const modelsElsewhere = {
  'there.bpmn': smallModel('matrix-there', [userTask('work', 'case-handler')]),
  'there.dmn': fee('fee-there'),
};
