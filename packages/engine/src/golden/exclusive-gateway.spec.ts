import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';

const choice = `
  <startEvent id="start"/><exclusiveGateway id="choose" default="choose_other"/>
  <userTask id="high"/><userTask id="low"/><userTask id="other"/>
  ${flows('start -> choose', 'choose -> high: = x > 10', 'choose -> low: = x > 5', 'choose -> other')}`;

feature('exclusive gateway', {
  normal: {
    model: choice,
    play: (play) => play.start({ x: 20 }).complete('high'),
    trace: '+start -start +choose -choose +high -high =completed',
  },
  cancelled: {
    model: choice,
    play: (play) => play.start({ x: 7 }).do({ type: 'cancel' }),
    trace: '+start -start +choose -choose +low ~low =terminated',
  },
  repeated: {
    model: `
      <startEvent id="start"/><exclusiveGateway id="merge"/><userTask id="work"/><exclusiveGateway id="choose" default="choose_end"/><endEvent id="end"/>
      ${flows('start -> merge -> work -> choose -> end', 'choose -> merge: = again')}`,
    play: (play) => play.start().complete('work', { again: true }).complete('work', { again: false }),
    trace: `+start -start +merge -merge +work -work +choose -choose +merge -merge +work -work +choose -choose +end -end =completed`,
  },
  'merges each token by itself, and splits at once': {
    model: `
      <startEvent id="start"/><parallelGateway id="fork"/><task id="a"/><task id="b"/>
      <exclusiveGateway id="both" default="both_y"/><userTask id="x"/><userTask id="y"/>
      ${flows('start -> fork -> a -> both', 'fork -> b -> both', 'both -> x: = false', 'both -> y')}`,
    play: (play) => expect(play.start().tasks()).toEqual(['y', 'y']),
    trace: '+start -start +fork -fork +a -a +b -b +both -both +both -both +y +y',
  },
  'without a way to go': {
    model: `
      <startEvent id="start"/><exclusiveGateway id="choose"/><userTask id="a"/><userTask id="b"/>
      ${flows('start -> choose', 'choose -> a: = x = 1', 'choose -> b: = x = 2')}`,
    play: (play) => {
      play.start({ x: 3 }).do({ type: 'writeVariables', variables: { x: 2 } });
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'choose').id });
    },
    trace: '+start -start +choose !noFlowMatches@choose -choose +b',
  },
});
