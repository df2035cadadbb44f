import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';

const roots = '<error id="no" errorCode="NO"/>';
const row = (attributes = '', inside = '') => `
  <startEvent id="start"/>
  <scriptTask id="sum" scriptFormat="javascript" camunda:resultVariable="total" ${attributes}>${inside}<script>a + b</script></scriptTask>
  <endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="sum"/>
  <sequenceFlow id="f2" sourceRef="sum" targetRef="end"/>`;
const refused = `
  <boundaryEvent id="refused" attachedToRef="sum"><errorEventDefinition errorRef="no"/></boundaryEvent>
  <endEvent id="sorry"/><sequenceFlow id="f3" sourceRef="refused" targetRef="sorry"/>`;

/** The kernel leaves JavaScript to a job; what the machine answers is tested on the server. */
feature('script task: JavaScript', {
  normal: {
    model: row(),
    play: (play) => {
      play.start({ a: 1, b: 2 });
      expect(play.of('jobCreated').filter(({ jobType }) => jobType === 'topic')).toMatchObject([
        { topic: 'gaita.script', elementId: 'sum', retries: 1 },
      ]);
      play.finishJob('sum', { total: 3 });
    },
    trace: '+start -start +sum -sum +end -end =completed',
  },
  cancelled: {
    model: `${row()}
      <boundaryEvent id="late" attachedToRef="sum"><timerEventDefinition><timeDuration>PT1M</timeDuration></timerEventDefinition></boundaryEvent>
      <endEvent id="over"/><sequenceFlow id="f3" sourceRef="late" targetRef="over"/>`,
    play: (play) => {
      play.start();
      play.fire('late');
      expect(play.of('jobCanceled')).toHaveLength(1);
    },
    trace: '+start -start +sum ~sum +late -late +over -over =completed',
  },
  repeated: {
    model: row('', '<multiInstanceLoopCharacteristics camunda:collection="items" camunda:elementVariable="a"/>'),
    play: (play) =>
      play
        .start({ items: [1, 2] })
        .finishJob('sum', {}, 1)
        .finishJob('sum'),
    trace: '+start -start +sum +sum +sum -sum -sum -sum +end -end =completed',
  },
  'a BPMN error thrown by the script': {
    model: { process: row() + refused, roots },
    play: (play) =>
      play.start().do({ type: 'jobError', jobId: play.wait('job', 'sum').id, errorCode: 'NO', variables: { before: 1 } }),
    trace: '+start -start +sum ~sum +refused -refused +sorry -sorry =completed',
  },
  'a failure and another try': {
    model: row(
      '',
      '<extensionElements><camunda:failedJobRetryTimeCycle>R3/PT5M</camunda:failedJobRetryTimeCycle></extensionElements>',
    ),
    play: (play) => {
      play.start();
      expect(play.of('jobCreated').at(-1)).toMatchObject({ retries: 3, retryIntervals: ['PT5M', 'PT5M', 'PT5M'] });
      play.do({ type: 'jobFailed', jobId: play.wait('job', 'sum').id, message: 'stopped' });
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'sum').id }).finishJob('sum');
    },
    trace: '+start -start +sum !failedJob@sum -sum +end -end =completed',
  },
});
