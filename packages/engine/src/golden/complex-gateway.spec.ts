import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';

/** Three offers are asked for, two are enough; the third is waited for before the gateway begins anew. */
const twoOfThree = `
  <startEvent id="start"/><parallelGateway id="fork"/>
  <userTask id="a"/><userTask id="b"/><userTask id="c"/>
  <complexGateway id="enough"><activationCondition>= activationCount >= 2</activationCondition></complexGateway>
  <userTask id="decide"/><endEvent id="end"/>
  ${flows('start -> fork -> a -> enough -> decide -> end', 'fork -> b -> enough', 'fork -> c -> enough')}`;

const around = (inside: string, loop = '') => `
  <startEvent id="start"/>
  <subProcess id="part">${loop}${inside}</subProcess>
  <userTask id="after"/><userTask id="late"/>
  <boundaryEvent id="cut" attachedToRef="part"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
  ${flows('start -> part -> after', 'cut -> late')}`;

const inside = twoOfThree
  .replaceAll('"start', '"inner')
  .replaceAll('id="end"', 'id="out"')
  .replaceAll('_end"', '_out"')
  .replaceAll('"end"', '"out"');

feature('complex gateway', {
  normal: {
    model: twoOfThree,
    play: (play) => {
      play.start().complete('a').complete('c');
      expect(play.tasks()).toEqual(['b', 'decide']);
      play.complete('decide');
      expect(play.outcome()).toBeUndefined();
      play.complete('b');
      expect(play.outcome()).toBe('completed');
    },
    trace: `+start -start +fork -fork +a +b +c -a -c +enough -enough +decide -decide +end -end -b =completed`,
  },
  cancelled: {
    model: around(inside),
    play: (play) => {
      play.start().complete('a').complete('b');
      play.fire('cut');
      expect(Object.keys(play.snapshot!.scopes)).toEqual(['instance']);
    },
    trace: `+start -start +part +inner -inner +fork -fork +a +b +c -a -b +enough -enough +decide ~decide ~c ~part +cut -cut +late`,
  },
  repeated: {
    model: around(
      inside,
      '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
    ),
    play: (play) => {
      play.start().complete('a').complete('b').complete('decide').complete('c');
      play.complete('b').complete('c').complete('a').complete('decide');
    },
    trace: `+start -start
      +part +part +inner -inner +fork -fork +a +b +c -a -b +enough -enough +decide -decide +out -out -c -part
      +part +inner -inner +fork -fork +a +b +c -b -c +enough -enough +decide -a -decide +out -out -part -part +after`,
  },
  'resets in a loop and counts anew': {
    model: `
      <startEvent id="start"/><exclusiveGateway id="again"/><parallelGateway id="fork"/>
      <task id="a"/><task id="b"/><userTask id="c"/>
      <complexGateway id="enough"><activationCondition>= a_enough + b_enough >= 2</activationCondition></complexGateway>
      <userTask id="decide"/><exclusiveGateway id="done" default="done_end"/><endEvent id="end"/>
      ${flows('start -> again -> fork -> a -> enough -> decide -> done -> end', 'fork -> b -> enough', 'fork -> c -> enough', 'done -> again: = more')}`,
    play: (play) => {
      play.start({ more: true }).complete('decide');
      // Two rounds of tokens wait for c; the gateway resets only when the first c is there.
      expect(play.tasks()).toEqual(['c', 'c']);
      play.complete('c');
      expect(play.tasks()).toEqual(['c', 'decide']);
      play.complete('decide', { more: false }).complete('c');
    },
    trace: `+start -start +again -again +fork -fork +a -a +b -b +c +enough -enough +decide -decide +done -done
      +again -again +fork -fork +a -a +b -b +c -c +enough -enough +decide -decide +done -done +end -end -c =completed`,
  },
  'chooses by its phase': {
    model: `
      <startEvent id="start"/><parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/>
      <complexGateway id="first"><activationCondition>= activationCount >= 1</activationCondition></complexGateway>
      <userTask id="quick"/><userTask id="slow"/>
      ${flows('start -> fork -> a -> first', 'fork -> b -> first', 'first -> quick: = waitingForStart', 'first -> slow: = not(waitingForStart)')}`,
    play: (play) => {
      play.start().complete('b');
      expect(play.tasks()).toEqual(['a', 'quick']);
      play.complete('a');
      expect(play.tasks()).toEqual(['quick', 'slow']);
    },
    trace: `+start -start +fork -fork +a +b -b +first -first +quick -a +first -first +slow`,
  },
  'resets when the missing token ends elsewhere': {
    model: `
      <startEvent id="start"/><parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/>
      <exclusiveGateway id="choose" default="choose_away"/><endEvent id="away"/>
      <complexGateway id="first"><activationCondition>= a_first >= 1</activationCondition></complexGateway>
      <userTask id="reset"/>
      ${flows('start -> fork -> a -> first', 'fork -> b -> choose', 'choose -> first: = join', 'choose -> away', 'first -> reset: = not(waitingForStart)')}
      <userTask id="begin"/>${flows('first -> begin: = waitingForStart')}`,
    play: (play) => {
      play.start({ join: false }).complete('a').complete('begin');
      expect(play.tasks()).toEqual(['b']);
      play.complete('b');
      expect(play.tasks()).toEqual(['reset']);
    },
    trace: `+start -start +fork -fork +a +b -a +first -first +begin -begin -b +choose -choose +away -away +first -first +reset`,
  },
  'splits like an inclusive gateway': {
    model: `
      <startEvent id="start"/><complexGateway id="split" default="split_c"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>
      ${flows('start -> split', 'split -> a: = x > 1', 'split -> b: = x > 2', 'split -> c')}`,
    play: (play) => {
      expect(play.start({ x: 3 }).tasks()).toEqual(['a', 'b']);
    },
    trace: '+start -start +split -split +a +b',
  },
  'that cannot be activated any more': {
    model: `
      <startEvent id="start"/><exclusiveGateway id="choose" default="choose_b"/><userTask id="a"/><userTask id="b"/>
      <complexGateway id="both"><activationCondition>= activationCount >= 2 or skip</activationCondition></complexGateway><userTask id="z"/>
      ${flows('start -> choose', 'choose -> a: = left', 'choose -> b', 'a -> both -> z', 'b -> both')}`,
    play: (play) => {
      play.start({ left: true, skip: false }).complete('a');
      play.do({ type: 'writeVariables', variables: { skip: true } });
      expect(play.tasks()).toEqual(['z']);
      expect(play.waits('incident')).toEqual([]);
    },
    trace: '+start -start +choose -choose +a -a !joinStuck@both +both -both +z',
  },
  'whose condition cannot be evaluated': {
    model: `
      <startEvent id="start"/><parallelGateway id="fork"/><task id="a"/><task id="b"/>
      <complexGateway id="both"><activationCondition>= wanted</activationCondition></complexGateway><userTask id="z"/>
      ${flows('start -> fork -> a -> both -> z', 'fork -> b -> both')}`,
    play: (play) => {
      play.start({ wanted: 2 });
      play.do({ type: 'writeVariables', variables: { wanted: true } });
      expect(play.waits('incident')).toEqual([]);
      play.complete('z');
    },
    trace: '+start -start +fork -fork +a -a !expressionFailed@both +b -b +both -both +z -z =completed',
  },
  'counts the tokens of each flow by its name and its id': {
    model: `
      <startEvent id="start"/><parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/>
      <complexGateway id="enough"><activationCondition>= offers >= 1 and fromB = 0</activationCondition></complexGateway>
      <userTask id="decide"/>
      ${flows('start -> fork -> a', 'fork -> b', 'enough -> decide')}
      <sequenceFlow id="fromA" name="offers" sourceRef="a" targetRef="enough"/><sequenceFlow id="fromB" sourceRef="b" targetRef="enough"/>`,
    play: (play) => {
      play.start().complete('a');
      expect(play.tasks()).toEqual(['b', 'decide']);
    },
    trace: '+start -start +fork -fork +a +b -a +enough -enough +decide',
  },
});
