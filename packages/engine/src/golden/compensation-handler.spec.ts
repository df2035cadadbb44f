import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';

/** `book` and what undoes it; then a person decides, and compensation is thrown. */
const booking = (handler: string, host = '<userTask id="book"/>') => `
  <startEvent id="start"/>${host}<userTask id="decide"/><intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent><endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="book"/>
  <sequenceFlow id="f2" sourceRef="book" targetRef="decide"/>
  <sequenceFlow id="f3" sourceRef="decide" targetRef="undo"/>
  <sequenceFlow id="f4" sourceRef="undo" targetRef="end"/>
  <boundaryEvent id="compensate" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>
  ${handler}
  <association id="as" associationDirection="One" sourceRef="compensate" targetRef="release"/>`;

const release = '<userTask id="release" isForCompensation="true"/>';

feature('compensation handler', {
  normal: {
    model: booking(release),
    play: (play) => {
      play.start().complete('book').complete('decide');
      expect(play.tasks()).toEqual(['release']);
      play.complete('release');
      expect(play.of('compensationTriggered')).toMatchObject([{ elementId: 'book', handlerId: 'release' }]);
      expect(play.of('compensationTriggered')[0]?.tokenId).toBe(
        play.of('activityStarted').find(({ elementId }) => elementId === 'book')?.tokenId,
      );
    },
    trace: '+start -start +book -book +decide -decide +undo +release -release -undo +end -end =completed',
  },
  cancelled: {
    model: booking(release),
    play: (play) => play.start().complete('book').complete('decide').do({ type: 'cancel' }),
    trace: '+start -start +book -book +decide -decide +undo +release ~release ~undo =terminated',
  },
  repeated: {
    model: `
      <startEvent id="start"/><exclusiveGateway id="merge"/><userTask id="book"/><exclusiveGateway id="again" default="no"/>
      <endEvent id="undo"><compensateEventDefinition/></endEvent>
      <sequenceFlow id="f1" sourceRef="start" targetRef="merge"/>
      <sequenceFlow id="f2" sourceRef="merge" targetRef="book"/>
      <sequenceFlow id="f3" sourceRef="book" targetRef="again"/>
      <sequenceFlow id="yes" sourceRef="again" targetRef="merge"><conditionExpression>\${again}</conditionExpression></sequenceFlow>
      <sequenceFlow id="no" sourceRef="again" targetRef="undo"/>
      <boundaryEvent id="compensate" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>${release}
      <association id="as" sourceRef="compensate" targetRef="release"/>`,
    play: (play) => {
      play.start().complete('book', { again: true }).complete('book', { again: false });
      play.complete('release').complete('release');
    },
    trace: `+start -start +merge -merge +book -book +again -again +merge -merge +book -book +again -again
      +undo +release -release +release -release -undo =completed`,
  },
  'a sub-process': {
    model: booking(
      `<subProcess id="release" isForCompensation="true"><startEvent id="s"/><userTask id="one"/><sequenceFlow id="g" sourceRef="s" targetRef="one"/></subProcess>`,
    ),
    play: (play) => play.start().complete('book').complete('decide').complete('one'),
    trace: '+start -start +book -book +decide -decide +undo +release +s -s +one -one -release -undo +end -end =completed',
  },
  'multi-instance': {
    model: booking(
      `<userTask id="release" isForCompensation="true"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>`,
    ),
    play: (play) => play.start().complete('book').complete('decide').complete('release').complete('release'),
    trace: `+start -start +book -book +decide -decide +undo +release +release +release -release -release -release
      -undo +end -end =completed`,
  },
  'a service task whose work fails with an error that the process catches': {
    model: {
      process: `${booking('<serviceTask id="release" isForCompensation="true" camunda:type="external" camunda:topic="release"/>')}
        <subProcess id="failed" triggeredByEvent="true">
          <startEvent id="caught"><errorEventDefinition errorRef="gone"/></startEvent><userTask id="call"/>
          <sequenceFlow id="g" sourceRef="caught" targetRef="call"/>
        </subProcess>`,
      roots: '<error id="gone" errorCode="GONE"/>',
    },
    play: (play) => {
      play.start().complete('book').complete('decide');
      play.do({ type: 'jobError', jobId: play.wait('job', 'release').id, errorCode: 'GONE', variables: {} });
      play.complete('call');
    },
    trace: `+start -start +book -book +decide -decide +undo +release ~release ~undo
      +failed +caught -caught +call -call -failed =completed`,
  },
  'a handler that a timer interrupts, after which compensation goes on': {
    model: `${booking(release)}
      <boundaryEvent id="late" attachedToRef="release"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
      <userTask id="phone"/><sequenceFlow id="g" sourceRef="late" targetRef="phone"/>`,
    play: (play) => play.start().complete('book').complete('decide').fire('late').complete('phone'),
    trace: `+start -start +book -book +decide -decide +undo +release ~release
      -undo +late -late +end -end +phone -phone =completed`,
  },
  'a call activity': {
    model: booking('<callActivity id="release" isForCompensation="true" calledElement="releasing"/>'),
    play: (play) => {
      play.start().complete('book').complete('decide');
      const { tokenId } = play.wait('called', 'release');
      play.do({ type: 'calledEnded', tokenId, variables: {} });
    },
    trace: '+start -start +book -book +decide -decide +undo +release -release -undo +end -end =completed',
  },
  'an activity that was interrupted is not undone': {
    model: `${booking(release)}
      <boundaryEvent id="late" attachedToRef="book"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
      <sequenceFlow id="g" sourceRef="late" targetRef="decide"/>`,
    play: (play) => play.start().fire('late').complete('decide'),
    trace: '+start -start +book ~book +late -late +decide -decide +undo -undo +end -end =completed',
  },
});
