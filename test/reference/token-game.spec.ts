import { describe, expect, it } from '@jest/globals';
import { readModel } from '@gaita/bpmn';
import type { ProcessModel } from '@gaita/bpmn';
import type { JournalRecord } from '@gaita/contracts';
import fc from 'fast-check';
import { ScenarioPlay } from '../processes/play-scenario.ts';
import { decisionsOf, processKeys, processModel, readShipped, scenariosOf } from '../processes/shipped.ts';
import { drawModel } from './draw-model.ts';
import { chooser, KernelRun } from './kernel-run.ts';
import { anyModel } from './random-block.ts';
import { findIllegal } from './token-game.ts';

/** The journal of the started instance of a random model. */
async function journalOf(block: Parameters<typeof drawModel>[0], choices: number, stepBudget: number) {
  const model = await readModel(drawModel(block));
  const run = new KernelRun(model, { choose: chooser(choices), stepBudget }).play('random', {
    c0: choices % 2 === 0,
    c1: true,
    again: false,
  });
  const processOf = (id: string): ProcessModel => model.processes.find((process) => process.id === run.keyOf.get(id))!;
  return [...run.journals()].map(([id, records]) => ({ process: processOf(id), records }));
}

const moves: readonly JournalRecord['kind'][] = ['activityStarted', 'activityEnded', 'flowTaken'];

/** One thing in a journal that cannot have been: a move left out, told twice, told too early, or made by another flow. */
function forge(
  process: ProcessModel,
  records: readonly JournalRecord[],
  how: number,
  where: number,
): JournalRecord[] | undefined {
  const places = records.flatMap((record, at) => (moves.includes(record.kind) ? [at] : []));
  const at = places[where % places.length]!;
  const record = records[at]!;
  switch (how) {
    case 0:
      return records.toSpliced(at, 1);
    case 1:
      return records.toSpliced(at, 0, record);
    case 2:
      // An end before its start, a start before the flow into it.
      return [record, ...records.toSpliced(at, 1)];
    default: {
      if (record.kind !== 'flowTaken') return undefined;
      const other = process.flows.find(({ id }) => id !== record.flowId);
      return other && records.with(at, { ...record, flowId: other.id });
    }
  }
}

describe('the reference token game', () => {
  it('finds every journal illegal in which one move was left out, repeated, brought forward or made by another flow', async () => {
    await fc.assert(
      fc.asyncProperty(anyModel, fc.integer({ min: 1 }), fc.nat({ max: 3 }), fc.nat(), async (block, choices, how, where) => {
        const [{ process, records }] = (await journalOf(block, choices, 1_000)) as [
          { process: ProcessModel; records: JournalRecord[] },
        ];
        const forged = forge(process, records, how, where);
        fc.pre(forged !== undefined);
        expect(findIllegal(process, forged!)).toBeDefined();
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it("finds the shipped processes' scenarios legal", async () => {
    for (const key of processKeys) {
      const shipped = readShipped(key);
      const model = await processModel(shipped);
      for (const [name, scenario] of scenariosOf(shipped)) {
        const play = new ScenarioPlay(model, await decisionsOf(shipped), scenario);
        for (const step of scenario.steps) if (!('expect' in step)) play.step(step);
        expect({ key, name, illegal: findIllegal(model, play.records) }).toEqual({ key, name, illegal: undefined });
      }
    }
  }, 60_000);

  it('says where and why: a join that did not wait', async () => {
    const [{ process, records }] = (await journalOf(
      { kind: 'and', branches: [{ kind: 'task' }, { kind: 'user' }] },
      1,
      1_000,
    )) as [{ process: ProcessModel; records: JournalRecord[] }];
    const join = records.findIndex((record) => record.kind === 'activityStarted' && record.elementId.startsWith('andJoin'));
    const early = records.findIndex((record) => record.kind === 'taskCreated');
    const forged = [...records.slice(0, early), records[join]!, ...records.slice(early)];
    expect(findIllegal(process, forged)).toMatch(/^record \d+ \(activityStarted\): andJoin\d+ waits for more flows$/);
  });
});
