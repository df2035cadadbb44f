import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { Repeat } from '../platform/repeat.ts';
import { commit } from './commit.ts';
import { endedCases, kindsOfCases } from './ended-cases.ts';
import { EraseCases } from './erase-cases.ts';
import { shifted } from './period.ts';
import { RetentionRules } from './retention-rules.ts';
import { privacyJobTable } from './tables.ts';

const everyMillis = 10 * 60_000;
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
    let erased = 0;
    for await (const kind of kindsOfCases(this.database)) {
      if (this.stopping) return erased;
      const { period } = await this.rules.of(kind.institution, kind.processKey);
      if (period === undefined) continue;
      const until = shifted(this.clock.now(), period, -1);
      for await (const ids of endedCases(this.database, { ...kind, until }))
        for (const id of ids) {
          if (this.stopping) return erased;
          if (await this.eraseCases.run(id, { why: 'retention', account: 'system' }, this.clock)) erased += 1;
        }
    }
    return erased;
  }

  private async dropResults(): Promise<void> {
    const old = await this.database.reader.find(privacyJobTable, 'created_at < ?', [this.clock.now() - resultsKept]);
    if (old.length > 0) await commit(this.committer, (changes) => old.forEach(({ id }) => changes.delete(privacyJobTable, id)));
  }
}
