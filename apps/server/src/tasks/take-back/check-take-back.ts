import { Injectable } from '@nestjs/common';
import type { Overtaken } from '../../instances/index.ts';
import type { InstanceUndoRow } from '../../instances/index.ts';
import { instanceUndoTable, journalTable, UndoRules } from '../../instances/index.ts';
import { Database } from '../../platform/database/database.ts';
import type { Guard } from '../../platform/write-plan.ts';

export interface Completed {
  /** Address of the completed task. */
  readonly taskId: string;
  /** `task.id` */
  readonly id: string;
  readonly instanceId: string;
  readonly account: string;
  readonly at: number;
}

/** What lets a completion be taken back now: all of it must still be so in the commit. */
export interface Undoable {
  readonly undo: InstanceUndoRow;
  readonly guards: readonly Guard[];
}

type Now = { readonly revision: number; readonly sequence: number };
type Row = { readonly id: string; readonly revision?: number };

/** Finds out whether a completion may still be taken back, or what happened since. */
@Injectable()
export class CheckTakeBack {
  constructor(
    private readonly database: Database,
    private readonly rules: UndoRules,
  ) {}

  /** @param now revision and sequence of the instance; undefined: it has ended */
  async run(completed: Completed, now: Now | undefined): Promise<Undoable | Overtaken> {
    if (!now) return { reason: 'case-ended' };
    const undo = await this.database.reader.byId(instanceUndoTable, completed.instanceId);
    if (!undo || undo.taskId !== completed.taskId || undo.account !== completed.account) return this.whatHappened(completed);
    if (undo.revision !== now.revision || undo.sequence !== now.sequence) return this.whatHappened(completed, undo);
    const guards: Guard[] = [];
    for (const [table, rows] of relied(undo)) {
      const rule = this.rules.of(table);
      if (!rule?.overtaken) continue;
      const found = await this.rowsOf(table, [...rows.keys()]);
      for (const [id, revision] of rows) {
        const row = found.get(id);
        const overtaken = rule.overtaken(row as never, revision, undo.account);
        if (overtaken) return overtaken;
        if (row?.revision !== undefined) guards.push({ table: rule.table, id, revision: row.revision, mode: 'write' });
      }
    }
    return { undo, guards };
  }

  private async rowsOf(table: string, ids: readonly string[]): Promise<Map<string, Row>> {
    const found = new Map<string, Row>();
    const { table: definition } = this.rules.of(table)!;
    for (let from = 0; from < ids.length; from += 1_000)
      for (const row of await this.database.reader.find(definition, 'id IN (?)', [ids.slice(from, from + 1_000)]))
        found.set((row as unknown as Row).id, row as unknown as Row);
    return found;
  }

  /** The first thing after the completion that the journal tells. */
  private async whatHappened({ id, taskId, instanceId, at }: Completed, undo?: InstanceUndoRow): Promise<Overtaken> {
    const steps = await this.database.reader.find(
      journalTable,
      'instance_id = ? AND sequence IS NOT NULL AND at >= ?',
      [instanceId, at],
      { orderBy: 'sequence', limit: 200 },
    );
    const own =
      undo?.sequence ??
      steps.find(({ records }) => has(records, 'taskCompleted', ({ taskId: of }) => of === id || of === taskId))?.sequence;
    const next =
      own === undefined || own === null ? undefined : steps.find(({ sequence }) => sequence !== null && sequence > own);
    if (!next) return { reason: 'case-moved-on' };
    const what = reasons.find(([kind, , matches]) => has(next.records, kind, matches));
    const record = (next.records as Told[]).find(({ kind }) => kind === what?.[0]);
    return {
      reason: what?.[1] ?? 'case-moved-on',
      at: next.at,
      ...(next.actor !== 'system' && { account: next.actor }),
      ...(record?.elementId !== undefined && { elementId: record.elementId }),
    };
  }
}

interface Told {
  readonly kind: string;
  readonly elementId?: string;
  readonly taskId?: string;
  readonly taken?: boolean;
}

const always = (): boolean => true;
const reasons: readonly (readonly [kind: string, reason: Overtaken['reason'], matches: (record: Told) => boolean])[] = [
  ['taskCompleted', 'task-completed', always],
  ['timerFired', 'timer-fired', always],
  ['subscriptionClosed', 'message-arrived', ({ taken }) => taken === true],
  ['jobCompleted', 'job-taken', always],
];

const has = (records: readonly unknown[], kind: string, matches: (record: Told) => boolean): boolean =>
  (records as Told[]).some((record) => record.kind === kind && matches(record));

/** Rows that the completion has left behind, by table, with the revision that it gave them. */
function relied({ content: { created, changed } }: InstanceUndoRow): Map<string, Map<string, number | undefined>> {
  const relied = new Map<string, Map<string, number | undefined>>();
  const add = (table: string, id: string, revision: number | undefined): void => {
    const rows = relied.get(table) ?? new Map<string, number | undefined>();
    rows.set(id, revision);
    relied.set(table, rows);
  };
  for (const [table, rows] of Object.entries(created)) for (const [id, revision] of rows) add(table, id, revision);
  for (const { table, id, revision } of changed) if (revision !== undefined) add(table, id, revision);
  return relied;
}
