import { isRejection, rejected } from '@gaita/contracts';
import type { JournalRecord, Rejection, Variables } from '@gaita/contracts';
import type { Started } from '../../apps/server/src/instances/index.ts';
import {
  CancelInstance,
  historyInstanceTable,
  instanceTable,
  journalTable,
  StartProcess,
} from '../../apps/server/src/instances/index.ts';
import { incidentTable, jobTable } from '../../apps/server/src/jobs/tables.ts';
import { deliveryTable, SweepDeliveries } from '../../apps/server/src/messages/index.ts';
import { DeployModels } from '../../apps/server/src/models/index.ts';
import { UnfitValue } from '../../apps/server/src/platform/errors.ts';
import { taskTable } from '../../apps/server/src/tasks/index.ts';
import { SweepDueTimers } from '../../apps/server/src/timers/index.ts';
import type { PlayServer } from '../support/play-server.ts';
import { accepted, hour } from '../support/play-server.ts';
import { modelFile, smallModel, userTask } from '../support/small-model.ts';
import type { Ending, HostileModel } from './hostile-model.ts';

export interface Suffered {
  readonly ending: Ending;
  /** Why it was refused or stands still. */
  readonly reason: string;
  /** Activities that the largest step started, and its size. */
  readonly mostStarted: number;
  readonly mostBytes: number;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const rounds = 6;
/** What goes on by itself has shown so after fewer. */
const roundsOfSlices = 2;
const roundsToAnEnd = 1_000;

/** A server that is given hostile models, while the cases of others go on in it. */
export class Victim {
  private readonly server: PlayServer;

  private constructor(server: PlayServer) {
    this.server = server;
  }

  static async of(server: PlayServer): Promise<Victim> {
    await server.deploy(smallModel('neighbour', [userTask('work', 'case-handler')]));
    return new Victim(server);
  }

  /** Deploys a model, starts it, does with it what can be done for a while, and stops it. */
  async suffer(model: HostileModel, meanwhile: () => Promise<void>): Promise<Suffered> {
    const nothing = { mostStarted: 0, mostBytes: 0 };
    const refused = await this.deploy(model.files());
    if (refused !== undefined) return { ending: 'refused', reason: refused, ...nothing };
    if (model.start === undefined) return { ending: 'ended', reason: '', ...nothing };
    const started = await this.start(model.start, model.variables?.() ?? {});
    if (isRejection(started)) return { ending: 'refused', reason: started.message, ...nothing };
    const { instanceId } = started;
    await meanwhile();
    let state = await this.stateOf(instanceId);
    const endless = model.ends?.includes('slices') ?? true;
    for (let round = 0, sliced = 0; state.ending === 'waits' || state.ending === 'slices'; round++) {
      if (state.ending === 'slices' && endless && ++sliced > roundsOfSlices) break;
      // what must come to an end by itself is given the time for its slices, however short they are
      if (round >= (state.ending === 'slices' && !endless ? roundsToAnEnd : rounds)) break;
      await this.push(instanceId);
      state = await this.stateOf(instanceId);
    }
    const steps = await this.largestStep(instanceId);
    await this.stop(instanceId, model.start);
    return { ...state, ...steps };
  }

  /** A well-behaved case from its start to its end. */
  async neighbour(): Promise<void> {
    const id = await this.server.start('neighbour');
    const task = await this.server.task(id);
    accepted(await this.server.complete(task.id, 'case-handler-1'));
    const { outcome } = await this.server.history(id);
    if (outcome !== 'completed') throw new Error(`the neighbour's case is ${outcome ?? 'still open'}`);
  }

  private async deploy(files: Readonly<Record<string, string>>): Promise<string | undefined> {
    const resources = Object.entries(files).map(([name, content]) => ({ name, content }));
    const input = { institution: 'shared', name: 'hostile', resources, filterDuplicates: false };
    const answer = await this.server.get(DeployModels).run(this.server.command(), input);
    return isRejection(answer) ? answer.message : undefined;
  }

  private async start(processKey: string, variables: Variables): Promise<Started | Rejection> {
    try {
      return await this.server
        .get(StartProcess)
        .run(this.server.command('admin'), await this.server.as('admin'), { processKey, variables });
    } catch (error) {
      if (error instanceof UnfitValue) return rejected('invalid-request', error.message); // as the routes tell it
      throw error;
    }
  }

  private async stateOf(rootId: string): Promise<{ ending: Ending; reason: string }> {
    const { reader } = this.server.database;
    const [live] = await reader.find(instanceTable, 'root_instance_id = ?', [rootId], { limit: 1 });
    if (!live) {
      const { endReason } = await this.server.history(rootId);
      return { ending: 'ended', reason: endReason ?? '' };
    }
    const [incident] = await reader.find(
      incidentTable,
      'instance_id IN (SELECT id FROM instance WHERE root_instance_id = ?)',
      [rootId],
      { limit: 1 },
    );
    if (incident) return { ending: 'incident', reason: incident.message };
    const [job] = await reader.find(jobTable, "topic = 'gaita.continue'", [], { limit: 1 });
    const [delivery] = await reader.find(deliveryTable, "state = 'waiting' AND attempts = 0", [], { limit: 1 });
    return { ending: job || delivery ? 'slices' : 'waits', reason: '' };
  }

  /** Time passes, people do their tasks. */
  private async push(rootId: string): Promise<void> {
    this.server.clock.set(this.server.clock.now() + hour);
    await this.server.get(SweepDueTimers).run();
    const tasks = await this.server.database.reader.find(
      taskTable,
      'instance_id IN (SELECT id FROM instance WHERE root_instance_id = ?)',
      [rootId],
      { limit: 3 },
    );
    for (const task of tasks) for (const who of ['admin', 'case-handler-1']) await this.server.complete(task.id, who);
    await pause(10);
  }

  private async largestStep(rootId: string): Promise<{ mostStarted: number; mostBytes: number }> {
    const steps = await this.server.database.reader.find(
      journalTable,
      'instance_id IN (SELECT id FROM history_instance WHERE root_instance_id = ?)',
      [rootId],
      { limit: 200 },
    );
    const started = steps.map(
      ({ records }) => (records as JournalRecord[]).filter(({ kind }) => kind === 'activityStarted').length,
    );
    const bytes = steps.map(({ records }) => JSON.stringify(records).length);
    return { mostStarted: Math.max(0, ...started), mostBytes: Math.max(0, ...bytes) };
  }

  /** An administrator ends it, with all that it called; a tame version takes over what it listens for. */
  private async stop(rootId: string, key: string): Promise<void> {
    await this.cancel(rootId);
    await this.deploy({ 'tame.bpmn': modelFile(key, '<startEvent id="s"/>') });
    for (const end = performance.now() + 40_000; performance.now() < end; await pause(10)) {
      const left = await this.server.database.reader.find(instanceTable, "process_key <> 'neighbour'", [], { limit: 50 });
      if (left.length === 0) return;
      for (const { id, parentInstanceId } of left) if (parentInstanceId === null) await this.cancel(id);
      this.server.clock.set(this.server.clock.now() + 10_000);
      await this.server.get(SweepDeliveries).run();
    }
    throw new Error('It could not be stopped.');
  }

  private async cancel(instanceId: string): Promise<void> {
    await this.server.get(CancelInstance).run(this.server.command('admin'), await this.server.as('admin'), instanceId, 'hostile');
  }

  /** Cases that have ended, for the record. */
  async ended(): Promise<number> {
    return this.server.database.reader.count(historyInstanceTable, 'ended_at IS NOT NULL');
  }
}
