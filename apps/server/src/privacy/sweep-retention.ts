import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { historyInstanceTable } from '../instances/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { key } from '../platform/database/table.ts';
import { Repeat } from '../platform/repeat.ts';
import { commit } from './commit.ts';
import { EraseCases } from './erase-cases.ts';
import { shifted } from './period.ts';
import { RetentionRules } from './retention-rules.ts';
import { privacyJobTable } from './tables.ts';

const everyMillis = 10 * 60_000;
const casesAtOnce = 200;
const resultsKept = 24 * 3_600_000;

/** Erases ended cases whose period is over, and what was exported a day ago. */
@Injectable()
export class SweepRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly repeat = new Repeat('retention', everyMillis, () => this.sweep());
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly rules: RetentionRules,
    private readonly eraseCases: EraseCases,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.repeat.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    return this.repeat.stop();
  }

  /** @returns the number of cases that were erased */
  async sweep(): Promise<number> {
    await this.dropResults();
    const { reader } = this.database;
    const kinds = await reader.query(
      'SELECT DISTINCT institution, process_key FROM history_instance WHERE parent_instance_id IS NULL',
      [],
      {
        institution: key(),
        processKey: key(),
      },
    );
    let erased = 0;
    for (const { institution, processKey } of kinds) {
      const { period } = await this.rules.of(institution, processKey);
      if (period === undefined) continue;
      const due = [institution, processKey, shifted(this.clock.now(), period, -1)];
      const where = `institution = ? AND process_key = ? AND parent_instance_id IS NULL AND ended_at <= ? AND id > ?
        AND id NOT IN (SELECT id FROM erased_case) AND id NOT IN (SELECT instance_id FROM legal_hold WHERE lifted_at IS NULL)`;
      for (let after = ''; !this.stopping;) {
        const rows = await reader.find(historyInstanceTable, where, [...due, after], { orderBy: 'id', limit: casesAtOnce });
        for (const { id } of rows)
          if (!this.stopping && (await this.eraseCases.run(id, { why: 'retention', account: 'system' }, this.clock))) erased += 1;
        if (rows.length < casesAtOnce) break;
        after = rows.at(-1)?.id ?? '';
      }
    }
    return erased;
  }

  private async dropResults(): Promise<void> {
    const old = await this.database.reader.find(privacyJobTable, 'created_at < ?', [this.clock.now() - resultsKept]);
    if (old.length > 0) await commit(this.committer, (changes) => old.forEach(({ id }) => changes.delete(privacyJobTable, id)));
  }
}
