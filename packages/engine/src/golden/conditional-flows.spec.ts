import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';

const split = `
  <startEvent id="start"/><userTask id="t" default="t_small"/><userTask id="always"/><userTask id="big"/><userTask id="huge"/><userTask id="small"/>
  ${flows('start -> t', 't -> big: = x > 3', 't -> huge: = x > 9', 't -> small')}`;

feature('conditional and default sequence flows', {
  normal: {
    model: split,
    play: (play) => expect(play.start({ x: 10 }).complete('t').tasks()).toEqual(['big', 'huge']),
    trace: '+start -start +t -t +big +huge',
  },
  cancelled: {
    model: split,
    play: (play) => play.start({ x: 1 }).complete('t').do({ type: 'cancel' }),
    trace: '+start -start +t -t +small ~small =terminated',
  },
  repeated: {
    model: `
      <startEvent id="start"/><userTask id="t" default="t_end"/><task id="count"/><endEvent id="end"/>
      ${flows('start -> t', 't -> t: = again', 't -> count: = again', 't -> end')}`,
    play: (play) => play.start({ again: true }).complete('t').complete('t', { again: false }),
    trace: '+start -start +t -t +t +count -count -t +end -end =completed',
  },
  'an activity with several incoming flows runs once for each token': {
    model: `
      <startEvent id="start"/><task id="a"/><task id="b"/><userTask id="both"/>
      ${flows('start -> a -> both', 'start -> b -> both')}`,
    play: (play) => expect(play.start().tasks()).toEqual(['both', 'both']),
    trace: '+start -start +a -a +b -b +both +both',
  },
  'no condition holds': {
    model: `<startEvent id="start"/><task id="t"/><userTask id="a"/>${flows('start -> t', 't -> a: = false')}`,
    play: (play) => play.start(),
    trace: '+start -start +t !noFlowMatches@t',
  },
});
