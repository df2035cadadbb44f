import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { PrivacyJobView } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { personTable, raiseRevisions } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { commit } from './commit.ts';
import { EraseCases } from './erase-cases.ts';
import { eraseRow, PlacesOf } from './places-of.ts';
import type { Progress } from './privacy-jobs.ts';
import { PrivacyJobs } from './privacy-jobs.ts';
import type { ErasureRow, JobResult } from './tables.ts';
import { erasureTable } from './tables.ts';

/** Executes erasures that were decided on; one that a crash cut off goes on at the next start. */
@Injectable()
export class RunErasure implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly jobs: PrivacyJobs,
    private readonly cases: EraseCases,
    private readonly places: PlacesOf,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const row of await this.database.reader.find(erasureTable, 'state = ?', ['running']))
      await this.begin({ account: row.executedBy ?? 'system' }, row.id);
  }

  async begin(actor: Pick<Actor, 'account'>, id: string): Promise<PrivacyJobView> {
    const row = (await this.database.reader.byId(erasureTable, id)) as ErasureRow;
    const job = await this.jobs.begin(actor, 'erasure', row.institution, async (progress) => {
      try {
        return await this.run(row, progress);
      } catch (error) {
        // it waits for another try, or is withdrawn
        await commit(this.committer, (changes) => changes.update(erasureTable, id, notExecuted));
        throw error;
      }
    });
    await commit(this.committer, (changes) => changes.update(erasureTable, id, { jobId: job.id }));
    return job;
  }

  private async run(row: ErasureRow, progress: Progress): Promise<JobResult> {
    const { id, institution } = row;
    const erasing = { why: 'request' as const, account: row.executedBy ?? 'system', erasureId: id, institution };
    let erased = 0;
    for (const [at, rootId] of row.instanceIds.entries()) {
      progress(at, row.instanceIds.length);
      if (await this.cases.run(rootId, erasing, this.clock)) erased += 1;
    }
    if (row.personId !== null) await this.erasePerson(row.personId);
    await commit(this.committer, (changes) => changes.update(erasureTable, id, { state: 'done' }));
    return { erased: { cases: erased, kept: row.instanceIds.length - erased } };
  }

  /** The account stays as the name under which acts stand in journal and audit; the person behind it is not there any more. */
  private async erasePerson(personId: string): Promise<void> {
    const person = await this.database.reader.byId(personTable, personId);
    if (!person) return;
    const found = await this.places.ofPerson(person);
    const changes = new RowChanges();
    for (const place of found) for (const row of place.rows) eraseRow(changes, place, row);
    // their absences go: who stood in for them does so no longer
    const guards = await raiseRevisions(this.database.reader, changes, [personId], this.clock.now());
    await this.committer.commit({ guards, changes: changes.list(), commands: [], answer: null, afterCommit: [] });
  }
}

const notExecuted = { state: 'decided', executedBy: null, executedAt: null } as const;
