import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';

const cut = `<boundaryEvent id="cut" attachedToRef="each"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
  <userTask id="late"/>${flows('cut -> late')}`;
const around = (loop: string, beside = '') => `
  <startEvent id="start"/><userTask id="each">${loop}</userTask><userTask id="after"/>${flows('start -> each -> after')}${beside}`;
const many = (sequential: boolean, inside: string, attributes = '') =>
  `<multiInstanceLoopCharacteristics isSequential="${sequential}" ${attributes}>${inside}</multiInstanceLoopCharacteristics>`;
const three = '<loopCardinality>3</loopCardinality>';
const enough = '<completionCondition xsi:type="tFormalExpression">= numberOfCompletedInstances >= 2</completionCondition>';
const collected =
  'camunda:collection="names" camunda:elementVariable="name" gaita:outputCollection="votes" gaita:outputElement="= name + vote"';

feature('multi-instance: sequential', {
  normal: {
    model: around(many(true, '', collected)),
    play: (play) => {
      play
        .start({ names: ['a', 'b'] })
        .complete('each', { vote: '1' })
        .complete('each', { vote: '2' });
      expect(play.variables()).toMatchObject({ votes: ['a1', 'b2'] });
    },
    trace: '+start -start +each +each -each +each -each -each +after',
  },
  cancelled: {
    model: around(many(true, three), cut),
    play: (play) => play.start().complete('each').fire('cut'),
    trace: '+start -start +each +each -each +each ~each ~each +cut -cut +late',
  },
  repeated: {
    model: `<startEvent id="start"/><exclusiveGateway id="again"/><userTask id="each">${many(true, '<loopCardinality>2</loopCardinality>')}</userTask>
      <exclusiveGateway id="done" default="done_end"/><endEvent id="end"/>${flows('start -> again -> each -> done -> end', 'done -> again: = more')}`,
    play: (play) =>
      play.start({ more: true }).complete('each').complete('each').complete('each').complete('each', { more: false }),
    trace: `+start -start +again -again +each +each -each +each -each -each +done -done
      +again -again +each +each -each +each -each -each +done -done +end -end =completed`,
  },
  'stops when it is enough': {
    model: around(many(true, `${three}${enough}`)),
    play: (play) => play.start().complete('each').complete('each'),
    trace: '+start -start +each +each -each +each -each -each +after',
  },
  'BPMN data: loopDataInputRef, inputDataItem, loopDataOutputRef, outputDataItem': {
    model: `
      <startEvent id="start"/><dataObject id="do" name="names" isCollection="true"/><dataObjectReference id="ref" dataObjectRef="do"/>
      <dataObject id="do2" name="greetings"/><dataObjectReference id="ref2" dataObjectRef="do2"/>
      <scriptTask id="each" scriptFormat="feel" camunda:resultVariable="greeting">
        <ioSpecification><dataInput id="list"/><dataOutput id="results"/><inputSet><dataInputRefs>list</dataInputRefs></inputSet><outputSet><dataOutputRefs>results</dataOutputRefs></outputSet></ioSpecification>
        <dataInputAssociation id="ia"><sourceRef>ref</sourceRef><targetRef>list</targetRef></dataInputAssociation>
        <dataOutputAssociation id="oa"><sourceRef>results</sourceRef><targetRef>ref2</targetRef></dataOutputAssociation>
        <multiInstanceLoopCharacteristics isSequential="true"><loopDataInputRef>list</loopDataInputRef><loopDataOutputRef>results</loopDataOutputRef>
          <inputDataItem id="item" name="name"/><outputDataItem id="out" name="greeting"/></multiInstanceLoopCharacteristics>
        <script>"Labdien, " + name</script>
      </scriptTask><userTask id="after"/>${flows('start -> each -> after')}`,
    play: (play) => {
      play.start({ names: ['Ilze', 'Ivo'] });
      expect(play.variables()).toMatchObject({ greetings: ['Labdien, Ilze', 'Labdien, Ivo'] });
    },
    trace: '+start -start +each +each -each +each -each -each +after',
  },
});

feature('multi-instance: parallel', {
  normal: {
    model: around(many(false, '', collected)),
    play: (play) => {
      play
        .start({ names: ['a', 'b'] })
        .complete('each', { vote: '2' }, 1)
        .complete('each', { vote: '1' });
      expect(play.variables()).toMatchObject({ votes: ['a1', 'b2'] });
    },
    trace: '+start -start +each +each +each -each -each -each +after',
  },
  cancelled: {
    model: around(many(false, three), cut),
    play: (play) => {
      play.start().complete('each').fire('cut');
      expect(Object.keys(play.snapshot!.scopes)).toEqual(['instance']);
    },
    trace: '+start -start +each +each +each +each -each ~each ~each ~each +cut -cut +late',
  },
  repeated: {
    model: `<startEvent id="start"/><exclusiveGateway id="again"/><userTask id="each">${many(false, '<loopCardinality>2</loopCardinality>')}</userTask>
      <exclusiveGateway id="done" default="done_end"/><endEvent id="end"/>${flows('start -> again -> each -> done -> end', 'done -> again: = more')}`,
    play: (play) =>
      play.start({ more: true }).complete('each').complete('each').complete('each').complete('each', { more: false }),
    trace: `+start -start +again -again +each +each +each -each -each -each +done -done
      +again -again +each +each +each -each -each -each +done -done +end -end =completed`,
  },
  'stops when it is enough': {
    model: around(many(false, `${three}${enough}`)),
    play: (play) => play.start().complete('each').complete('each'),
    trace: '+start -start +each +each +each +each -each ~each -each -each +after',
  },
  'over nothing': {
    model: around(many(false, '', collected)),
    play: (play) => {
      play.start({ names: [] });
      expect(play.variables()).toMatchObject({ votes: [] });
    },
    trace: '+start -start +each -each +after',
  },
});

const nested = (outer: boolean, inner: boolean) => `
  <startEvent id="start"/>
  <subProcess id="file">${many(outer, '', 'camunda:collection="files" camunda:elementVariable="file"')}
    <startEvent id="begin"/>
    <userTask id="page">${many(inner, '', 'camunda:collection="= file.pages" camunda:elementVariable="page" gaita:outputCollection="read" gaita:outputElement="= page"')}</userTask>
    ${flows('begin -> page')}
  </subProcess><userTask id="after"/>${flows('start -> file -> after')}`;

feature('multi-instance: nested', {
  normal: {
    model: nested(false, true),
    play: (play) => {
      play.start({ files: [{ pages: [1, 2] }, { pages: [3] }] });
      expect(play.waits('task').map(({ tokenId }) => play.seenAt(tokenId).page)).toEqual([1, 3]);
      play.complete('page').complete('page').complete('page');
    },
    trace: `+start -start +file +file +begin -begin +file +page +begin -begin +page +page +page -page +page -page -page -file -page -page -file -file +after`,
  },
  cancelled: {
    model: `${nested(false, false)}<boundaryEvent id="cut" attachedToRef="file"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>`,
    play: (play) => {
      play.start({ files: [{ pages: [1] }, { pages: [2] }] }).fire('cut');
      expect(play.outcome()).toBe('completed');
    },
    trace: `+start -start +file +file +begin -begin +file +page +begin -begin +page +page +page ~page ~page ~page ~page ~file ~file ~file +cut -cut =completed`,
  },
  repeated: {
    model: nested(true, false),
    play: (play) =>
      play
        .start({ files: [{ pages: [1, 2] }, { pages: [] }, { pages: [3] }] })
        .complete('page')
        .complete('page')
        .complete('page'),
    trace: `+start -start +file +file +begin -begin +page +page +page -page -page -page -file
      +file +begin -begin +page -page -file +file +begin -begin +page +page -page -page -file -file +after`,
  },
});
