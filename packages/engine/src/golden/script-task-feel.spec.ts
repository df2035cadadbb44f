import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';

const row = (task: string) => `
  <startEvent id="start"/>${task}<endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="sum"/>
  <sequenceFlow id="f2" sourceRef="sum" targetRef="end"/>`;

const sum = (script: string, more = '') =>
  `<scriptTask id="sum" scriptFormat="feel" camunda:resultVariable="total">${more}<script>${script}</script></scriptTask>`;

feature('script task: FEEL', {
  normal: {
    model: row(sum('a + b')),
    play: (play) => {
      play.start({ a: 1, b: 2 });
      expect(play.of('variableWritten').map(({ name, value }) => [name, value])).toContainEqual(['total', 3]);
    },
    trace: '+start -start +sum -sum +end -end =completed',
  },
  cancelled: {
    model: row(`${sum('a + b').replace('<scriptTask ', '<scriptTask camunda:asyncBefore="true" ')}`),
    play: (play) => play.start({ a: 1, b: 2 }).do({ type: 'cancel' }),
    trace: '+start -start =terminated',
  },
  repeated: {
    model: row(
      sum(
        'loopCounter * 2',
        `<multiInstanceLoopCharacteristics isSequential="true" gaita:outputCollection="all" gaita:outputElement="= total"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>`,
      ),
    ),
    play: (play) => {
      play.start();
      expect(play.of('variableWritten').map(({ name, value }) => [name, value])).toContainEqual(['all', [0, 2, 4]]);
    },
    trace: '+start -start +sum +sum -sum +sum -sum +sum -sum -sum +end -end =completed',
  },
});
