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
import { proveModel } from './prove-model.ts';
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

/** Two instances of a transaction: in each something is done that can be undone; one may have ended otherwise when a person cancels in the other. */
const twice = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:test">
  <message id="m" name="m"/>
  <process id="random" isExecutable="true">
    <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="twice"/>
    <transaction id="twice">
      <multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">2</loopCardinality></multiInstanceLoopCharacteristics>
      <startEvent id="in"/><sequenceFlow id="f2" sourceRef="in" targetRef="do"/>
      <task id="do"/><sequenceFlow id="f3" sourceRef="do" targetRef="ask"/>
      <userTask id="ask"/><sequenceFlow id="f4" sourceRef="ask" targetRef="cancel"/>
      <endEvent id="cancel"><cancelEventDefinition/></endEvent>
      ${inside}
    </transaction>
    <boundaryEvent id="cancelled" attachedToRef="twice"><cancelEventDefinition/></boundaryEvent>
    <sequenceFlow id="f7" sourceRef="cancelled" targetRef="end"/><sequenceFlow id="f8" sourceRef="twice" targetRef="end"/>
    <endEvent id="end"/>
  </process>
</definitions>`;
const undoing = (handler: string) => `
  <boundaryEvent id="done" attachedToRef="do"><compensateEventDefinition/></boundaryEvent>${handler}
  <association id="a" associationDirection="One" sourceRef="done" targetRef="undo"/>`;
const rescue = `
  <subProcess id="stop" triggeredByEvent="true">
    <startEvent id="called"><messageEventDefinition messageRef="m"/></startEvent><sequenceFlow id="f5" sourceRef="called" targetRef="help"/>
    <userTask id="help"/><sequenceFlow id="f6" sourceRef="help" targetRef="helped"/><endEvent id="helped"/>
  </subProcess>`;
const terminate = `
  <sequenceFlow id="f9" sourceRef="do" targetRef="choose"/><userTask id="choose"/><sequenceFlow id="f10" sourceRef="choose" targetRef="stop"/>
  <endEvent id="stop"><terminateEventDefinition/></endEvent>`;
const steps = '<startEvent id="u1"/><sequenceFlow id="uf" sourceRef="u1" targetRef="u2"/><endEvent id="u2"/>';

const several = (how: string) =>
  `<multiInstanceLoopCharacteristics ${how}><loopCardinality xsi:type="tFormalExpression">2</loopCardinality></multiInstanceLoopCharacteristics>`;
/** Something done once, something done again and again, and all of it undone. */
const undoneLater = (repeated: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:test">
  <process id="random" isExecutable="true">
    <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="once"/>
    <task id="once"/><sequenceFlow id="f2" sourceRef="once" targetRef="again"/>
    <task id="again">${repeated}</task><sequenceFlow id="f3" sourceRef="again" targetRef="back"/>
    <endEvent id="back"><compensateEventDefinition/></endEvent>
    ${['once', 'again']
      .map(
        (id) => `<boundaryEvent id="${id}-done" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent>
          <task id="${id}-undo" isForCompensation="true"/>
          <association id="${id}-a" associationDirection="One" sourceRef="${id}-done" targetRef="${id}-undo"/>`,
      )
      .join('')}
  </process>
</definitions>`;

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
  });

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
  });

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

  it.each([
    ['interrupted', twice(undoing('<task id="undo" isForCompensation="true"/>') + rescue)],
    ['terminated', twice(undoing(`<subProcess id="undo" isForCompensation="true">${steps}</subProcess>`) + terminate)],
    [
      'terminated and undone by an event sub-process',
      twice(
        `<subProcess id="undo" triggeredByEvent="true">${steps.replace('"u1"/>', '"u1"><compensateEventDefinition/></startEvent>')}</subProcess>${terminate}`,
      ),
    ],
  ])('lets what completed in an %s instance of a transaction be undone when another instance cancels it', async (_how, model) => {
    let undone = 0;
    for (let choices = 1; choices <= 40; choices++) {
      const { run } = await proveModel(model, { choices, mostActs: 12, mostRecords: 300 });
      const started = [...run.journals()].flatMap(([, records]) =>
        records.flatMap((each) => (each.kind === 'activityStarted' ? [each] : [])),
      );
      const stopped = new Set(started.flatMap(({ elementId, scopeId }) => (elementId === 'stop' ? [scopeId] : [])));
      undone += started.filter(({ elementId, scopeId }) => elementId === 'undo' && stopped.has(scopeId)).length;
    }
    expect(undone).toBeGreaterThan(0);
  });

  it.each([
    ['loop', '<standardLoopCharacteristics testBefore="false" loopMaximum="2"/>'],
    ['one after the other', several('isSequential="true"')],
    ['side by side', several('')],
  ])(
    'lets what completed before a repeated activity (%s) be undone after its instances, and not before',
    async (_how, repeated) => {
      const { model, run } = await proveModel(undoneLater(repeated), { choices: 1 });
      const [process] = model.processes;
      const [records] = [...run.journals().values()] as [JournalRecord[]];
      const undone = records.flatMap((each, at) => (each.kind === 'compensationTriggered' ? [{ at, ...each }] : []));
      expect(undone.map(({ elementId }) => elementId)).toEqual(['again', 'again', 'once']);
      const last = undone.at(-1)!.at;
      const first = undone[0]!.at;
      const forged = [...records.slice(0, first), records[last]!, ...records.slice(first)];
      expect(findIllegal(process!, forged)).toMatch(/again completed later and comes first$/);
    },
  );
});
