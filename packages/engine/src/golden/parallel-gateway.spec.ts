import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';

const forkJoin = `
  <startEvent id="start"/><parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/><parallelGateway id="join"/><endEvent id="end"/>
  ${flows('start -> fork -> a -> join -> end', 'fork -> b -> join')}`;
const inside = forkJoin.replace('"start"/>', '"inner"/>').replace('sourceRef="start"', 'sourceRef="inner"');

feature('parallel gateway', {
  normal: {
    model: forkJoin,
    play: (play) => play.start().complete('b').complete('a'),
    trace: '+start -start +fork -fork +a +b -b -a +join -join +end -end =completed',
  },
  cancelled: {
    model: `<startEvent id="start"/><subProcess id="part">${inside}</subProcess>
      <boundaryEvent id="cut" attachedToRef="part"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
      <userTask id="late"/>${flows('start -> part', 'cut -> late')}`,
    play: (play) => {
      play.start().complete('a').fire('cut');
      expect(play.waits('join')).toEqual([]);
    },
    trace: '+start -start +part +inner -inner +fork -fork +a +b -a ~b ~part +cut -cut +late',
  },
  repeated: {
    model: `
      <startEvent id="start"/><exclusiveGateway id="again"/><parallelGateway id="fork"/><task id="a"/><userTask id="b"/><parallelGateway id="join"/>
      <exclusiveGateway id="done" default="done_end"/><endEvent id="end"/>
      ${flows('start -> again -> fork -> a -> join -> done -> end', 'fork -> b -> join', 'done -> again: = more')}`,
    play: (play) => play.start({ more: true }).complete('b').complete('b', { more: false }),
    trace: `+start -start +again -again +fork -fork +a -a +b -b +join -join +done -done
      +again -again +fork -fork +a -a +b -b +join -join +done -done +end -end =completed`,
  },
  'joins and forks in one; a second token on a flow waits for its own round': {
    model: `
      <startEvent id="start"/><parallelGateway id="fork"/><exclusiveGateway id="merge"/><userTask id="u"/><userTask id="v"/>
      <exclusiveGateway id="slow"/><parallelGateway id="both"/><userTask id="x"/><userTask id="y"/>
      ${flows('start -> fork -> merge -> both', 'fork -> u -> merge', 'fork -> v -> slow -> both', 'both -> x', 'both -> y')}`,
    play: (play) => {
      play.start().complete('u').complete('v');
      expect(play.tasks()).toEqual(['x', 'y']);
      expect(play.waits('join')).toMatchObject([{ id: 'merge_both' }]);
      play.complete('x').complete('y');
    },
    trace: `+start -start +fork -fork +merge -merge +u +v -u +merge -merge -v +slow -slow +both -both +x +y -x -y !joinStuck@both`,
  },
});
