import { modelFile, smallModel, userTask } from '../../../../../test/support/small-model.ts';

export const review = smallModel('review', [userTask('check', 'case-handler'), userTask('decide', 'decision-maker')]);
export const foreign = smallModel('foreign', [userTask('approve', 'accounting')]);
export const joint = smallModel('joint', [userTask('sign', 'case-handler', 'gaita:joint="finance"')]);
export const children = smallModel('children', [
  [
    'each',
    `<userTask id="each" camunda:candidateGroups="case-handler"><multiInstanceLoopCharacteristics>
       <loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>`,
  ],
]);
export const events = modelFile(
  'events',
  `<startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="wait"/>
   <intermediateCatchEvent id="wait"><messageEventDefinition messageRef="go"/></intermediateCatchEvent>
   <sequenceFlow id="b" sourceRef="wait" targetRef="check"/>
   <userTask id="check" camunda:candidateGroups="case-handler"/>
   <boundaryEvent id="late" attachedToRef="check" cancelActivity="false"><timerEventDefinition><timeDuration>P9D</timeDuration></timerEventDefinition></boundaryEvent>
   <sequenceFlow id="c" sourceRef="check" targetRef="end"/><sequenceFlow id="d" sourceRef="late" targetRef="reminded"/>
   <endEvent id="reminded"/><endEvent id="end"><terminateEventDefinition/></endEvent>`,
  '<message id="go" name="go"/>',
);
export const byMessage = modelFile(
  'by-message',
  `<startEvent id="start"><messageEventDefinition messageRef="apply"/></startEvent><sequenceFlow id="a" sourceRef="start" targetRef="check"/>
   <userTask id="check" camunda:candidateGroups="case-handler"/><sequenceFlow id="b" sourceRef="check" targetRef="end"/><endEvent id="end"/>`,
  '<message id="apply" name="apply"/>',
);
export const onCondition = modelFile(
  'on-condition',
  `<startEvent id="start"><conditionalEventDefinition><condition xsi:type="tFormalExpression">\${rain &gt; 30}</condition></conditionalEventDefinition></startEvent>
   <sequenceFlow id="a" sourceRef="start" targetRef="check"/><userTask id="check" camunda:candidateGroups="case-handler"/>
   <sequenceFlow id="b" sourceRef="check" targetRef="end"/><endEvent id="end"/>`,
);
export const fee = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" name="fees" namespace="urn:test">
<decision id="fee" name="Fee"><decisionTable id="table" hitPolicy="FIRST">
<input id="i"><inputExpression id="ie" typeRef="number"><text>area</text></inputExpression></input>
<output id="o" name="euro" typeRef="number"/><output id="w" name="word" typeRef="string"/>
<rule id="small"><inputEntry id="a"><text>&lt; 10</text></inputEntry><outputEntry id="b"><text>5</text></outputEntry><outputEntry id="c"><text>"small"</text></outputEntry></rule>
<rule id="large"><inputEntry id="d"><text>-</text></inputEntry><outputEntry id="e"><text>20.5</text></outputEntry><outputEntry id="f"><text>"large"</text></outputEntry></rule>
</decisionTable></decision></definitions>`;
