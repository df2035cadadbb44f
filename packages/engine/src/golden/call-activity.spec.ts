import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import type { Play } from '../testing/play.ts';

const row = (inside = '', attributes = 'calledElement="other"', beside = '') => `
  <startEvent id="start"/><callActivity id="call" ${attributes}>${inside}</callActivity><endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="call"/>
  <sequenceFlow id="f2" sourceRef="call" targetRef="end"/>${beside}`;
const mapped = `<extensionElements>
  <camunda:in source="a" target="x"/><camunda:in sourceExpression="\${a + 1}" target="y"/><camunda:in businessKey="\${key}"/>
  <camunda:out source="z" target="b"/><camunda:out source="z" target="c" local="true"/>
</extensionElements>`;
const sent = (play: Play) => play.of('deliverySent').map(({ delivery }) => delivery);
const tokenOf = (play: Play, n = 0) => play.wait('called', 'call', n).tokenId;
const back = (play: Play, variables = {}, n = 0) => play.do({ type: 'calledEnded', tokenId: tokenOf(play, n), variables });

feature('call activity', {
  normal: {
    model: row(mapped),
    play: (play) => {
      play.start({ a: 1, key: 'K' });
      expect(sent(play)).toMatchObject([
        { type: 'startCalled', calledElement: 'other', binding: 'latest', businessKey: 'K', variables: { x: 1, y: 2 } },
      ]);
      back(play, { z: 5, hidden: 1 });
      const written = play.of('variableWritten').map(({ name, value }) => [name, value]);
      expect(written).toContainEqual(['b', 5]);
      expect(written.map(([name]) => name)).not.toContain('hidden');
    },
    trace: '+start -start +call -call +end -end =completed',
  },
  cancelled: {
    model: row(
      '',
      'calledElement="other"',
      `<boundaryEvent id="late" attachedToRef="call"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>`,
    ),
    play: (play) => {
      play.start();
      const childInstanceId = play.wait('called', 'call').id;
      play.fire('late');
      expect(sent(play).at(-1)).toEqual({ type: 'cancelCalled', childInstanceId });
    },
    trace: '+start -start +call ~call +late -late =completed',
  },
  repeated: {
    model: row(
      '<multiInstanceLoopCharacteristics camunda:collection="items" camunda:elementVariable="item"/>',
      'calledElement="${item}"',
    ),
    play: (play) => {
      play.start({ items: ['first', 'second'] });
      expect(sent(play)).toMatchObject([{ calledElement: 'first' }, { calledElement: 'second' }]);
      back(play, {}, 1);
      back(play);
    },
    trace: '+start -start +call +call +call -call -call -call +end -end =completed',
  },
  ...Object.fromEntries(
    (
      [
        ['version', 'camunda:calledElementVersion="3"', '3'],
        ['versionTag', 'camunda:calledElementVersionTag="stable"', 'stable'],
        ['deployment', '', undefined],
        ['latest', '', undefined],
      ] as const
    ).map(([binding, attribute, bindingValue]) => [
      `binding: ${binding}`,
      {
        model: row('', `calledElement="other" camunda:calledElementBinding="${binding}" ${attribute}`),
        play: (play: Play) => {
          play.start();
          expect(sent(play)).toMatchObject([{ binding, ...(bindingValue !== undefined && { bindingValue }) }]);
          back(play);
        },
        trace: '+start -start +call -call +end -end =completed',
      },
    ]),
  ),
  'an error of the called process reaches the boundary': {
    model: {
      roots: '<error id="e" errorCode="NO"/>',
      process: row(
        '',
        'calledElement="other"',
        '<boundaryEvent id="no" attachedToRef="call"><errorEventDefinition errorRef="e"/></boundaryEvent>',
      ),
    },
    play: (play) => play.start().do({ type: 'calledError', tokenId: tokenOf(play), errorCode: 'NO', variables: {} }),
    trace: '+start -start +call ~call +no -no =completed',
  },
  'a called process that is missing is an incident, tried again': {
    model: row(),
    play: (play) => {
      play.start();
      play.do({ type: 'callFailed', tokenId: tokenOf(play), incidentType: 'calledProcessMissing', message: 'none' });
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'call').id });
      expect(sent(play)).toHaveLength(2);
      back(play);
    },
    trace: '+start -start +call !calledProcessMissing@call -call +end -end =completed',
  },
});

const roots = '<globalUserTask id="review" name="Review" camunda:candidateGroups="expert"/>';
const calling = (inside = '', beside = '') => ({ roots, process: row(inside, 'calledElement="review"', beside) });
/** The called task is an instance of its own; that it runs is shown on the server. */
feature('call activity: global task', {
  normal: {
    model: calling(),
    play: (play) => {
      play.start();
      expect(sent(play)).toMatchObject([{ type: 'startCalled', calledElement: 'review' }]);
      back(play);
    },
    trace: '+start -start +call -call +end -end =completed',
  },
  cancelled: {
    model: calling(),
    play: (play) => {
      play.start().do({ type: 'cancel' });
      expect(sent(play)).toMatchObject([{ type: 'startCalled' }, { type: 'cancelCalled' }]);
    },
    trace: '+start -start +call ~call =terminated',
  },
  repeated: {
    model: calling(
      '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
    ),
    play: (play) => {
      play.start();
      back(play);
      back(play);
    },
    trace: '+start -start +call +call -call +call -call -call +end -end =completed',
  },
});
