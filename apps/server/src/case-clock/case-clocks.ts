import { Injectable, Logger } from '@nestjs/common';
import { Calendars } from '../identity/index.ts';
import { planNotice } from '../notifications/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { id } from '../platform/database/table.ts';
import { hashOf } from '../platform/hash-of.ts';
import { Ids } from '../platform/ids.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { Counted } from './count-clock.ts';
import { countClock } from './count-clock.ts';
import type { CaseClockEntryRow, CaseClockRow } from './tables.ts';
import { caseClockEntryTable, caseClockTable } from './tables.ts';

const countedAtOnce = 200;
/** A replica that stops in the middle holds up its claims no longer than this, milliseconds. */
const claimFor = 30_000;

export interface WholeClock {
  readonly row: CaseClockRow;
  readonly entries: readonly CaseClockEntryRow[];
  readonly counted: Counted;
}

/** The clocks of cases: counts them anew when something happened to them, and when a part of a term has passed. */
@Injectable()
export class CaseClocks {
  private readonly log = new Logger('case clocks');

  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** As it stands now, by its entries; undefined for a case without a legal term. `rootId`: the root instance. */
  async of(rootId: string): Promise<WholeClock | undefined> {
    const row = await this.database.reader.byId(caseClockTable, rootId);
    if (!row) return undefined;
    const entries = await this.entriesOf(rootId);
    const calendar = await this.calendars.of(row.institution);
    return { row, entries, counted: countClock(calendar, row, entries, this.clock.now()) };
  }

  /** The clocks of many cases as they were counted last, by the id of the instance that was asked for. */
  async ofInstances(instanceIds: readonly string[]): Promise<Map<string, CaseClockRow>> {
    if (instanceIds.length === 0) return new Map();
    const roots = await this.database.reader.query(
      'SELECT id, root_instance_id FROM history_instance WHERE id IN (?)',
      [[...new Set(instanceIds)]],
      { id: id(), rootInstanceId: id() },
    );
    const rootIds = [...new Set(roots.map(({ rootInstanceId }) => rootInstanceId))];
    const rows = rootIds.length === 0 ? [] : await this.database.reader.find(caseClockTable, 'id IN (?)', [rootIds]);
    const byRoot = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      roots.flatMap(({ id, rootInstanceId }) => {
        const row = byRoot.get(rootInstanceId);
        return row ? [[id, row] as const] : [];
      }),
    );
  }

  /** After the commit of what happened to a clock. Never throws: what fails here is for the sweep. */
  async recount(rootId: string): Promise<void> {
    try {
      await this.count(rootId);
    } catch (error) {
      this.log.warn({
        message: 'a case clock could not be counted, the sweep comes to it',
        instanceId: rootId,
        error: String(error),
      });
    }
  }

  /** After the commit that took back what had happened to a clock. Never throws. `entryId`: of the entry. */
  async recountWithout(entryId: string): Promise<void> {
    const entry = await this.database.reader.byId(caseClockEntryTable, entryId).catch(() => undefined);
    if (entry) await this.recount(entry.instanceId);
  }

  /** Counts what nobody counted and what has come to its next part. Gives the number of clocks. */
  async sweep(): Promise<number> {
    const { reader } = this.database;
    const left = await reader.find(caseClockEntryTable, 'counted = ?', [false], { orderBy: 'at', limit: countedAtOnce });
    const now = this.clock.now();
    const due = await this.committer.claim<typeof caseClockTable>({
      table: caseClockTable,
      where: 'next_at <= ? AND claimed_until <= ?',
      parameters: [now, now],
      orderBy: 'next_at, id',
      limit: countedAtOnce,
      set: ({ revision }) => ({ claimedUntil: now + claimFor, revision: revision + 1 }),
    });
    const rootIds = new Set([...left.map(({ instanceId }) => instanceId), ...due.map((row) => row.id)]);
    for (const rootId of rootIds) await this.recount(rootId);
    return rootIds.size;
  }

  /** Adds the clock as counted with these entries to a plan; those that are new are inserted by the caller. */
  planCounted(changes: RowChanges, row: CaseClockRow, { row: counted, passed }: Counted, commandId: string): void {
    const now = this.clock.now();
    // another last day is another term, of which nobody has been told
    const told = counted.dueOn === row.dueOn ? Math.max(row.told, passed) : passed;
    changes.update(caseClockTable, row.id, { ...counted, told, claimedUntil: 0, revision: row.revision + 1 });
    const newlyPassed = passed > row.told && (counted.state === 'running' || passed === 100);
    if (!newlyPassed) return;
    changes.insert(caseClockEntryTable, {
      ...blank,
      id: hashOf(row.id, 'passed', `${passed}`, counted.dueOn, `${row.revision}`),
      institution: row.institution,
      instanceId: row.id,
      kind: 'passed',
      day: counted.dueOn,
      at: now,
      position: 0,
      account: 'system',
      percent: passed,
      counted: true,
    });
    if (counted.state === 'running') {
      const { institution, id: instanceId } = row;
      const details = { percent: passed, dueOn: counted.dueOn };
      planNotice(changes, { kind: 'case-clock', institution, instanceId, commandId, at: now, details });
    }
  }

  private entriesOf(rootId: string): Promise<CaseClockEntryRow[]> {
    return this.database.reader.find(caseClockEntryTable, 'instance_id = ?', [rootId], { orderBy: 'at, position, id' });
  }

  private async count(rootId: string): Promise<void> {
    const command = { id: this.ids.next(), account: 'system' };
    await this.committer.run(command, async () => {
      const changes = new RowChanges();
      const whole = await this.of(rootId);
      const entries = whole?.entries ?? (await this.entriesOf(rootId));
      for (const { id } of entries.filter(({ counted }) => !counted)) changes.update(caseClockEntryTable, id, { counted: true });
      if (whole) this.planCounted(changes, whole.row, whole.counted, command.id);
      const guard = whole && { table: caseClockTable, id: rootId, revision: whole.row.revision, mode: 'write' as const };
      return {
        guards: guard ? [guard] : [],
        changes: changes.list(),
        commands: [{ command, answer: null }],
        answer: null,
        afterCommit: [],
      };
    });
  }
}

/** What an entry says nothing of. */
export const blank = {
  cause: null,
  elementId: null,
  ground: null,
  reason: null,
  notice: null,
  until: null,
  percent: null,
} as const;
