import { describe, expect, it } from '@jest/globals';
import { asStored, Play } from '../testing/play.ts';
import { scope, thrown, undone, users } from '../testing/compensation-xml.ts';
import { conditional, error, escalation, eventRoots, message, signal, timer, waitingIn } from '../testing/event-kinds.ts';
import type { Golden } from '../testing/feature.ts';
import { golden, readGolden, traceOf } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';

/*
 * The defects for which bpmn-engine was not taken as the core of execution, each as models of our own with the right result; the
 * smaller ones are in engine-findings-events.spec.ts and engine-findings-activities.spec.ts; the specs test/reference/findings*.spec.ts
 * show what bpmn-engine does.
 */

const model = (process: string): Golden['model'] => ({ roots: eventRoots, process });
const boundary = (id: string, host: string, definition: string, attributes = ''): string =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" ${attributes}>${definition}</boundaryEvent>`;
const handler = (id: string, definition: string, interrupts = true): string =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}-in" isInterrupting="${interrupts}">${definition}</startEvent>
    ${users(`${id}-work`)}${flows(`${id}-in -> ${id}-work`)}</subProcess>`;
const failing = `<endEvent id="fail">${error}</endEvent>`;

/** A wait inside a sub-process, then its end; its border catches; `normal` behind it. */
const afterWait = (wait: string, end: string, caught: string): Golden['model'] =>
  model(`<startEvent id="s"/>${scope('sub', `${wait}${end}${flows('sub-in -> wait -> fail')}`)}${caught}${users('normal', 'handled')}
    ${flows('s -> sub -> normal', 'caught -> handled')}`);
const waits = {
  'a user task': ['<userTask id="wait"/>', (play: Play) => play.complete('wait')],
  'a job': ['<serviceTask id="wait" camunda:type="external" camunda:topic="t"/>', (play: Play) => play.finishJob('wait')],
  'a message': [`<intermediateCatchEvent id="wait">${message}</intermediateCatchEvent>`, (play: Play) => play.receive('wait')],
  'a signal': [`<intermediateCatchEvent id="wait">${signal}</intermediateCatchEvent>`, (play: Play) => play.hear('wait')],
  'a timer': [
    '<intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>',
    (play: Play) => play.fire('wait'),
  ],
} as const satisfies Record<string, readonly [string, (play: Play) => Play]>;
const untilWait = '+s -s +sub +sub-in -sub-in +wait -wait +fail -fail';

describe('A.1: what is thrown after a wait inside a sub-process', () => {
  for (const [name, [wait, serve]] of Object.entries(waits))
    golden(`an error after ${name} is caught at the border, and the normal path is not taken`, {
      model: afterWait(wait, failing, boundary('caught', 'sub', error)),
      play: (play) => void serve(play.start()),
      trace: `${untilWait} ~sub +caught -caught +handled`,
    });
  golden('an error in the second of two nested sub-processes goes to the outer border when only that fits', {
    model:
      model(`<startEvent id="s"/>${scope('sub', `${scope('inner', `${users('wait')}${failing}${flows('inner-in -> wait -> fail')}`)}${flows('sub-in -> inner')}`)}
      ${boundary('caught', 'sub', error)}${users('normal', 'handled')}${flows('s -> sub -> normal', 'caught -> handled')}`),
    play: (play) => play.start().complete('wait'),
    trace: '+s -s +sub +sub-in -sub-in +inner +inner-in -inner-in +wait -wait +fail -fail ~inner ~sub +caught -caught +handled',
  });
  golden('an escalation interrupts, and nothing behind its throw begins', {
    model: afterWait(
      waits['a user task'][0],
      `<intermediateThrowEvent id="fail">${escalation}</intermediateThrowEvent>${users('next')}${flows('fail -> next')}`,
      boundary('caught', 'sub', escalation),
    ),
    play: (play) => play.start().complete('wait'),
    trace: `${untilWait} ~sub +caught -caught +handled`,
  });
  golden('an escalation that does not interrupt is heard beside the normal path', {
    model: afterWait(
      waits['a message'][0],
      `<endEvent id="fail">${escalation}</endEvent>`,
      boundary('caught', 'sub', escalation, 'cancelActivity="false"'),
    ),
    play: (play) => play.start().receive('wait'),
    trace: `${untilWait} +caught -caught -sub +handled +normal`,
  });
  golden('a compensation undoes what completed in the sub-process before the wait', {
    model:
      model(`<startEvent id="s"/>${scope('sub', `${users('a', 'wait')}${undone('a')}${thrown()}${flows('sub-in -> a -> wait -> throw')}`)}
      ${users('normal')}${flows('s -> sub -> normal')}`),
    play: (play) => play.start().complete('a').complete('wait').complete('undo-a'),
    trace: '+s -s +sub +sub-in -sub-in +a -a +wait -wait +throw +undo-a -undo-a -throw -sub +normal',
  });
});

describe('A.2: a parallel join with a choice inside a branch', () => {
  const choice =
    model(`<startEvent id="s"/><parallelGateway id="fork"/><parallelGateway id="join"/><exclusiveGateway id="choice" default="choice_merge"/><exclusiveGateway id="merge"/>
    <task id="quick"/>${users('slow', 'z')}
    ${flows('s -> fork -> quick -> join -> z', 'fork -> choice', 'choice -> slow: = slowly', 'slow -> merge', 'choice -> merge', 'merge -> join')}`);
  golden('waits for the branch that is still at work', {
    model: choice,
    play: (play) => {
      expect(play.start({ slowly: true }).tasks()).toEqual(['slow']);
      play.complete('slow');
    },
    trace: '+s -s +fork -fork +quick -quick +choice -choice +slow -slow +merge -merge +join -join +z',
  });
  golden('goes on at once where the choice leads past the work', {
    model: choice,
    play: (play) => play.start({ slowly: false }),
    trace: '+s -s +fork -fork +quick -quick +choice -choice +merge -merge +join -join +z',
  });
});

describe('A.3: an inclusive join', () => {
  const joined = (rest: string, ...lines: string[]): Golden['model'] =>
    model(`<startEvent id="s"/><inclusiveGateway id="fork" default="fork_c"/><inclusiveGateway id="join"/>${users('a', 'b', 'c')}${rest}
      ${flows('fork -> a: = a', 'fork -> b: = b', 'fork -> c', 'a -> join', 'b -> join', 'c -> join', ...lines)}`);
  golden('of two branches passes once, after the second', {
    model: joined(users('z'), 's -> fork', 'join -> z'),
    play: (play) => {
      expect(play.start({ a: true, b: true }).complete('b').tasks()).toEqual(['a']);
      play.complete('a');
    },
    trace: '+s -s +fork -fork +a +b -b -a +join -join +z',
  });
  golden('in a loop passes once a round', {
    model: joined(
      '<exclusiveGateway id="again"/><exclusiveGateway id="enough" default="enough_e"/><endEvent id="e"/>',
      's -> again -> fork',
      'join -> enough -> e',
      'enough -> again: = n < 2',
    ),
    play: (play) => play.start({ a: true, b: true, n: 1 }).complete('a').complete('b').complete('b').complete('a', { n: 2 }),
    trace: `+s -s +again -again +fork -fork +a +b -a -b +join -join +enough -enough
      +again -again +fork -fork +a +b -b -a +join -join +enough -enough +e -e =completed`,
  });
});

describe('A.4: an error that nobody catches', () => {
  const told = (play: Play): void => {
    expect(play.outcome()).toBeUndefined();
    expect(play.of('incidentRaised')).toMatchObject([{ elementId: 'fail', incidentType: 'errorNotCaught' }]);
    expect(play.tasks()).toEqual([]);
  };
  golden('in the process raises an incident', {
    model: model(`<startEvent id="s"/>${failing}${flows('s -> fail')}`),
    play: (play) => told(play.start()),
    trace: '+s -s +fail !errorNotCaught@fail',
  });
  golden('in a sub-process whose border waits for another code does so too, and the normal path is not taken', {
    model: afterWait(waits['a user task'][0], failing, boundary('caught', 'sub', '<errorEventDefinition errorRef="e2"/>')),
    play: (play) => told(play.start().complete('wait')),
    trace: '+s -s +sub +sub-in -sub-in +wait -wait +fail !errorNotCaught@fail',
  });
});

describe('A.5: event sub-processes', () => {
  const daily = timer.replace('R/PT1H', 'R/P1D');
  const kinds = {
    message: [message, (play: Play) => play.receive('h-in')],
    signal: [signal, (play: Play) => play.hear('h-in')],
    timer: [daily, (play: Play) => play.fire('h-in')],
    conditional: [conditional, (play: Play) => play.write({ ready: true })],
  } as const;
  for (const [kind, [definition, occur]] of Object.entries(kinds)) {
    golden(`with a ${kind} start are armed in the process and cancel what runs beside`, {
      model: model(
        `<startEvent id="s"/><parallelGateway id="f"/>${users('a', 'b')}${flows('s -> f -> a', 'f -> b')}${handler('h', definition)}`,
      ),
      play: (play) => {
        occur(play.start());
        expect(waitingIn(play)).toEqual(['task h-work']);
        play.complete('h-work');
      },
      trace: '+s -s +f -f +a +b ~b ~a +h +h-in -h-in +h-work -h-work -h =completed',
    });
    golden(`with a ${kind} start are armed in a sub-process, run beside it and are disarmed with it`, {
      model: model(
        `<startEvent id="s"/>${scope('sub', `${users('a')}${flows('sub-in -> a')}${handler('h', definition, false)}`)}${users('z')}${flows('s -> sub -> z')}`,
      ),
      play: (play) => {
        occur(play.start()).complete('a');
        expect(play.tasks()).toEqual(['h-work']);
        play.complete('h-work');
        expect(waitingIn(play)).toEqual(['task z']);
      },
      trace: '+s -s +sub +sub-in -sub-in +a +h +h-in -h-in +h-work -a -h-work -h -sub +z',
    });
  }
  golden("a job's error at the root is caught by one", {
    model:
      model(`<startEvent id="s"/><parallelGateway id="f"/><serviceTask id="a" camunda:type="external" camunda:topic="t"/>${users('b')}
      ${flows('s -> f -> a', 'f -> b')}${handler('h', error)}`),
    play: (play) => play.start().failJob('a', 'E1').complete('h-work'),
    trace: '+s -s +f -f +a +b ~a ~b +h +h-in -h-in +h-work -h-work -h =completed',
  });
});

describe('A.6: thousands of elements', () => {
  const count = 3_000;
  const row = Array.from({ length: count }, (_, i) => `t${i}`);
  golden('in a row are passed', {
    model: model(
      `<startEvent id="s"/>${row.map((id) => `<task id="${id}"/>`).join('')}${users('z')}${flows(['s', ...row, 'z'].join(' -> '))}`,
    ),
    play: (play) => void play.start().goOn(),
    trace: ['+s -s', ...row.map((id) => `+${id} -${id}`), '+z'].join(' '),
    restartEvery: 500,
  });
  golden('in rounds of a loop are passed, and leave nothing behind', {
    model:
      model(`<startEvent id="s"/><exclusiveGateway id="m"/><scriptTask id="t" scriptFormat="feel" camunda:resultVariable="n"><script>n + 1</script></scriptTask>
      <exclusiveGateway id="x" default="x_z"/>${users('z')}${flows('s -> m -> t -> x -> z', `x -> m: = n < ${count}`)}`),
    play: (play) => {
      play.start({ n: 0 }).goOn();
      expect(play.variables()).toEqual({ n: count });
      expect(JSON.stringify(play.snapshot).length).toBeLessThan(1_000);
    },
    trace: ['+s -s', ...Array.from({ length: count }, () => '+m -m +t -t +x -x'), '+z'].join(' '),
    restartEvery: 500,
  });
});

describe('A.7: a snapshot', () => {
  it('of every point between two elements goes on from there to the same end', async () => {
    const process = await readGolden({
      model:
        model(`<startEvent id="s"/><parallelGateway id="f"/><task id="a"/>${scope('sub', `<task id="x"/><task id="y"/>${undone('x')}${flows('sub-in -> x -> y')}`)}<parallelGateway id="j"/>
        <intermediateThrowEvent id="note">${escalation}</intermediateThrowEvent>${handler('h', escalation, false).replace('userTask', 'task')}${users('z')}
        ${flows('s -> f -> a -> j -> note -> z', 'f -> sub -> j')}`),
    });
    const trace = (records: Play['records']): string => traceOf(records);
    const one = new Play(process, { stepBudget: 1 }).start();
    const points = [{ snapshot: asStored(one.snapshot!), told: one.records.length }];
    for (let job = one.waits('continue')[0]; job; job = one.waits('continue')[0]) {
      one.do({ type: 'continue', jobId: job.id });
      points.push({ snapshot: asStored(one.snapshot!), told: one.records.length });
    }
    expect(points.length).toBeGreaterThan(10);
    for (const { snapshot, told } of points) {
      const other = new Play(process, { ids: `from${told}-` });
      other.snapshot = snapshot;
      other.goOn();
      expect(trace([...one.records.slice(0, told), ...other.records])).toBe(trace(one.records));
      expect(waitingIn(other)).toEqual(['task z']);
    }
  });
});

describe('A.8: a loop of waits', () => {
  golden('keeps nothing of the rounds that are over', {
    model: model(
      `<startEvent id="s"/><exclusiveGateway id="m"/>${users('a')}<exclusiveGateway id="x" default="x_e"/><endEvent id="e"/>${flows('s -> m -> a -> x -> e', 'x -> m: = more')}`,
    ),
    play: (play) => {
      play.start({ more: true });
      const first = JSON.stringify(play.snapshot).length;
      for (let round = 0; round < 99; round++) play.complete('a');
      expect(JSON.stringify(play.snapshot).length).toBeLessThan(first + 20);
      play.complete('a', { more: false });
    },
    trace: ['+s -s', ...Array.from({ length: 100 }, () => '+m -m +a -a +x -x'), '+e -e =completed'].join(' '),
  });
});
