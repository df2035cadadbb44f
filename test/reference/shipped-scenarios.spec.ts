import { describe, expect, it } from '@jest/globals';
import { ScenarioPlay } from '../processes/play-scenario.ts';
import { decisionsOf, processKeys, processModel, readShipped, scenariosOf } from '../processes/shipped.ts';
import { ReferenceRun } from './bpmn-engine.ts';
import { outsideSubset } from './comparable-subset.ts';
import { sameNames, threadsOf, traceOf } from './threads.ts';
import { writePlain } from './write-plain.ts';

describe("the shipped processes' scenarios", () => {
  it('start and end the same activities in the same order on our kernel and on bpmn-engine', async () => {
    const outside: string[] = [];
    let compared = 0;
    for (const key of processKeys) {
      const shipped = readShipped(key);
      const model = await processModel(shipped);
      for (const [name, scenario] of scenariosOf(shipped)) {
        const ours = new ScenarioPlay(model, await decisionsOf(shipped), scenario);
        for (const step of scenario.steps) if (!('expect' in step)) ours.step(step);
        const reason = outsideSubset([model]);
        if (reason) {
          outside.push(`${key}/${name} (${reason})`);
          continue;
        }
        compared++;
        const reference = await ReferenceRun.start(writePlain(model, ours.records));
        reference.replay(ours.records);
        const [mine, theirs] = [traceOf(ours.records), reference.trace].map((trace) =>
          threadsOf(sameNames(trace, [model]), [model]),
        );
        expect({ key, name, threads: mine }).toEqual({ key, name, threads: theirs });
      }
    }
    process.stdout.write(
      `shipped scenarios: ${compared} of ${compared + outside.length} lie in the comparable subset\n  outside: ${outside.join(', ')}\n`,
    );
    expect(compared).toBeGreaterThan(outside.length);
  });
});
