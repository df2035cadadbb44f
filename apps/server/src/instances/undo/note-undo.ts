import { Injectable } from '@nestjs/common';
import type { Snapshot } from '@gaita/engine';
import { undoOf } from '@gaita/engine';
import { Database } from '../../platform/database/database.ts';
import type { Table } from '../../platform/database/table.ts';
import type { Guard, RowChange, RowChanges } from '../../platform/write-plan.ts';
import type { InstanceRow } from '../tables.ts';
import { instanceTable, instanceUndoTable } from '../tables.ts';
import type { UndoContent, UndoRequest } from './undo-content.ts';
import { UndoRules } from './undo-rules.ts';

type Row = { readonly id: string } & Readonly<Record<string, unknown>>;

export interface Noting {
  readonly account: string;
  readonly request: UndoRequest;
  /** The instance as it will be after the commit. */
  readonly row: InstanceRow;
  readonly at: number;
  readonly snapshots?: { readonly before: Snapshot; readonly after: Snapshot };
  /** Whether there is a row already; undefined: not known. */
  readonly hasUndo: boolean | undefined;
}

/** Notes with a completion how it may be taken back. Reads only rows that the completion withdraws and the command did not know. */
@Injectable()
export class NoteUndo {
  constructor(
    private readonly database: Database,
    private readonly rules: UndoRules,
  ) {}

  /** Adds the row to the plan; gives guards for what it has read. */
  async run(changes: RowChanges, { account, request, row, at, snapshots, hasUndo }: Noting): Promise<Guard[]> {
    const listed = changes.list();
    const images = await this.imagesOf(listed, request);
    const content: UndoContent = {
      ...(snapshots && { step: undoOf(snapshots.before, snapshots.after) }),
      deleted: listed.flatMap(({ op, table, ...change }) => {
        const image = op === 'delete' && this.rules.of(table.name) && images.get(keyOf(table, (change as { id: string }).id));
        return image ? [{ table: table.name, row: image }] : [];
      }),
      changed: listed.flatMap((change) => this.changed(change, images)),
      created: this.created(listed),
      entered: request.entered,
    };
    const noted = {
      institution: row.institution,
      account,
      taskId: request.taskId,
      revision: row.revision,
      sequence: row.sequence,
      at,
      content,
    };
    if (hasUndo === undefined) changes.replace(instanceUndoTable, { id: row.id, ...noted });
    else if (hasUndo) changes.update(instanceUndoTable, row.id, noted);
    else changes.insert(instanceUndoTable, { id: row.id, ...noted });
    return guardsOf(listed, images);
  }

  private changed(change: RowChange, images: ReadonlyMap<string, Row>): UndoContent['changed'][number][] {
    const rule = this.rules.of(change.table.name);
    if (change.op !== 'update' || !rule) return [];
    const image = images.get(keyOf(change.table, change.id));
    const before = rule.before?.(change.set as never) ?? (image && only(image, Object.keys(change.set)));
    if (!before || Object.keys(before).length === 0) return [];
    const revision = change.set['revision'];
    return [{ table: change.table.name, id: change.id, before, ...(typeof revision === 'number' && { revision }) }];
  }

  private created(listed: readonly RowChange[]): UndoContent['created'] {
    const created: Record<string, [string, number?][]> = {};
    for (const change of listed) {
      if (change.op !== 'insert' || !this.rules.of(change.table.name)) continue;
      const { id, revision } = change.row;
      (created[change.table.name] ??= []).push(typeof revision === 'number' ? [id, revision] : [id]);
    }
    return created;
  }

  /** Rows as they are before the plan, by table and id. */
  private async imagesOf(listed: readonly RowChange[], { known }: UndoRequest): Promise<Map<string, Row>> {
    const images = new Map(known.map(({ table, row }) => [keyOf(table, row.id), row]));
    const wanted = new Map<Table, string[]>();
    for (const change of listed) {
      const rule = this.rules.of(change.table.name);
      if (!rule || change.op === 'insert') continue;
      if (images.has(keyOf(change.table, change.id))) continue;
      if (change.op === 'update' && rule.before?.(change.set as never)) continue;
      const ids = wanted.get(change.table);
      if (ids) ids.push(change.id);
      else wanted.set(change.table, [change.id]);
    }
    await Promise.all([...wanted].map(([table, ids]) => this.read(table, ids, images)));
    return images;
  }

  private async read(table: Table, ids: readonly string[], images: Map<string, Row>): Promise<void> {
    for (const row of await this.database.reader.among(table, 'id', ids)) images.set(keyOf(table, row.id), row);
  }
}

/** What goes with the plan must be as it was read: a task that is withdrawn, say, must not be claimed meanwhile. */
function guardsOf(listed: readonly RowChange[], images: ReadonlyMap<string, Row>): Guard[] {
  return listed.flatMap((change): Guard[] => {
    if (change.op !== 'delete' || change.table === instanceTable) return [];
    const revision = images.get(keyOf(change.table, change.id))?.['revision'];
    return typeof revision === 'number' ? [{ table: change.table, id: change.id, revision, mode: 'write' }] : [];
  });
}

const keyOf = ({ name }: Table, id: string): string => `${name} ${id}`;

const only = (row: Row, properties: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(properties.map((property) => [property, row[property]]));
