import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';

const forkJoin = `
  <startEvent id="start"/><inclusiveGateway id="fork" default="fork_c"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>
  <inclusiveGateway id="join"/><userTask id="z"/>
  ${flows('start -> fork', 'fork -> a: = a', 'fork -> b: = b', 'fork -> c', 'a -> join -> z', 'b -> join', 'c -> join')}`;

feature('inclusive gateway', {
  normal: {
    model: forkJoin,
    play: (play) => play.start({ a: true, b: true }).complete('a').complete('b').complete('z'),
    trace: '+start -start +fork -fork +a +b -a -b +join -join +z -z =completed',
  },
  cancelled: {
    model: `<startEvent id="start"/><parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/><inclusiveGateway id="join"/><userTask id="z"/><endEvent id="off"/>
      <boundaryEvent id="late" attachedToRef="b"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>
      ${flows('start -> fork -> a -> join -> z', 'fork -> b -> join', 'late -> off')}`,
    play: (play) => play.start().complete('a').fire('late'),
    trace: '+start -start +fork -fork +a +b -a ~b +late -late +off -off +join -join +z',
  },
  repeated: {
    model: `
      <startEvent id="start"/><exclusiveGateway id="again"/><inclusiveGateway id="fork"/><task id="a"/><userTask id="b"/><inclusiveGateway id="join"/>
      <exclusiveGateway id="done" default="done_end"/><endEvent id="end"/>
      ${flows('start -> again -> fork', 'fork -> a: = true', 'fork -> b: = more', 'a -> join -> done -> end', 'b -> join', 'done -> again: = more')}`,
    play: (play) => play.start({ more: true }).complete('b').complete('b', { more: false }),
    trace: `+start -start +again -again +fork -fork +a -a +b -b +join -join +done -done
      +again -again +fork -fork +a -a +b -b +join -join +done -done +end -end =completed`,
  },
  'a link counts as a path': {
    model: `
      <startEvent id="start"/><parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/><inclusiveGateway id="join"/><userTask id="z"/>
      <intermediateThrowEvent id="there"><linkEventDefinition name="L"/></intermediateThrowEvent>
      <intermediateCatchEvent id="here"><linkEventDefinition name="L"/></intermediateCatchEvent>
      ${flows('start -> fork -> a -> join -> z', 'fork -> b -> there', 'here -> join')}`,
    play: (play) => {
      expect(play.start().complete('a').tasks()).toEqual(['b']);
      play.complete('b');
    },
    trace: '+start -start +fork -fork +a +b -a -b +there -there +here -here +join -join +z',
  },
  'waits for what a boundary event that does not interrupt let out': {
    model: `
      <startEvent id="start"/><userTask id="a"/><userTask id="ask"/><inclusiveGateway id="join"/><userTask id="z"/>
      <boundaryEvent id="remind" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>
      ${flows('start -> a -> join -> z', 'remind -> ask -> join')}`,
    play: (play) => {
      play.start().fire('remind').complete('a');
      expect(play.tasks()).toEqual(['ask']);
      play.complete('ask');
    },
    trace: '+start -start +a +remind -remind +ask -a -ask +join -join +z',
  },
  'an event sub-process beside it holds nothing up': {
    model: {
      roots: '<message id="m" name="m"/>',
      process: `
      <startEvent id="start"/><parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/><inclusiveGateway id="join"/><userTask id="z"/>
      ${flows('start -> fork -> a -> join -> z', 'fork -> b -> join')}
      <subProcess id="side" triggeredByEvent="true"><startEvent id="heard" isInterrupting="false"><messageEventDefinition messageRef="m"/></startEvent>
        <userTask id="s"/>${flows('heard -> s')}</subProcess>`,
    },
    play: (play) => {
      play.start().receive('heard').complete('a').complete('b');
      expect(play.tasks()).toEqual(['z', 's']);
    },
    trace: '+start -start +fork -fork +a +b +side +heard -heard +s -a -b +join -join +z',
  },
  'two that wait for each other are an incident': {
    model: `
      <startEvent id="start"/><parallelGateway id="fork"/><task id="a"/><task id="b"/>
      <inclusiveGateway id="one"/><inclusiveGateway id="two"/><exclusiveGateway id="p" default="p_x"/><exclusiveGateway id="q" default="q_x"/><endEvent id="x"/>
      ${flows('start -> fork -> a -> one -> p -> x', 'fork -> b -> two -> q -> x', 'p -> two: = false', 'q -> one: = false')}`,
    play: (play) => play.start(),
    trace: '+start -start +fork -fork +a -a +b -b !joinStuck@one',
  },
});
