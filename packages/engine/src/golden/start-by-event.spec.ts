import { expect } from '@jest/globals';
import { conditional, eventRoots, message, signal, timer, waitingIn } from '../testing/event-kinds.ts';
import { feature } from '../testing/feature.ts';
import type { Play } from '../testing/play.ts';

const kinds = {
  message,
  signal,
  timer,
  conditional,
  multiple: message + signal + timer,
  'parallel multiple': message + signal + timer,
} as const;

/** When the events have occurred is the server's to know; an instance begins at the start event with what they brought. */
for (const name of Object.keys(kinds) as (keyof typeof kinds)[]) {
  const parallel = name === 'parallel multiple' ? 'parallelMultiple="true"' : '';
  const start = `<startEvent id="caught" ${parallel}>${kinds[name]}</startEvent>`;
  const model = {
    roots: eventRoots,
    process: `
      ${start}
      <userTask id="work"/><exclusiveGateway id="again" default="enough"/><exclusiveGateway id="merge"/><endEvent id="end"/>
      <sequenceFlow id="f1" sourceRef="caught" targetRef="merge"/>
      <sequenceFlow id="f2" sourceRef="merge" targetRef="work"/>
      <sequenceFlow id="f3" sourceRef="work" targetRef="again"/>
      <sequenceFlow id="f4" sourceRef="again" targetRef="merge"><conditionExpression xsi:type="tFormalExpression">= again</conditionExpression></sequenceFlow>
      <sequenceFlow id="enough" sourceRef="again" targetRef="end"/>`,
  };
  const begin = (play: Play) => play.start({ amount: 7 }, { startElementId: 'caught', businessKey: 'K' });
  feature(`start event: ${name}`, {
    normal: {
      model,
      play: (play) => {
        begin(play);
        expect(play.of('instanceStarted')).toMatchObject([{ startElementId: 'caught', businessKey: 'K' }]);
        expect(play.variables()).toEqual({ amount: 7 });
        expect(waitingIn(play)).toEqual(['task work']);
        play.complete('work', { again: false });
      },
      trace: '+caught -caught +merge -merge +work -work +again -again +end -end =completed',
    },
    cancelled: {
      model,
      play: (play) => {
        begin(play).do({ type: 'cancel' });
        expect(play.waits()).toEqual([]);
      },
      trace: '+caught -caught +merge -merge +work ~work =terminated',
    },
    repeated: {
      model,
      play: (play) => {
        begin(play).complete('work', { again: true }).complete('work', { again: false });
      },
      trace: `+caught -caught +merge -merge +work -work +again -again +merge -merge +work -work +again -again
        +end -end =completed`,
    },
    'is the only way in': {
      model,
      play: (play) => {
        const plain = { type: 'start', instanceId: 'instance', variables: {} } as const;
        expect(play.try(plain)?.code).toBe('invalid-request');
        expect(play.try({ ...plain, startElementId: 'work' })?.code).toBe('invalid-request');
        begin(play);
      },
      trace: '+caught -caught +merge -merge +work',
    },
  });
}
