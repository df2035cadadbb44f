import type { ProcessModel } from '@gaita/bpmn';
import type { Variables } from '@gaita/contracts';
import { openWaits } from '@gaita/engine';
import type { OpenWait, Snapshot } from '@gaita/engine';
import { Instances, instanceTable } from '../../apps/server/src/instances/index.ts';
import type { InstanceRow } from '../../apps/server/src/instances/index.ts';
import { CompleteJob, FetchAndLock } from '../../apps/server/src/jobs/index.ts';
import { jobTable } from '../../apps/server/src/jobs/tables.ts';
import { chooser } from '../reference/kernel-run.ts';
import type { PlayServer } from '../support/play-server.ts';
import { accepted } from '../support/play-server.ts';
import { settle } from '../support/settle.ts';
import { Coverage, Driver } from './driver.ts';
import { answering, asReturned } from './explore.ts';

interface Case {
  readonly row: InstanceRow;
  readonly snapshot: Snapshot;
  readonly driver: Driver | undefined;
}

/** Works on cases of deployed models as people and workers would, until they end. */
export class ServerDriver {
  private readonly server: PlayServer;
  private readonly models: ReadonlyMap<string, ProcessModel>;
  /** Of all cases together, by process key: what was taken often is taken less. */
  private readonly coverages = new Map<string, Coverage>();

  /** @param models those that are driven; of others every task is completed with what the caller waits for */
  constructor(server: PlayServer, models: readonly ProcessModel[]) {
    this.server = server;
    this.models = new Map(models.map((model) => [model.id, model]));
  }

  /** Plays one case from start to end; gives what people and workers did. Throws when it stands still. */
  async play(key: string, variables: Variables): Promise<number> {
    const rootId = await this.server.start(key, variables, 'admin', `case of ${key}`);
    for (let acts = 0; acts < 300; acts++) {
      await settle(this.server.app);
      const cases = await this.cases(rootId);
      if (cases.length === 0) return acts;
      const [open] = cases.flatMap((at) =>
        openWaits(at.snapshot)
          .filter(({ kind }) => kind === 'task' || kind === 'job')
          .map((wait) => ({ at, wait })),
      );
      if (!open) throw new Error(`${key} stands still: ${JSON.stringify(cases.map(({ snapshot }) => openWaits(snapshot)))}`);
      await this.answer(open.at, open.wait, this.valuesFor(open.at, open.wait, cases, acts > 15 && acts % 2 === 0));
    }
    throw new Error(`${key} does not end`);
  }

  private async cases(rootId: string): Promise<Case[]> {
    const rows = await this.server.database.reader.find(instanceTable, "root_instance_id = ? AND state <> 'ended'", [rootId]);
    return Promise.all(
      rows.map(async (row) => {
        const { snapshot, process } = (await this.server.get(Instances).load(row.id))!;
        const model = this.models.get(row.processKey);
        return { row, snapshot, driver: model && new Driver(model, process, this.coverageOf(model), chooser(row.revision)) };
      }),
    );
  }

  private coverageOf({ id }: ProcessModel): Coverage {
    const coverage = this.coverages.get(id) ?? new Coverage();
    this.coverages.set(id, coverage);
    return coverage;
  }

  /** What a driven case needs next; what stands in for a process gives what its caller needs. */
  private valuesFor({ row, snapshot, driver }: Case, wait: OpenWait, cases: readonly Case[], homeward: boolean): Variables {
    if (driver) {
      const trigger = answering(this.models.get(row.processKey)!, wait);
      const values = driver.valuesAt(wait.elementId, snapshot, trigger, homeward);
      const foreseen = driver.try(snapshot, trigger(values));
      if (foreseen.kind === 'advanced') this.coverages.get(row.processKey)!.read(foreseen.records);
      return values;
    }
    const caller = cases.find((each) => each.row.id === row.parentInstanceId);
    const call =
      caller && openWaits(caller.snapshot).find(({ tokenId, kind }) => kind === 'called' && tokenId === row.parentTokenId);
    const model = caller && this.models.get(caller.row.processKey);
    if (!caller?.driver || !call || !model) return {};
    const wanted = caller.driver.valuesAt(call.elementId, caller.snapshot, answering(model, call), homeward);
    return asReturned(model, call.elementId, wanted);
  }

  private async answer({ row }: Case, wait: OpenWait, variables: Variables): Promise<void> {
    if (wait.kind === 'task') {
      accepted(await this.server.complete(wait.id, 'admin', variables));
      return;
    }
    const job = (await this.server.database.reader.byId(jobTable, wait.id))!;
    const topics = [{ topic: job.topic, lockDuration: 60_000, businessKey: row.businessKey! }];
    const request = { workerId: 'driver', maxJobs: 1, usePriority: false, topics, waitFor: 0 };
    const fetched = await this.server.get(FetchAndLock).run(await this.server.as('admin'), request, new AbortController().signal);
    const [taken] = accepted(fetched);
    if (taken?.job.id !== wait.id) throw new Error(`job ${job.topic} could not be fetched`);
    const holder = { workerId: 'driver', lockNumber: taken.job.lockNumber };
    accepted(await this.server.get(CompleteJob).run(this.server.command('admin'), wait.id, holder, { variables }));
  }
}
