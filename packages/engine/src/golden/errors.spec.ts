import { expect } from '@jest/globals';
import { eventRoots } from '../testing/event-kinds.ts';
import { feature } from '../testing/feature.ts';

const flow = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;
const error = (ref = 'e1') => `<errorEventDefinition ${ref && `errorRef="${ref}"`}/>`;
const job = (id: string, inside = '') =>
  `<serviceTask id="${id}" camunda:type="external" camunda:topic="${id}">${inside}</serviceTask>`;
const boundary = (id: string, host: string, definition: string) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}">${definition}</boundaryEvent><userTask id="${id}-task"/>${flow(id, `${id}-task`)}`;
const handler = (id: string, definition: string, inside = `<userTask id="${id}-task"/>${flow(`${id}-start`, `${id}-task`)}`) =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}-start">${definition}</startEvent>${inside}</subProcess>`;
const parallel = (cardinality: number) =>
  `<multiInstanceLoopCharacteristics><loopCardinality>${cardinality}</loopCardinality></multiInstanceLoopCharacteristics>`;

const ended = (inside: string, beside = '') => ({
  roots: eventRoots,
  process: `<startEvent id="start"/><subProcess id="part"><startEvent id="begin"/>${inside}</subProcess>${flow('start', 'part')}${beside}`,
});
const throwing = `<userTask id="work"/><endEvent id="throw">${error()}</endEvent>${flow('begin', 'work')}${flow('work', 'throw')}`;

feature('end event: error', {
  normal: {
    model: ended(throwing, boundary('caught', 'part', error())),
    play: (play) => play.start().complete('work'),
    trace: '+start -start +part +begin -begin +work -work +throw -throw ~part +caught -caught +caught-task',
  },
  cancelled: {
    model: ended(throwing, boundary('caught', 'part', error())),
    play: (play) => play.start().do({ type: 'cancel' }),
    trace: '+start -start +part +begin -begin +work ~work ~part =terminated',
  },
  repeated: {
    model: ended(throwing, `${boundary('caught', 'part', error())}${flow('caught-task', 'part')}`),
    play: (play) => play.start().complete('work').complete('caught-task').complete('work').complete('caught-task'),
    trace: `+start -start +part +begin -begin +work -work +throw -throw ~part +caught -caught +caught-task -caught-task
      +part +begin -begin +work -work +throw -throw ~part +caught -caught +caught-task -caught-task +part +begin -begin +work`,
  },
});

feature('error: travels to the nearest fitting scope', {
  normal: {
    // A code goes before none at the same level; the nearer level goes first.
    model: ended(
      `<subProcess id="inner"><startEvent id="deep"/>${job('work')}${flow('deep', 'work')}</subProcess>${flow('begin', 'inner')}
       ${boundary('other', 'inner', error('e2'))}`,
      `${boundary('any', 'part', error(''))}${boundary('exact', 'part', error('e1'))}`,
    ),
    play: (play) => play.start().failJob('work', 'E1'),
    trace: `+start -start +part +begin -begin +inner +deep -deep +work ~work ~inner ~part +exact -exact +exact-task`,
  },
  cancelled: {
    // The error of one instance takes away its siblings and the whole body.
    model: {
      roots: eventRoots,
      process: `<startEvent id="start"/>${job('work', parallel(3))}${flow('start', 'work')}${boundary('caught', 'work', error())}`,
    },
    play: (play) => {
      play.start().finishJob('work').failJob('work', 'E1');
      expect(play.waits('job')).toEqual([]);
    },
    trace: '+start -start +work +work +work +work -work ~work ~work ~work +caught -caught +caught-task',
  },
  repeated: {
    // An event sub-process does not catch what it throws: it goes to the next scope.
    model: ended(
      `${job('work')}${flow('begin', 'work')}
       ${handler('repair', error(), `${job('again')}${flow('repair-start', 'again')}`)}`,
      boundary('caught', 'part', error()),
    ),
    play: (play) => play.start().failJob('work', 'E1').failJob('again', 'E1'),
    trace: `+start -start +part +begin -begin +work ~work +repair +repair-start -repair-start +again
      ~again ~repair ~part +caught -caught +caught-task`,
  },
  'an event sub-process goes before the boundary of its scope': {
    model: ended(`${throwing}${handler('repair', error())}`, boundary('caught', 'part', error())),
    play: (play) => play.start().complete('work').complete('repair-task'),
    trace: `+start -start +part +begin -begin +work -work +throw -throw +repair +repair-start -repair-start +repair-task -repair-task
      -repair -part =completed`,
  },
  'an event sub-process within an event sub-process': {
    model: ended(
      `${job('work')}${flow('begin', 'work')}
       ${handler('outer', '<messageEventDefinition messageRef="m1"/>', `${job('again')}${flow('outer-start', 'again')}${handler('inner', error())}`)}`,
      boundary('caught', 'part', error()),
    ),
    play: (play) => play.start().receive('outer-start').failJob('again', 'E1').complete('inner-task'),
    trace: `+start -start +part +begin -begin +work ~work +outer +outer-start -outer-start +again ~again
      +inner +inner-start -inner-start +inner-task -inner-task -inner -outer -part =completed`,
  },
  'through a call activity': {
    model: {
      roots: eventRoots,
      process: `<startEvent id="start"/><callActivity id="call" calledElement="other"/>${flow('start', 'call')}
        <boundaryEvent id="caught" attachedToRef="call"><errorEventDefinition errorRef="e1" camunda:errorCodeVariable="code" camunda:errorMessageVariable="message"/></boundaryEvent>
        <userTask id="after"/>${flow('caught', 'after')}`,
    },
    play: (play) => {
      play.start();
      const { tokenId } = play.wait('called', 'call');
      play.do({ type: 'calledError', tokenId, errorCode: 'E1', errorMessage: 'no money', variables: {} });
      expect(play.variables()).toEqual({ code: 'E1', message: 'no money' });
    },
    trace: '+start -start +call ~call +caught -caught +after',
  },
});

feature('error: caught by nobody', {
  normal: {
    model: ended(throwing, boundary('caught', 'part', error('e2'))),
    play: (play) => {
      play.start().complete('work');
      expect(play.wait('incident', 'throw')).toBeDefined();
      expect(play.outcome()).toBeUndefined();
    },
    trace: '+start -start +part +begin -begin +work -work +throw !errorNotCaught@throw',
  },
  cancelled: {
    model: {
      roots: eventRoots,
      process: `<startEvent id="start"/>${job('work', parallel(2))}${flow('start', 'work')}`,
    },
    play: (play) => {
      play.start().failJob('work', 'E1').do({ type: 'cancel' });
      expect(play.of('incidentResolved')).toHaveLength(1);
    },
    trace: '+start -start +work +work +work !errorNotCaught@work ~work ~work ~work =terminated',
  },
  repeated: {
    model: ended(`${job('work')}${flow('begin', 'work')}`),
    play: (play) => {
      // A retry does the work again.
      play.start().failJob('work', 'E1');
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'work').id }).failJob('work', 'E2');
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'work').id }).finishJob('work');
    },
    trace: `+start -start +part +begin -begin +work !errorNotCaught@work !errorNotCaught@work -work -part =completed`,
  },
  'in a called process: it fails, and its caller is told': {
    model: ended(throwing),
    play: (play) => {
      play.start({ reason: 'r' }, { calledBy: { instanceId: 'caller', tokenId: 'call' } }).complete('work');
      expect(play.of('deliverySent').map(({ delivery }) => delivery)).toMatchObject([
        { type: 'calledError', parentInstanceId: 'caller', parentTokenId: 'call', errorCode: 'E1', variables: { reason: 'r' } },
      ]);
    },
    trace: '+start -start +part +begin -begin +work -work +throw -throw ~part =failed',
  },
});

feature('end event: terminate', {
  normal: {
    model: ended(
      `<parallelGateway id="fork"/><userTask id="work"/><userTask id="other"/><endEvent id="stop"><terminateEventDefinition/></endEvent>
       ${flow('begin', 'fork')}${flow('fork', 'work')}${flow('fork', 'other')}${flow('work', 'stop')}`,
      `<userTask id="after"/>${flow('part', 'after')}`,
    ),
    play: (play) => play.start().complete('work').complete('after'),
    trace: `+start -start +part +begin -begin +fork -fork +work +other -work +stop ~other -stop -part +after -after =completed`,
  },
  cancelled: {
    // It ends what its event sub-processes wait for, and those that run.
    model: ended(
      `<userTask id="work"/><endEvent id="stop"><terminateEventDefinition/></endEvent>${flow('begin', 'work')}${flow('work', 'stop')}
       <subProcess id="note" triggeredByEvent="true"><startEvent id="rung" isInterrupting="false"><signalEventDefinition signalRef="s1"/></startEvent>
         <userTask id="write"/>${flow('rung', 'write')}</subProcess>`,
    ),
    play: (play) => {
      play.start().hear('rung').complete('work');
      expect(play.of('subscriptionClosed')).toHaveLength(1);
    },
    trace: `+start -start +part +begin -begin +work +note +rung -rung +write -work +stop ~write ~note -stop -part =completed`,
  },
  repeated: {
    // Of a multi-instance sub-process only the one instance ends.
    model: ended(
      `${parallel(2)}<parallelGateway id="fork"/><userTask id="work"/><userTask id="other"/>
       <endEvent id="stop"><terminateEventDefinition/></endEvent>
       ${flow('begin', 'fork')}${flow('fork', 'work')}${flow('fork', 'other')}${flow('work', 'stop')}`,
    ),
    play: (play) => {
      play.start().complete('work');
      expect(play.tasks()).toEqual(['work', 'other']);
      play.complete('work');
    },
    trace: `+start -start +part +part +begin -begin +part +fork -fork +begin -begin +work +other +fork -fork +work +other
      -work +stop ~other -stop -part -work +stop ~other -stop -part -part =completed`,
  },
});
