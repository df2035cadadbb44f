import { Injectable } from '@nestjs/common';
import { scopesOfUndo, undoStep } from '@gaita/engine';
import type { JournalRecord } from '@gaita/contracts';
import { Ids } from '../../platform/ids.ts';
import type { Command, Guard, RowChanges } from '../../platform/write-plan.ts';
import { newSalt } from '../apply-instance-records.ts';
import type { OpenInstance } from '../open-instance.ts';
import type { InstanceRow, InstanceUndoRow } from '../tables.ts';
import { historyVariableTable, instanceTable, journalTable } from '../tables.ts';
import type { Noting } from './note-undo.ts';
import { NoteUndo } from './note-undo.ts';
import type { UndoContext } from './undo-rules.ts';
import { UndoRules } from './undo-rules.ts';
import { variablesOfUndo } from './variables-of-undo.ts';

/** Takes a completion back: a step of its own, after which everything but the history is as it was before. */
@Injectable()
export class UndoSteps {
  constructor(
    private readonly rules: UndoRules,
    private readonly ids: Ids,
    private readonly notes: NoteUndo,
  ) {}

  /** Adds to the plan of a completion how it may be taken back; gives guards for what it has read. */
  note(changes: RowChanges, noting: Noting): Promise<Guard[]> {
    return this.notes.run(changes, noting);
  }

  /** Gives the instance as it is then. Throws InstanceChanged when something that is stored apart has changed meanwhile. */
  async run(
    command: Command,
    undo: InstanceUndoRow,
    before: InstanceRow,
    open: OpenInstance,
    context: UndoContext,
  ): Promise<{ row: InstanceRow; records: readonly JournalRecord[] }> {
    await this.restoreSnapshot(undo, open, context);
    this.restoreRows(undo, context);
    const row: InstanceRow = {
      ...before,
      sequence: before.sequence + 1,
      businessKey: open.snapshot.businessKey ?? null,
      state: 'active',
    };
    const { changes, now } = context;
    changes.update(instanceTable, row.id, { sequence: row.sequence, businessKey: row.businessKey, state: row.state });
    const records: JournalRecord[] = [{ kind: 'completionTakenBack', taskId: undo.taskId, sequence: undo.sequence }];
    changes.insert(journalTable, {
      id: this.ids.next(),
      institution: row.institution,
      instanceId: row.id,
      sequence: row.sequence,
      commandId: command.id,
      actor: command.account,
      at: now,
      records,
    });
    return { row, records };
  }

  private async restoreSnapshot({ content: { step } }: InstanceUndoRow, open: OpenInstance, { changes, now }: UndoContext) {
    if (!step) return;
    const scopes = scopesOfUndo(step);
    const sameWay = step.isApart === step.wasApart;
    if (open.snapshot.apart) {
      const missing = scopes.filter((id) => !Object.hasOwn(open.snapshot.scopes, id));
      const need = sameWay ? { scopeIds: missing, below: [] } : { scopeIds: [], below: [open.snapshot.instanceId] };
      if (need.scopeIds.length + need.below.length > 0) await open.read(need);
    }
    const snapshot = undoStep(open.snapshot, step);
    open.step(snapshot, sameWay && snapshot.apart ? scopes : Object.keys({ ...open.snapshot.scopes, ...snapshot.scopes }));
    for (const { id, value, type, version } of variablesOfUndo(step))
      changes.update(historyVariableTable, id, { value, type: type ?? null, version, updatedAt: now, salt: newSalt() });
  }

  private restoreRows({ content: { deleted, changed, created } }: InstanceUndoRow, context: UndoContext): void {
    const { changes, now } = context;
    for (const [name, ids] of Object.entries(created)) {
      const rule = this.rules.of(name);
      if (!rule) continue;
      for (const [id] of ids) {
        if (rule.mark) changes.update(rule.table, id, rule.mark(now) as never);
        else changes.delete(rule.table, id);
        rule.removed?.(id, context);
      }
    }
    for (const { table, row } of deleted) {
      const rule = this.rules.of(table);
      if (!rule) continue;
      const again = typeof row['revision'] === 'number' ? { ...row, revision: row['revision'] + 1 } : row;
      changes.insert(rule.table, again as never);
      rule.restored?.(again as never, { wasDeleted: true }, context);
    }
    for (const { table, id, before, revision } of changed) {
      const rule = this.rules.of(table);
      if (!rule) continue;
      changes.update(rule.table, id, { ...before, ...(revision !== undefined && { revision: revision + 1 }) } as never);
      rule.restored?.({ id, ...before } as never, { wasDeleted: false }, context);
    }
  }
}
