import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';

const loop = (attributes: string, condition = '') =>
  `<standardLoopCharacteristics ${attributes}>${condition && `<loopCondition xsi:type="tFormalExpression">${condition}</loopCondition>`}</standardLoopCharacteristics>`;
const around = (activity: string, beside = '') => `
  <startEvent id="start"/>${activity}<userTask id="after"/>${beside}${flows('start -> work -> after')}`;

feature('standard loop', {
  normal: {
    model: around(`<userTask id="work">${loop('', '= again')}</userTask>`),
    play: (play) => {
      play.start({ again: true }).complete('work');
      expect(play.seenAt(play.wait('task', 'work').tokenId)).toMatchObject({ loopCounter: 1 });
      play.complete('work', { again: false });
    },
    trace: '+start -start +work +work -work +work -work -work +after',
  },
  cancelled: {
    model: around(
      `<userTask id="work">${loop('', '= true')}</userTask>`,
      `<boundaryEvent id="cut" attachedToRef="work"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
       <userTask id="late"/>${flows('cut -> late')}`,
    ),
    play: (play) => {
      play.start().complete('work').fire('cut');
      expect(Object.keys(play.snapshot!.scopes)).toEqual(['instance']);
    },
    trace: '+start -start +work +work -work +work ~work ~work +cut -cut +late',
  },
  repeated: {
    model: around(`<subProcess id="work">${loop('loopMaximum="2"', '= true')}
      <userTask id="inner">${loop('testBefore="true"', '= loopCounter &lt; 2')}</userTask></subProcess>`),
    play: (play) => {
      play.start();
      for (let i = 0; i < 4; i++) play.complete('inner');
    },
    trace: `+start -start +work
      +work +inner +inner -inner +inner -inner -inner -work
      +work +inner +inner -inner +inner -inner -inner -work -work +after`,
  },
  'tests before': {
    model: around(`<userTask id="work">${loop('testBefore="true"', '= false')}</userTask>`),
    play: (play) => play.start(),
    trace: '+start -start +work -work +after',
  },
  'a maximum alone': {
    model: around(
      `<scriptTask id="work" scriptFormat="feel" camunda:resultVariable="n"><script>n + 1</script>${loop('loopMaximum="3"')}</scriptTask>`.replace(
        /(<script>.*<\/script>)(.*)(<\/scriptTask>)/,
        '$2$1$3',
      ),
    ),
    play: (play) => {
      play.start({ n: 0 });
      expect(play.variables()).toEqual({ n: 3 });
    },
    trace: '+start -start +work +work -work +work -work +work -work -work +after',
  },
  'of a called process': {
    model: around(
      `<callActivity id="work" calledElement="other"><extensionElements><camunda:out source="left" target="left"/></extensionElements>${loop('', '= left > 0')}</callActivity>`,
    ),
    play: (play) => {
      play.start({ left: 2 });
      for (const left of [1, 0])
        play.do({ type: 'calledEnded', tokenId: play.wait('called', 'work').tokenId, variables: { left } });
      expect(play.variables()).toEqual({ left: 0 });
    },
    trace: '+start -start +work +work -work +work -work -work +after',
  },
  'of a receive task': {
    model: {
      roots: '<message id="m" name="m"/>',
      process: around(`<receiveTask id="work" messageRef="m">${loop('loopMaximum="2"', '= true')}</receiveTask>`),
    },
    play: (play) => {
      play.start().receive('work').receive('work');
      expect(play.waits('message')).toEqual([]);
    },
    trace: '+start -start +work +work -work +work -work -work +after',
  },
});
