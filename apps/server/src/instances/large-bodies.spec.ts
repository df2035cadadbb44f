import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRejection } from '@gaita/contracts';
import type { Snapshot } from '@gaita/engine';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, hour, PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel } from '../../../../test/support/small-model.ts';
import { Committer } from '../platform/committer.ts';
import type { RowChange, WritePlan } from '../platform/write-plan.ts';
import { taskTable } from '../tasks/index.ts';
import { CancelInstance } from './cancel-instance.ts';
import { Instances } from './command-instance.ts';
import { LoadInstance } from './load-instance.ts';
import { historyActivityTable, instancePartTable, instanceTable } from './tables.ts';

const body = (more: string, inside = '', attributes = '') =>
  `<userTask id="work" ${attributes} camunda:candidateGroups="case-handler">${inside}<multiInstanceLoopCharacteristics ${more}</multiInstanceLoopCharacteristics></userTask>`;
const cardinality = '<loopCardinality>${n}</loopCardinality>';

const crowd = smallModel('crowd', [['work', body(`>${cardinality}`)]]);
const half = smallModel('half', [
  ['work', body(`>${cardinality}<completionCondition>\${nrOfCompletedInstances >= n / 2}</completionCondition>`)],
]);
const row = smallModel('row', [
  [
    'work',
    body(
      `isSequential="true" camunda:collection="\${list}" camunda:elementVariable="entry">`,
      '<extensionElements><camunda:inputOutput><camunda:inputParameter name="own">${entry}</camunda:inputParameter></camunda:inputOutput></extensionElements>',
    ),
  ],
]);
const nested = smallModel('nested', [
  [
    'each',
    `<subProcess id="each"><multiInstanceLoopCharacteristics><loopCardinality>\${n}</loopCardinality></multiInstanceLoopCharacteristics>
       <startEvent id="s1"/><sequenceFlow id="f1" sourceRef="s1" targetRef="work"/>${body('><loopCardinality>20</loopCardinality>')}
       <sequenceFlow id="f2" sourceRef="work" targetRef="e1"/><endEvent id="e1"/></subProcess>`,
  ],
]);
const late = crowd.replaceAll('"crowd"', '"late"').replace(
  '</process>',
  `<boundaryEvent id="late-timer" attachedToRef="work"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
     <sequenceFlow id="late-flow" sourceRef="late-timer" targetRef="late-end"/><endEvent id="late-end"/></process>`,
);

/** Characters that a change writes. */
const sizeOf = (change: RowChange): number =>
  change.op === 'delete'
    ? change.id.length
    : JSON.stringify(change.op === 'insert' ? change.row : { ...change.set, id: change.id }).length;

/** Follows what is committed. */
class Scales {
  readonly commits: { bytes: number; changes: number; started: number; snapshotBytes: number }[] = [];
  /** What an undo row of each commit would hold; read only while it is wanted. */
  readonly undo: number[] = [];
  weighsUndo = false;

  constructor(server: PlayServer) {
    const committer = server.get(Committer);
    const commit = committer.commit.bind(committer);
    committer.commit = async (plan: WritePlan) => {
      if (this.weighsUndo) this.undo.push(await this.undoOf(server, plan));
      this.commits.push({
        bytes: plan.changes.reduce((sum, change) => sum + sizeOf(change), 0) + JSON.stringify(plan.commands).length,
        changes: plan.changes.length,
        started: plan.changes.filter(({ op, table }) => op === 'insert' && table === historyActivityTable).length,
        snapshotBytes: plan.changes
          .filter(({ table }) => table === instanceTable || table === instancePartTable)
          .reduce((sum, change) => sum + sizeOf(change), 0),
      });
      return commit(plan);
    };
  }

  take() {
    return this.commits.splice(0);
  }

  /** Touched scopes as they were, rows deleted or changed with their content, ids of rows created. */
  private async undoOf(server: PlayServer, plan: WritePlan): Promise<number> {
    let size = 0;
    for (const change of plan.changes) {
      if (change.op === 'insert') size += change.row.id.length;
      else {
        const before = (await server.database.reader.byId(change.table, change.id)) as Record<string, unknown> | undefined;
        if (change.table !== instanceTable || !before) size += JSON.stringify(before ?? null).length;
        else {
          const after =
            change.op === 'update' && typeof change.set['snapshot'] === 'string' ? change.set['snapshot'] : '{"scopes":{}}';
          const [was, is] = [before['snapshot'] as string, after].map((text) => (JSON.parse(text) as Snapshot).scopes);
          const touched = Object.entries(was!).filter(([id, scope]) => JSON.stringify(scope) !== JSON.stringify(is![id]));
          size += JSON.stringify({ ...before, snapshot: Object.fromEntries(touched) }).length;
        }
      }
    }
    return size;
  }
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

describe.each(databaseNames)('A large multi-instance body on %s', (name) => {
  const many = name === 'SQLite' ? 10_000 : 2_000;
  let system: DatabaseSystem;
  let server: PlayServer;
  let scales: Scales;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of [crowd, half, row, nested, late]) await server.deploy(model);
    scales = new Scales(server);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const begin = async (key: string, variables: Record<string, number | string[]>): Promise<string> => {
    const id = await server.start(key, variables);
    await server.doJobs();
    return id;
  };
  const parts = (id: string) => server.database.reader.count(instancePartTable, 'instance_id = ?', [id]);
  const open = (id: string) => server.database.reader.count(taskTable, 'instance_id = ?', [id]);

  it(`starts ${many} tasks in bounded slices, and a completion writes what it writes in a body of ten`, async () => {
    const few = await begin('crowd', { n: 10 });
    scales.take();
    scales.weighsUndo = true;
    for (const { taskId } of (await server.tasks(few)).slice(0, 9)) accepted(await server.complete(taskId, 'case-handler-1'));
    const inFew = scales.take().map(({ bytes }, i) => bytes + scales.undo[i]!);
    scales.weighsUndo = false;
    expect(await parts(few)).toBe(0);

    const id = await begin('crowd', { n: many });
    expect(await open(id)).toBe(many);
    const slices = scales.take().filter(({ started }) => started > 0);
    expect(Math.max(...slices.map(({ started }) => started))).toBeLessThanOrEqual(1_000);
    expect(slices.length).toBeGreaterThanOrEqual(many / 1_000);
    // O(n): no slice writes again what earlier ones have written
    expect(Math.max(...slices.map(({ snapshotBytes }) => snapshotBytes))).toBeLessThan(600_000);
    expect(slices.at(-2)!.snapshotBytes).toBeLessThan(slices[1]!.snapshotBytes * 1.2);

    scales.undo.length = 0;
    scales.weighsUndo = true;
    const tasks = await server.tasks(id);
    for (let i = 0; i < 50; i++) accepted(await server.complete(tasks[(i * 197) % many]!.taskId, 'case-handler-1'));
    const inMany = scales.take().map(({ bytes }, i) => bytes + scales.undo[i]!);
    scales.weighsUndo = false;
    process.stdout.write(
      `${name}: ${slices.length} slices, at most ${Math.max(...slices.map(({ started }) => started))} elements and ` +
        `${Math.max(...slices.map(({ bytes }) => bytes))} bytes; ${slices.reduce((sum, { snapshotBytes }) => sum + snapshotBytes, 0)} ` +
        `bytes of snapshot; a completion writes ${median(inFew)} bytes among 10, ${median(inMany)} among ${many}, undo included\n`,
    );
    expect(median(inMany)).toBeLessThanOrEqual(2 * median(inFew));

    // 32 clients: nothing is lost, nothing doubled
    const left = (await server.tasks(id)).map(({ taskId }) => taskId);
    const outcomes = new Map<string, number>();
    const client = async (): Promise<void> => {
      for (let taskId = left.pop(); taskId !== undefined; taskId = left.pop()) {
        // every tenth is tried by two clients at once
        const tries = Number.parseInt(taskId.slice(-1), 36) % 10 === 0 ? 2 : 1;
        const answers = await Promise.all(Array.from({ length: tries }, () => server.complete(taskId, 'case-handler-1')));
        outcomes.set(taskId, answers.filter((answer) => !isRejection(answer)).length);
      }
    };
    await Promise.all(Array.from({ length: 32 }, client));
    expect([...outcomes.values()].every((done) => done === 1)).toBe(true);
    expect(outcomes.size).toBe(many - 50);
    expect(await server.history(id)).toMatchObject({ outcome: 'completed' });
    expect(await parts(id)).toBe(0);
    const ended = await server.database.reader.find(historyActivityTable, "instance_id = ? AND element_type = 'userTask'", [id]);
    expect(ended.filter(({ outcome }) => outcome === 'completed')).toHaveLength(many);
  }, 600_000);

  it('ends early at half, interrupted by its timer, and cancelled with its case, and leaves nothing', async () => {
    const early = await begin('half', { n: 600 });
    const tasks = await server.tasks(early);
    for (const { taskId } of tasks.slice(0, 299)) accepted(await server.complete(taskId, 'case-handler-1'));
    expect(await open(early)).toBe(301);
    expect(await parts(early)).toBeGreaterThan(300);
    accepted(await server.complete(tasks[500]!.taskId, 'case-handler-1'));
    expect(await open(early)).toBe(0);
    expect(await server.history(early)).toMatchObject({ outcome: 'completed' });

    const [timed, dropped] = [await begin('late', { n: 600 }), await begin('crowd', { n: 600 })];
    await server.wait(2 * hour);
    expect(await server.history(timed)).toMatchObject({ outcome: 'completed', endElementId: 'late-end' });
    accepted(
      await server.get(CancelInstance).run(server.command('admin'), await server.as('admin'), dropped, 'no longer needed'),
    );
    expect(await server.history(dropped)).toMatchObject({ outcome: 'terminated' });
    for (const id of [early, timed, dropped]) expect(await parts(id)).toBe(0);
  });

  it('is found by a replica that knows nothing of it, nested bodies too', async () => {
    const id = await begin('nested', { n: 30 });
    expect(await open(id)).toBe(600);
    expect(await parts(id)).toBeGreaterThan(600);
    for (let task = (await server.tasks(id))[13]; task; task = (await server.tasks(id)).at(-1)) {
      server.get(LoadInstance).forget(id);
      const { at } = (await server.get(Instances).load(id))!;
      expect(Object.keys((await at(task)).scopes).length).toBeLessThan(10);
      accepted(await server.complete(task.taskId, 'case-handler-1'));
      if ((await open(id)) < 500) break;
    }
    await Promise.all((await server.tasks(id)).map(({ taskId }) => server.complete(taskId, 'case-handler-1')));
    expect(await server.history(id)).toMatchObject({ outcome: 'completed' });
    expect(await parts(id)).toBe(0);
  });

  it('of one after the other takes its elements in portions', async () => {
    const list = Array.from({ length: 3_000 }, (_, i) => `a rather long entry, number ${i}`);
    const id = await begin('row', { list });
    scales.take();
    for (let i = 0; i < 20; i++) {
      const task = await server.task(id);
      expect(
        (
          await server
            .get(Instances)
            .load(id)
            .then((loaded) => loaded!.at(task))
        ).scopes[task.tokenId]?.variables,
      ).toMatchObject({
        entry: { value: list[i] },
      });
      accepted(await server.complete(task.taskId, 'case-handler-1'));
    }
    expect(median(scales.take().map(({ snapshotBytes }) => snapshotBytes))).toBeLessThan(3_000);
    accepted(await server.get(CancelInstance).run(server.command('admin'), await server.as('admin'), id, 'no longer needed'));
    expect(await parts(id)).toBe(0);
  });
});
