import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';

const cut = `<boundaryEvent id="cut" attachedToRef="part"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
  <userTask id="late"/>${flows('cut -> late')}`;
const part = (inside: string, beside = '') => `
  <startEvent id="start"/><subProcess id="part">${inside}</subProcess><userTask id="after"/>${flows('start -> part -> after')}${beside}`;
const deep = (depth: number): string =>
  depth === 0
    ? '<userTask id="bottom"/>'
    : `<subProcess id="s${depth}"><startEvent id="i${depth}"/>${deep(depth - 1)}${flows(`i${depth} -> ${depth === 1 ? 'bottom' : `s${depth - 1}`}`)}</subProcess>`;

feature('sub-process', {
  normal: {
    model: part(`<startEvent id="inner"/><userTask id="work"/><endEvent id="out"/>${flows('inner -> work -> out')}`),
    play: (play) => play.start().complete('work'),
    trace: '+start -start +part +inner -inner +work -work +out -out -part +after',
  },
  cancelled: {
    model: part(`<startEvent id="inner"/><userTask id="a"/><userTask id="b"/>${flows('inner -> a', 'inner -> b')}`, cut),
    play: (play) => {
      play.start().complete('a').fire('cut');
      expect(Object.keys(play.snapshot!.scopes)).toEqual(['instance']);
    },
    trace: '+start -start +part +inner -inner +a +b -a ~b ~part +cut -cut +late',
  },
  repeated: {
    model: `
      <startEvent id="start"/><exclusiveGateway id="again"/><subProcess id="part"><startEvent id="inner"/><userTask id="work"/>${flows('inner -> work')}</subProcess>
      <exclusiveGateway id="done" default="done_end"/><endEvent id="end"/>${flows('start -> again -> part -> done -> end', 'done -> again: = more')}`,
    play: (play) => play.start({ more: true }).complete('work').complete('work', { more: false }),
    trace: `+start -start +again -again +part +inner -inner +work -work -part +done -done
      +again -again +part +inner -inner +work -work -part +done -done +end -end =completed`,
  },
  'without start and end events all that nothing leads to starts': {
    model: part(`<userTask id="a"/><userTask id="b"/><task id="c"/>${flows('a -> c')}`),
    play: (play) => {
      expect(play.start().tasks()).toEqual(['a', 'b']);
      play.complete('b').complete('a');
    },
    trace: '+start -start +part +a +b -b -a +c -c -part +after',
  },
  'terminate ends one instance of a multi-instance sub-process only': {
    model: part(`<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
      <startEvent id="inner"/><userTask id="a"/><userTask id="b"/><endEvent id="stop"><terminateEventDefinition/></endEvent>
      ${flows('inner -> a -> stop', 'inner -> b')}`),
    play: (play) => {
      play.start().complete('a');
      expect(play.tasks()).toEqual(['a', 'b']);
      play.complete('b').complete('a');
    },
    trace: `+start -start +part +part +inner -inner +part +a +b +inner -inner +a +b -a +stop ~b -stop -part -b -a +stop -stop -part -part +after`,
  },
  'an interrupting event sub-process takes it over': {
    model: {
      roots: '<message id="m" name="m"/>',
      process: part(`<startEvent id="inner"/><userTask id="a"/>${flows('inner -> a')}
        <subProcess id="handler" triggeredByEvent="true"><startEvent id="heard"><messageEventDefinition messageRef="m"/></startEvent><userTask id="h"/>${flows('heard -> h')}</subProcess>`),
    },
    play: (play) => play.start().receive('heard').complete('h'),
    trace: '+start -start +part +inner -inner +a ~a +handler +heard -heard +h -h -handler -part +after',
  },
  'as deep as a model may be': {
    model: `<startEvent id="start"/>${deep(47)}<userTask id="after"/>${flows('start -> s47 -> after')}`,
    play: (play) => expect(play.start().complete('bottom').tasks()).toEqual(['after']),
    trace: `+start -start ${Array.from({ length: 47 }, (_, i) => `+s${47 - i} +i${47 - i} -i${47 - i}`).join(' ')} +bottom -bottom
      ${Array.from({ length: 47 }, (_, i) => `-s${i + 1}`).join(' ')} +after`,
  },
});
