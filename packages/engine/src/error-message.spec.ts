import { expect, it } from '@jest/globals';
import { inARow, modelOf } from './testing/model-of.ts';
import { Play } from './testing/play.ts';

it('an error end event says the message of its error to who catches it', async () => {
  const inside = `<startEvent id="s"/><endEvent id="bad"><errorEventDefinition errorRef="e"/></endEvent><sequenceFlow id="f" sourceRef="s" targetRef="bad"/>`;
  const model = await modelOf(
    `${inARow(['n', `<subProcess id="n">${inside}</subProcess>`])}
     <boundaryEvent id="caught" attachedToRef="n"><errorEventDefinition errorRef="e" camunda:errorMessageVariable="why"/></boundaryEvent>
     <userTask id="look"/><sequenceFlow id="g" sourceRef="caught" targetRef="look"/>`,
    '<error id="e" errorCode="NO" camunda:errorMessage="${reason}"/>',
  );
  const play = new Play(model).start({ reason: 'too late' });
  expect(play.variables()).toMatchObject({ why: 'too late' });
});
