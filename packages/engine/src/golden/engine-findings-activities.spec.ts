import { describe, expect } from '@jest/globals';
import { scope, thrown, undone, users } from '../testing/compensation-xml.ts';
import { eventRoots } from '../testing/event-kinds.ts';
import type { Golden } from '../testing/feature.ts';
import { golden } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';

/* Activities and gateways that our measurements of bpmn-engine call wrong, missing or partial: see engine-findings.spec.ts. */

const model = (process: string): Golden['model'] => ({ roots: eventRoots, process });
describe('compensation', () => {
  const trip = (ref = ''): Golden['model'] =>
    model(`<startEvent id="s"/>${users('a', 'b', 'c')}${thrown('t', ref)}${users('z')}${undone('a')}${undone('b')}${undone('c')}
      ${flows('s -> a -> b -> t -> z')}<sequenceFlow id="never" sourceRef="a" targetRef="c"><conditionExpression>= false</conditionExpression></sequenceFlow>`);
  golden('goes backwards, leaves out what did not run, and its throw waits for the handlers', {
    model: trip(),
    play: (play) => {
      expect(play.start().complete('a').complete('b').tasks()).toEqual(['undo-b']);
      expect(play.complete('undo-b').tasks()).toEqual(['undo-a']);
      play.complete('undo-a');
    },
    trace: '+s -s +a -a +b -b +t +undo-b -undo-b +undo-a -undo-a -t +z',
  });
  golden('of one activity runs its handler alone', {
    model: trip('activityRef="a"'),
    play: (play) => play.start().complete('a').complete('b').complete('undo-a'),
    trace: '+s -s +a -a +b -b +t +undo-a -undo-a -t +z',
  });
  golden('reaches into a sub-process that has completed', {
    model: model(
      `<startEvent id="s"/>${scope('sub', `${users('a', 'b')}${undone('a')}${undone('b')}${flows('sub-in -> a -> b')}`)}${thrown('t')}${users('z')}${flows('s -> sub -> t -> z')}`,
    ),
    play: (play) => play.start().complete('a').complete('b').complete('undo-b').complete('undo-a'),
    trace: '+s -s +sub +sub-in -sub-in +a -a +b -b -sub +t +undo-b -undo-b +undo-a -undo-a -t +z',
  });
});

describe('tasks', () => {
  golden('work outside is a job, created once and completed once, whatever is restarted between', {
    model: model(
      `<startEvent id="s"/><serviceTask id="a" camunda:type="external" camunda:topic="t"/>${users('z')}${flows('s -> a -> z')}`,
    ),
    play: (play) => {
      const { id: jobId } = play.start().wait('job', 'a');
      play.write({ unrelated: 1 }).finishJob('a');
      expect(play.of('jobCreated').filter(({ jobType }) => jobType === 'topic')).toHaveLength(1);
      expect(play.try({ type: 'jobCompleted', jobId, variables: {} })).toBeDefined();
    },
    trace: '+s -s +a -a +z',
  });
  golden('an error that nobody catches stops at an incident; when the job succeeds later, it goes on', {
    model: model(
      `<startEvent id="s"/><serviceTask id="a" camunda:type="external" camunda:topic="t"/>${users('z')}${flows('s -> a -> z')}`,
    ),
    play: (play) => {
      play.start().failJob('a', 'unknown');
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'a').id }).finishJob('a');
    },
    trace: '+s -s +a !errorNotCaught@a -a +z',
  });
  golden('a send task with a message sends it without a host', {
    model: model(`<startEvent id="s"/><sendTask id="a" messageRef="m1"/>${users('z')}${flows('s -> a -> z')}`),
    play: (play) => {
      play.start();
      expect(play.of('deliverySent').map(({ delivery }) => delivery.type)).toEqual(['message']);
    },
    trace: '+s -s +a -a +z',
  });
  golden('two tokens in one activity are two pieces of work at a time', {
    model: model(
      `<startEvent id="s"/><parallelGateway id="f"/><task id="x"/><task id="y"/>${users('a')}${flows('s -> f -> x -> a', 'f -> y -> a')}`,
    ),
    play: (play) => {
      expect(play.start().tasks()).toEqual(['a', 'a']);
      play.complete('a', {}, 1).complete('a');
    },
    trace: '+s -s +f -f +x -x +y -y +a +a -a -a =completed',
  });
});

describe('gateways', () => {
  golden('where no way is open an incident says so, and it goes on when the variable is mended', {
    model: model(
      `<startEvent id="s"/><exclusiveGateway id="x"/>${users('a', 'b')}${flows('s -> x', 'x -> a: = n = 1', 'x -> b: = n = 2')}`,
    ),
    play: (play) => {
      play.start({ n: 3 }).write({ n: 2 });
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'x').id });
    },
    trace: '+s -s +x !noFlowMatches@x -x +b',
  });
  golden('a parallel join takes one token of each flow, of two flows from one place too', {
    model: model(`<startEvent id="s"/>${users('a')}<parallelGateway id="j"/>${users('z')}
      ${flows('s -> a', 'j -> z')}${['one', 'two'].map((id) => `<sequenceFlow id="${id}" sourceRef="a" targetRef="j"/>`).join('')}`),
    play: (play) => play.start().complete('a'),
    trace: '+s -s +a -a +j -j +z',
  });
  golden('a complex gateway runs', {
    model:
      model(`<startEvent id="s"/><parallelGateway id="f"/>${users('a', 'b', 'z')}<complexGateway id="g"><activationCondition>= activationCount >= 1</activationCondition></complexGateway>
      ${flows('s -> f -> a -> g', 'f -> b -> g', 'g -> z: = waitingForStart')}`),
    play: (play) => play.start().complete('b').complete('a').complete('z'),
    trace: '+s -s +f -f +a +b -b +g -g +z -a +g -g -z =completed',
  });
});

describe('sub-processes and repetitions', () => {
  golden('variables that are set inside a sub-process are seen outside', {
    model: model(
      `<startEvent id="s"/>${scope('sub', `${users('a')}${flows('sub-in -> a')}`)}<exclusiveGateway id="x" default="x_no"/>${users('yes', 'no')}${flows('s -> sub -> x -> no', 'x -> yes: = agreed')}`,
    ),
    play: (play) => {
      const given = { agreed: false };
      play.start(given).complete('a', { agreed: true, fresh: 1 });
      expect(play.variables()).toEqual({ agreed: true, fresh: 1 });
      expect(given).toEqual({ agreed: false });
    },
    trace: '+s -s +sub +sub-in -sub-in +a -a -sub +x -x +yes',
  });
  golden('an ad-hoc sub-process ends by its completion condition', {
    model: model(
      `<startEvent id="s"/><adHocSubProcess id="p"><completionCondition>= done</completionCondition>${users('a', 'b')}</adHocSubProcess>${users('z')}${flows('s -> p -> z')}`,
    ),
    play: (play) => {
      const tokenId = play
        .start({ done: false })
        .of('activityStarted')
        .find(({ elementId }) => elementId === 'p')!.tokenId;
      expect(play.tasks()).toEqual([]);
      for (const elementId of ['a', 'b']) play.do({ type: 'startAdHocActivity', tokenId, elementId });
      play.complete('b', { done: true });
    },
    trace: '+s -s +p +a +b -b ~a -p +z',
  });
  const loop = (attributes: string, condition: string): Golden['model'] =>
    model(
      `<startEvent id="s"/><userTask id="a"><standardLoopCharacteristics ${attributes}><loopCondition>= ${condition}</loopCondition></standardLoopCharacteristics></userTask>${users('z')}${flows('s -> a -> z')}`,
    );
  golden('a standard loop goes on while its condition holds', {
    model: loop('', 'more'),
    play: (play) => play.start({ more: true }).complete('a').complete('a', { more: false }),
    trace: '+s -s +a +a -a +a -a -a +z',
  });
  golden('a standard loop that tests before a condition that does not hold does nothing', {
    model: loop('testBefore="true" loopMaximum="5"', 'false'),
    play: (play) => play.start(),
    trace: '+s -s +a -a +z',
  });
  golden('all items of a parallel multi-instance are there at once', {
    model: model(
      `<startEvent id="s"/><userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>200</loopCardinality></multiInstanceLoopCharacteristics></userTask>${flows('s -> a')}`,
    ),
    play: (play) => {
      play.start().goOn();
      expect(play.of('taskCreated')).toHaveLength(200);
    },
    trace: `+s -s +a ${Array.from({ length: 200 }, () => '+a').join(' ')}`,
    restartEvery: 20,
  });
  golden('a terminate end leaves nothing waiting', {
    model: model(
      `<startEvent id="s"/><parallelGateway id="f"/>${users('a', 'b')}<endEvent id="t"><terminateEventDefinition/></endEvent>${flows('s -> f -> a', 'f -> b -> t')}`,
    ),
    play: (play) => {
      play.start().complete('b');
      expect(play.waits()).toEqual([]);
    },
    trace: '+s -s +f -f +a +b -b +t ~a -t =completed',
  });
  golden('a called process is started by itself', {
    model: model(`<startEvent id="s"/><callActivity id="c" calledElement="other"/>${users('z')}${flows('s -> c -> z')}`),
    play: (play) => {
      play.start();
      expect(play.of('deliverySent').map(({ delivery }) => delivery)).toMatchObject([
        { type: 'startCalled', calledElement: 'other' },
      ]);
      play.endCalled('c');
    },
    trace: '+s -s +c -c +z',
  });
});
