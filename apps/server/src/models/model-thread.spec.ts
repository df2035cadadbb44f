import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { compile } from '@gaita/engine';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { modelFile } from '../../../../test/support/small-model.ts';
import { ModelThread } from './model-thread.ts';
import { readResources } from './read-resources.ts';

/** Two gateways with many conditional flows between them. */
const wide = (flows: number, extra = '') =>
  modelFile(
    'wide',
    `<startEvent id="start"/><exclusiveGateway id="choice" default="f0"/><exclusiveGateway id="join"/><endEvent id="end"/>
     <sequenceFlow id="a" sourceRef="start" targetRef="choice"/><sequenceFlow id="z" sourceRef="join" targetRef="end"/>${extra}
     ${Array.from(
       { length: flows },
       (_each, i) =>
         `<sequenceFlow id="f${i}" sourceRef="choice" targetRef="join">${i === 0 ? '' : `<conditionExpression xsi:type="tFormalExpression">= amount &gt; ${i}</conditionExpression>`}</sequenceFlow>`,
     ).join('\n')}`,
  );
const options = { scripts: false };

describe('A large model', () => {
  let thread: ModelThread;
  beforeEach(() => {
    thread = new ModelThread();
  });
  afterEach(() => thread.beforeApplicationShutdown());

  it('is read on a thread of its own, with the same findings', async () => {
    const resources = [{ name: 'wide.bpmn', content: wide(1_000, '<task id="lost"/>') }];
    const read = await thread.readResources(resources, options);
    expect(read).toEqual(await readResources(resources, options));
    expect(read.problems).toContainEqual(
      expect.objectContaining({ rule: 'reachable-node', elementId: 'lost', resource: 'wide.bpmn' }),
    );
    const process = compile(read.processes[0]!.model, { isChecked: true });
    expect([process.problems, process.flows.size, process.expressions.size]).toEqual([[], 1_002, 999]);
  });

  it('lets the server go on meanwhile', async () => {
    const content = wide(8_000);
    await thread.readModel(content); // the thread has begun
    let stood = 1;
    // A machine with other work may take the processor away once, not each time.
    for (let tries = 0; tries < 5 && stood >= 1 / 4; tries++) {
      const delay = monitorEventLoopDelay({ resolution: 5 });
      const alone = performance.now();
      delay.enable();
      await thread.readResources([{ name: 'wide.bpmn', content }], options);
      delay.disable();
      stood = delay.max / 1e6 / (performance.now() - alone);
    }
    expect(stood).toBeLessThan(1 / 4);
  });

  it('waits for its turn, and is answered for itself', async () => {
    const models = await Promise.all([900, 1_000, 1_100].map((flows) => thread.readModel(wide(flows))));
    expect(models.map(({ processes }) => processes[0]?.flows.length)).toEqual([902, 1_002, 1_102]);
  });

  it('is given up when the server stops', async () => {
    const readings = [thread.readModel(wide(8_000)), thread.readModel(wide(1_000))];
    const stopped = Promise.allSettled(readings);
    await thread.beforeApplicationShutdown();
    expect((await stopped).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
