import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';

const io = (inputs: string, sets: string, more = '') =>
  `<ioSpecification>${inputs}<dataOutput id="o" name="result"/>${sets}<outputSet><dataOutputRefs>o</dataOutputRefs></outputSet></ioSpecification>${more}
   <dataOutputAssociation><sourceRef>o</sourceRef><targetRef>done</targetRef></dataOutputAssociation>`;
const into = (input: string, source: string) =>
  `<dataInputAssociation><sourceRef>${source}</sourceRef><targetRef>${input}</targetRef></dataInputAssociation>`;

/** `work` needs the data object `plan`, which `draw` writes beside it. */
const parallel = `
  <dataObject id="plan" name="plan"/>
  <dataObject id="done" name="done"/>
  <startEvent id="start"/>
  <parallelGateway id="fork"/>
  <userTask id="draw"/>
  <userTask id="work">${io('<dataInput id="i" name="given"/>', '<inputSet><dataInputRefs>i</dataInputRefs></inputSet>', into('i', 'plan'))}</userTask>
  <boundaryEvent id="late" attachedToRef="work"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>
  <sequenceFlow id="f1" sourceRef="start" targetRef="fork"/>
  <sequenceFlow id="f2" sourceRef="fork" targetRef="draw"/>
  <sequenceFlow id="f3" sourceRef="fork" targetRef="work"/>`;

const looped = `
  <dataObject id="plan" name="plan"/>
  <dataObject id="done" name="done"/>
  <startEvent id="start"/>
  <exclusiveGateway id="merge"/>
  <userTask id="work">${io('<dataInput id="i" name="given"/>', '<inputSet><dataInputRefs>i</dataInputRefs></inputSet>', into('i', 'plan'))}</userTask>
  <exclusiveGateway id="again" default="no"/>
  <endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="merge"/>
  <sequenceFlow id="f2" sourceRef="merge" targetRef="work"/>
  <sequenceFlow id="f3" sourceRef="work" targetRef="again"/>
  <sequenceFlow id="yes" sourceRef="again" targetRef="merge"><conditionExpression>= count(done) &lt; 2</conditionExpression></sequenceFlow>
  <sequenceFlow id="no" sourceRef="again" targetRef="end"/>`;

feature('data inputs and outputs', {
  normal: {
    model: parallel,
    play: (play) => {
      play.start();
      expect(play.tasks()).toEqual(['draw']);
      expect(play.of('subscriptionOpened')).toMatchObject([
        { elementId: 'work', eventType: 'conditional', eventName: 'data: given' },
      ]);
      play.complete('draw', { plan: 'three rooms' });
      expect(play.tasks()).toEqual(['work']);
      expect(play.waits('data')).toEqual([]);
      expect(play.seenAt(play.wait('task', 'work').tokenId)).toMatchObject({ given: 'three rooms', result: null });
      play.complete('work', { result: 'built' });
      expect(play.of('variableWritten').findLast(({ name }) => name === 'done')).toMatchObject({
        value: 'built',
        scopeId: 'instance',
      });
    },
    trace: '+start -start +fork -fork +draw +work -draw -work =completed',
  },
  cancelled: {
    model: parallel,
    play: (play) => {
      play.start().fire('late');
      expect(play.waits('data')).toEqual([]);
      expect(play.of('subscriptionClosed')).toHaveLength(1);
      play.complete('draw', { plan: 'too late' });
    },
    trace: '+start -start +fork -fork +draw +work ~work +late -late -draw =completed',
  },
  repeated: {
    model: looped,
    play: (play) => {
      play.start({ plan: ['a'] });
      play.complete('work', { result: ['x'], plan: null });
      expect(play.tasks()).toEqual([]);
      play.do({ type: 'writeVariables', variables: { plan: ['b'] } });
      expect(play.seenAt(play.wait('task', 'work').tokenId)).toMatchObject({ given: ['b'], result: null });
      play.complete('work', { result: ['x', 'y'] });
    },
    trace: '+start -start +merge -merge +work -work +again -again +merge -merge +work -work +again -again +end -end =completed',
  },
  'the first complete input set counts': {
    model: `
      <dataObject id="a" name="a"/><dataObject id="b" name="b"/><dataObject id="c" name="c"/><dataObject id="done" name="done"/>
      <startEvent id="start"/>
      <userTask id="work">${io(
        '<dataInput id="ia" name="first"/><dataInput id="ib" name="second"/><dataInput id="ic" name="extra"/>',
        `<inputSet><dataInputRefs>ia</dataInputRefs></inputSet>
         <inputSet><dataInputRefs>ib</dataInputRefs><dataInputRefs>ic</dataInputRefs><optionalInputRefs>ic</optionalInputRefs></inputSet>`,
        into('ia', 'a') + into('ib', 'b') + into('ic', 'c'),
      )}</userTask>
      <sequenceFlow id="f1" sourceRef="start" targetRef="work"/>`,
    play: (play) => {
      play.start({ c: 3 });
      expect(play.waits('data')).toHaveLength(1);
      play.do({ type: 'writeVariables', variables: { b: 2 } });
      expect(play.seenAt(play.wait('task', 'work').tokenId)).toMatchObject({ first: null, second: 2, extra: 3 });
      play.complete('work');
    },
    trace: '+start -start +work -work =completed',
  },
  'of a process and a sub-process': {
    model: `
      <ioSpecification>
        <dataInput id="pi" name="request"/><dataOutput id="po" name="decision"/>
        <inputSet><dataInputRefs>pi</dataInputRefs></inputSet><outputSet><dataOutputRefs>po</dataOutputRefs></outputSet>
      </ioSpecification>
      <startEvent id="start"/>
      <subProcess id="sub">
        <ioSpecification>
          <dataInput id="si" name="text"/><dataOutput id="so" name="verdict"/>
          <inputSet><dataInputRefs>si</dataInputRefs></inputSet><outputSet><dataOutputRefs>so</dataOutputRefs></outputSet>
        </ioSpecification>
        <dataInputAssociation><sourceRef>pi</sourceRef><targetRef>si</targetRef></dataInputAssociation>
        <dataOutputAssociation><sourceRef>so</sourceRef><targetRef>po</targetRef></dataOutputAssociation>
        <startEvent id="s"/>
        <scriptTask id="judge" scriptFormat="feel" camunda:resultVariable="verdict"><script>text + " granted"</script></scriptTask>
        <sequenceFlow id="i1" sourceRef="s" targetRef="judge"/>
      </subProcess>
      <userTask id="after"/>
      <sequenceFlow id="f1" sourceRef="start" targetRef="sub"/>
      <sequenceFlow id="f2" sourceRef="sub" targetRef="after"/>`,
    play: (play) => {
      play.start({ request: 'permit' });
      expect(play.variables()).toEqual({ request: 'permit', decision: 'permit granted' });
    },
    trace: '+start -start +sub +s -s +judge -judge -sub +after',
  },
  'of events': {
    model: {
      process: `
        <dataObject id="order" name="order"/><dataObject id="reply" name="reply"/>
        <startEvent id="start">
          <dataOutput id="so" name="request"/>
          <dataOutputAssociation><sourceRef>so</sourceRef><targetRef>order</targetRef></dataOutputAssociation>
          <messageEventDefinition messageRef="m"/>
        </startEvent>
        <intermediateThrowEvent id="ask">
          <dataInput id="ti" name="question"/>
          <dataInputAssociation><sourceRef>order</sourceRef><targetRef>ti</targetRef></dataInputAssociation>
          <messageEventDefinition messageRef="m"/>
        </intermediateThrowEvent>
        <intermediateCatchEvent id="wait">
          <dataOutput id="co" name="letter"/>
          <dataOutputAssociation><sourceRef>co</sourceRef><targetRef>reply</targetRef></dataOutputAssociation>
          <messageEventDefinition messageRef="m"/>
        </intermediateCatchEvent>
        <userTask id="read"/>
        <sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
        <sequenceFlow id="f2" sourceRef="ask" targetRef="wait"/>
        <sequenceFlow id="f3" sourceRef="wait" targetRef="read"/>`,
      roots: '<message id="m" name="news"/>',
    },
    play: (play) => {
      play.start({ request: 'why' }, { startElementId: 'start' });
      expect(play.of('deliverySent').map(({ delivery }) => delivery)).toMatchObject([{ variables: { question: 'why' } }]);
      play.receive('wait', { because: 1, and: 2 });
      expect(play.variables()).toEqual({ request: 'why', order: 'why', reply: { because: 1, and: 2 } });
    },
    trace: '+start -start +ask -ask +wait -wait +read',
  },
  'data that comes while other work goes on': {
    model: `${parallel}
      <task id="file"/><task id="copy"/><endEvent id="filed"/>
      <sequenceFlow id="g1" sourceRef="draw" targetRef="file"/>
      <sequenceFlow id="g2" sourceRef="file" targetRef="copy"/>
      <sequenceFlow id="g3" sourceRef="copy" targetRef="filed"/>`,
    play: (play) => {
      play.start().complete('draw', { plan: 'three rooms' });
      expect(play.tasks()).toEqual(['work']);
    },
    trace: '+start -start +fork -fork +draw +work -draw +file -file +copy -copy +filed -filed',
  },
});
