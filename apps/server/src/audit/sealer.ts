import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { DuplicateRow } from '../platform/errors.ts';
import { reach } from '../platform/fail-points.ts';
import { Ids } from '../platform/ids.ts';
import { Repeat } from '../platform/repeat.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { entryHash, genesis, sealHash } from './entry-hash.ts';
import type { Source } from './entry-hash.ts';
import { nothingReached, readUnsealed } from './read-unsealed.ts';
import type { Unsealed } from './read-unsealed.ts';
import type { SealedEntry, SealHeadRow } from './tables.ts';
import { sealHeadTable, sealTable } from './tables.ts';

const everyMillis = 1_000;
/** Whoever sealed last goes on; another replica takes over when nothing was heard of it for that long. */
const leaseMillis = 10_000;
const headId = 'head';

/**
 * Each second puts what was committed meanwhile into the chain: nothing in a step waits for it. One replica at a time has the
 * lease; that no two lengthen the same link is the head's revision, whoever believes to have the lease.
 */
@Injectable()
export class Sealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly holder: string;
  private readonly repeat: Repeat;

  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    this.holder = ids.next();
    this.repeat = new Repeat('sealing', everyMillis, () => this.seal());
  }

  onApplicationBootstrap(): void {
    this.repeat.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.repeat.stop();
  }

  /** Seals everything that is committed. @returns the number of entries; 0 too while another replica seals. */
  async seal(): Promise<number> {
    let sealed = 0;
    for (;;) {
      const head = await this.head();
      if (head.holder !== this.holder && head.leaseUntil > this.clock.now()) return sealed;
      const now = this.clock.now();
      const journal = await readUnsealed(this.database, 'j', head.reached.j, now);
      const audit = await readUnsealed(this.database, 'a', head.reached.a, now);
      const entries = [...entriesOf('j', journal), ...entriesOf('a', audit)];
      const isNews = entries.length > 0 || journal.reached.id !== head.reached.j.id || audit.reached.id !== head.reached.a.id;
      if (!isNews || !(await this.append(head, entries, { j: journal.reached, a: audit.reached }, now))) return sealed;
      sealed += entries.length;
      if (!journal.isFull && !audit.isFull) return sealed;
    }
  }

  private async head(): Promise<SealHeadRow> {
    const found = await this.database.reader.byId(sealHeadTable, headId);
    if (found) return found;
    const row: SealHeadRow = {
      id: headId,
      sequence: 0,
      hash: genesis,
      at: this.clock.now(),
      reached: { j: nothingReached, a: nothingReached },
      holder: null,
      leaseUntil: 0,
      revision: 1,
    };
    const changes = new RowChanges();
    changes.insert(sealHeadTable, row);
    try {
      await this.committer.commit(planOf(changes));
      return row;
    } catch (error) {
      if (!(error instanceof DuplicateRow)) throw error;
      return this.head();
    }
  }

  /** False when another replica was quicker. */
  private async append(
    head: SealHeadRow,
    entries: readonly SealedEntry[],
    reached: SealHeadRow['reached'],
    now: number,
  ): Promise<boolean> {
    const changes = new RowChanges();
    const lease = { reached, holder: this.holder, leaseUntil: now + leaseMillis };
    let end: Partial<SealHeadRow> = lease;
    if (entries.length > 0) {
      const link = { sequence: head.sequence + 1, at: Math.max(now, head.at), previousHash: head.hash, entries };
      const hash = sealHash(link);
      changes.insert(sealTable, { id: this.ids.next(), ...link, hash, count: entries.length });
      end = { ...lease, sequence: link.sequence, hash, at: link.at };
    }
    const guard = changes.revise(sealHeadTable, head, end);
    reach('seal-begun');
    const outcome = await this.committer.commit({ ...planOf(changes), guards: [guard] });
    reach('seal-done');
    return outcome === 'committed';
  }
}

const entriesOf = (source: Source, { rows }: Unsealed): SealedEntry[] =>
  rows.map((row) => [source, String(row['id']), entryHash(source, row)]);

const planOf = (changes: RowChanges) => ({
  guards: [],
  changes: changes.list(),
  commands: [],
  answer: null,
  afterCommit: [],
});
