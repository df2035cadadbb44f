import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows, scope, thrown, undone, users } from '../testing/compensation-xml.ts';

const cancelEnd = '<endEvent id="cancel"><cancelEventDefinition/></endEvent>';
const cancelled = '<boundaryEvent id="cancelled" attachedToRef="tx"><cancelEventDefinition/></boundaryEvent>';

/** Two bookings side by side with a person who cancels or not. */
const inside = `<parallelGateway id="f"/>${users('hotel', 'flight', 'ask')}<exclusiveGateway id="x" default="x-cancel"/>${cancelEnd}<endEvent id="ok"/>
  ${flows('tx-in -> f -> hotel', 'f -> flight', 'f -> ask -> x', 'x -> cancel')}
  <sequenceFlow id="fine" sourceRef="x" targetRef="ok"><conditionExpression>\${fine}</conditionExpression></sequenceFlow>${undone('hotel')}${undone('flight')}`;
const model = (body: string, attributes = '') =>
  `<startEvent id="s"/>${scope('tx', body, 'transaction', attributes)}${cancelled}${users('booked', 'informed')}${flows('s -> tx -> booked', 'cancelled -> informed')}`;
const begin = '+s -s +tx +tx-in -tx-in +f -f +hotel +flight +ask';
const error = {
  roots: '<error id="bad" errorCode="BAD"/>',
  end: '<endEvent id="fail"><errorEventDefinition errorRef="bad"/></endEvent>',
};

feature('transaction', {
  normal: {
    model: model(inside),
    play: (play) => play.start().complete('hotel').complete('flight').complete('ask', { fine: true }).complete('booked'),
    trace: `${begin} -hotel -flight -ask +x -x +ok -ok -tx +booked -booked =completed`,
  },
  cancelled: {
    model: model(inside),
    play: (play) => {
      play.start().complete('hotel').complete('ask', { fine: false });
      expect(play.tasks()).toEqual(['undo-hotel']);
      play.complete('undo-hotel').complete('informed');
    },
    trace: `${begin} -hotel -ask +x -x +cancel ~flight +undo-hotel -undo-hotel -cancel ~tx
      +cancelled -cancelled +informed -informed =completed`,
  },
  repeated: {
    model: `${model(inside)}${flows('informed -> tx')}`,
    play: (play) => {
      play.start().complete('hotel').complete('ask', { fine: false }).complete('undo-hotel').complete('informed');
      play.complete('flight').complete('hotel').complete('ask', { fine: true }).complete('booked');
    },
    trace: `${begin} -hotel -ask +x -x +cancel ~flight +undo-hotel -undo-hotel -cancel ~tx +cancelled -cancelled +informed -informed
      +tx +tx-in -tx-in +f -f +hotel +flight +ask -flight -hotel -ask +x -x +ok -ok -tx +booked -booked =completed`,
  },
  'a hazard: an error leaves it without compensation': {
    model: {
      process: `${model(`${users('hotel')}${error.end}${cancelEnd}${flows('tx-in -> hotel -> fail')}${undone('hotel')}`)}
        <boundaryEvent id="hazard" attachedToRef="tx"><errorEventDefinition errorRef="bad"/></boundaryEvent>${flows('hazard -> informed')}`,
      roots: error.roots,
    },
    play: (play) => play.start().complete('hotel').complete('informed'),
    trace: '+s -s +tx +tx-in -tx-in +hotel -hotel +fail -fail ~tx +hazard -hazard +informed -informed =completed',
  },
  'completed, it is compensated like a sub-process': {
    model: `<startEvent id="s"/>${scope('tx', `${users('hotel')}${flows('tx-in -> hotel')}${undone('hotel')}`, 'transaction')}${thrown()}${flows('s -> tx -> throw')}`,
    play: (play) => play.start().complete('hotel').complete('undo-hotel'),
    trace: '+s -s +tx +tx-in -tx-in +hotel -hotel -tx +throw +undo-hotel -undo-hotel -throw =completed',
  },
  'multi-instance: one that is cancelled cancels and undoes them all': {
    model: `<startEvent id="s"/><transaction id="tx"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>
        <startEvent id="tx-in"/>${users('hotel', 'ask')}<exclusiveGateway id="x" default="x-cancel"/>${cancelEnd}<endEvent id="ok"/>
        ${flows('tx-in -> hotel -> ask -> x -> cancel')}<sequenceFlow id="fine" sourceRef="x" targetRef="ok"><conditionExpression>\${fine}</conditionExpression></sequenceFlow>${undone('hotel')}</transaction>
      ${cancelled}${users('informed')}${flows('s -> tx', 'cancelled -> informed')}`,
    play: (play) => {
      play.start().complete('hotel').complete('ask', { fine: true }).complete('hotel').complete('hotel');
      play.complete('ask', { fine: false });
      play.complete('undo-hotel').complete('undo-hotel').complete('undo-hotel').complete('informed');
    },
    trace: `+s -s +tx +tx +tx-in -tx-in +tx +hotel +tx-in -tx-in +tx +hotel +tx-in -tx-in +hotel
      -hotel +ask -ask +x -x +ok -ok -tx -hotel +ask -hotel +ask
      -ask +x -x +cancel ~ask ~tx +undo-hotel -undo-hotel +undo-hotel -undo-hotel +undo-hotel -undo-hotel
      -cancel ~tx ~tx +cancelled -cancelled +informed -informed =completed`,
  },
});

feature('end event: cancel', {
  normal: {
    model: model(
      `${users('hotel', 'flight')}${cancelEnd}${flows('tx-in -> hotel -> flight -> cancel')}${undone('hotel')}${undone('flight')}`,
    ),
    play: (play) => {
      play.start().complete('hotel').complete('flight');
      play.complete('undo-flight').complete('undo-hotel').complete('informed');
    },
    trace: `+s -s +tx +tx-in -tx-in +hotel -hotel +flight -flight +cancel +undo-flight -undo-flight +undo-hotel -undo-hotel
      -cancel ~tx +cancelled -cancelled +informed -informed =completed`,
  },
  cancelled: {
    model: model(`${users('hotel')}${cancelEnd}${flows('tx-in -> hotel -> cancel')}${undone('hotel')}`),
    play: (play) => play.start().complete('hotel').do({ type: 'cancel' }),
    trace: '+s -s +tx +tx-in -tx-in +hotel -hotel +cancel +undo-hotel ~undo-hotel ~cancel ~tx =terminated',
  },
  repeated: {
    model: model(
      `<parallelGateway id="f"/>${cancelEnd}<endEvent id="too"><cancelEventDefinition/></endEvent>${flows('tx-in -> f -> cancel', 'f -> too')}`,
    ),
    play: (play) => play.start().complete('informed'),
    trace: '+s -s +tx +tx-in -tx-in +f -f +cancel -cancel ~tx +cancelled -cancelled +informed -informed =completed',
  },
  'it undoes what completed in sub-processes that are still active, before what completed earlier': {
    model:
      model(`${users('hotel', 'ask')}<parallelGateway id="f"/>${scope('sub', `${users('x', 'y')}${flows('sub-in -> x -> y')}${undone('x')}`)}${cancelEnd}
      ${flows('tx-in -> hotel -> f -> sub', 'f -> ask -> cancel')}${undone('hotel')}${undone('sub')}`),
    play: (play) => {
      play.start().complete('hotel').complete('x').complete('ask');
      play.complete('undo-x').complete('undo-hotel').complete('informed');
    },
    trace: `+s -s +tx +tx-in -tx-in +hotel -hotel +f -f +sub +ask +sub-in -sub-in +x -x +y -ask +cancel ~y ~sub
      +undo-x -undo-x +undo-hotel -undo-hotel -cancel ~tx +cancelled -cancelled +informed -informed =completed`,
  },
  'and in multi-instance activities that are still active': {
    model:
      model(`<parallelGateway id="f"/>${users('ask')}<userTask id="hotel"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>${cancelEnd}
      ${flows('tx-in -> f -> hotel', 'f -> ask -> cancel')}${undone('hotel')}`),
    play: (play) => play.start().complete('hotel').complete('ask').complete('undo-hotel').complete('informed'),
    trace: `+s -s +tx +tx-in -tx-in +f -f +hotel +ask +hotel +hotel -hotel -ask +cancel ~hotel ~hotel
      +undo-hotel -undo-hotel -cancel ~tx +cancelled -cancelled +informed -informed =completed`,
  },
  'what a compensation under way has not reached yet is undone with the rest': {
    model:
      model(`${users('hotel', 'flight', 'ask')}<parallelGateway id="f"/>${thrown('early', 'waitForCompletion="false"')}${cancelEnd}
      ${flows('tx-in -> hotel -> flight -> f -> early', 'f -> ask -> cancel')}${undone('hotel')}${undone('flight')}`),
    play: (play) => {
      play.start().complete('hotel').complete('flight');
      expect(play.tasks().toSorted()).toEqual(['ask', 'undo-flight']);
      play.complete('ask').complete('undo-hotel').complete('informed');
    },
    trace: `+s -s +tx +tx-in -tx-in +hotel -hotel +flight -flight +f -f +early -early +ask +undo-flight
      -ask +cancel ~undo-flight +undo-hotel -undo-hotel -cancel ~tx +cancelled -cancelled +informed -informed =completed`,
  },
  'an error in a handler leaves the transaction by its error boundary event': {
    model: {
      process: `${model(`${users('hotel', 'flight')}${cancelEnd}${flows('tx-in -> hotel -> flight -> cancel')}${undone('hotel')}
          <subProcess id="deaf" triggeredByEvent="true"><startEvent id="d"><errorEventDefinition errorRef="bad"/></startEvent></subProcess>
          ${undone('flight', { id: 'undo-flight', xml: `<subProcess id="undo-flight" isForCompensation="true"><startEvent id="i"/>${error.end}${flows('i -> fail')}</subProcess>` })}`)}
        <boundaryEvent id="hazard" attachedToRef="tx"><errorEventDefinition errorRef="bad"/></boundaryEvent>${flows('hazard -> informed')}`,
      roots: error.roots,
    },
    play: (play) => play.start().complete('hotel').complete('flight').complete('informed'),
    trace: `+s -s +tx +tx-in -tx-in +hotel -hotel +flight -flight +cancel +undo-flight +i -i +fail -fail ~undo-flight ~cancel ~tx
      +hazard -hazard +informed -informed =completed`,
  },
  'without a cancel boundary event an incident says what is missing, and nothing is undone': {
    model: `<startEvent id="s"/>${scope('tx', `${users('hotel')}${cancelEnd}${flows('tx-in -> hotel -> cancel')}${undone('hotel')}`, 'transaction')}${flows('s -> tx')}`,
    play: (play) => {
      play.start().complete('hotel');
      expect(play.of('incidentRaised')[0]?.message).toContain('has no cancel boundary event');
    },
    trace: '+s -s +tx +tx-in -tx-in +hotel -hotel +cancel !cancelNotCaught@cancel',
  },
});

feature('boundary event, interrupting: cancel', {
  normal: {
    model: model(`${users('hotel')}${cancelEnd}${flows('tx-in -> hotel -> cancel')}${undone('hotel')}`),
    play: (play) => {
      play.start().complete('hotel');
      expect(play.tasks()).toEqual(['undo-hotel']);
      play.complete('undo-hotel').complete('informed');
    },
    trace: `+s -s +tx +tx-in -tx-in +hotel -hotel +cancel +undo-hotel -undo-hotel -cancel ~tx
      +cancelled -cancelled +informed -informed =completed`,
  },
  cancelled: {
    model: `${model(`${users('hotel')}${cancelEnd}${flows('tx-in -> hotel -> cancel')}`)}
      <boundaryEvent id="late" attachedToRef="tx"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flows('late -> informed')}`,
    play: (play) => play.start().fire('late').complete('informed'),
    trace: '+s -s +tx +tx-in -tx-in +hotel ~hotel ~tx +late -late +informed -informed =completed',
  },
  repeated: {
    model: `${model(`${users('hotel')}${cancelEnd}${flows('tx-in -> hotel -> cancel')}`)}${flows('informed -> tx')}`,
    play: (play) => play.start().complete('hotel').complete('informed').complete('hotel').do({ type: 'cancel' }),
    trace: `+s -s +tx +tx-in -tx-in +hotel -hotel +cancel -cancel ~tx +cancelled -cancelled +informed -informed
      +tx +tx-in -tx-in +hotel -hotel +cancel -cancel ~tx +cancelled -cancelled +informed ~informed =terminated`,
  },
  'other events at the transaction do not interrupt while it is undone': {
    model: `${model(`${users('hotel')}${cancelEnd}${flows('tx-in -> hotel -> cancel')}${undone('hotel')}`)}
      <boundaryEvent id="late" attachedToRef="tx"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flows('late -> informed')}`,
    play: (play) => {
      play.start().complete('hotel');
      expect(play.waits('timer')).toEqual([]);
      play.complete('undo-hotel').complete('informed');
    },
    trace: `+s -s +tx +tx-in -tx-in +hotel -hotel +cancel +undo-hotel -undo-hotel -cancel ~tx
      +cancelled -cancelled +informed -informed =completed`,
  },
});
