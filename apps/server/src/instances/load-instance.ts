import { Injectable } from '@nestjs/common';
import type { Snapshot } from '@gaita/engine';
import { upgradeSnapshot } from '@gaita/engine';
import type { Definition } from '../models/index.ts';
import { Definitions } from '../models/index.ts';
import { Announcements } from '../platform/announcements/announcements.ts';
import { Database } from '../platform/database/database.ts';
import { Defect, OperationalError } from '../platform/errors.ts';
import { OpenInstance } from './open-instance.ts';
import { PartReader } from './read-parts.ts';
import type { InstanceRow } from './tables.ts';
import { instanceTable } from './tables.ts';

/** An instance as it was after its last commit known here. */
export interface StoredInstance {
  readonly row: InstanceRow;
  readonly snapshot: Snapshot;
  readonly definition: Definition;
  /** Rows of `instance_part` that belong to the snapshot, by id with their characters; none while the instance is one row. */
  readonly parts: ReadonlyMap<string, number>;
  /** Whether it has a row in `instance_undo`, where that is known. */
  readonly hasUndo?: boolean;
}

/** Snapshots kept in memory: as many, and none larger than this many characters. */
const kept = 2_000;
const largest = 32_768;
/** The same for an instance with large bodies, of which the items are not kept. */
const largestApart = 262_144;
const reads = 5;

/**
 * Reads instances. Those used last stay in memory; that is safe because every commit compares the revision, and a refusal
 * found on a kept one is looked at again on a fresh one.
 */
@Injectable()
export class LoadInstance {
  private readonly hot = new Map<string, StoredInstance>();

  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly parts: PartReader,
    announcements: Announcements,
  ) {
    announcements.listenToOthers(({ cases, rows }) => this.overtaken(cases, rows.length));
  }

  /** From memory if there; `fresh` reads the database. Undefined when the instance is not running. */
  async run(instanceId: string, fresh = false): Promise<(StoredInstance & { readonly fromMemory: boolean }) | undefined> {
    const known = fresh ? undefined : this.hot.get(instanceId);
    if (known) return { ...known, fromMemory: true };
    for (let read = 0; read < reads; read++) {
      const row = await this.database.reader.byId(instanceTable, instanceId);
      if (!row) {
        this.hot.delete(instanceId);
        return undefined;
      }
      const whole = await this.whole(row);
      if (!whole) continue;
      const definition = await this.definitions.byId(row.definitionId);
      if (!definition) throw new Defect(`Instance ${instanceId} belongs to definition ${row.definitionId}, which does not exist`);
      const stored = { row, ...whole, definition };
      this.keep(stored);
      return { ...stored, fromMemory: false };
    }
    throw new OperationalError(`Others keep changing instance ${instanceId}.`);
  }

  /** As the database has it: for who acts on what it reads and commits nothing that would compare the revision. */
  async current(instanceId: string): Promise<StoredInstance | undefined> {
    const known = this.hot.get(instanceId);
    if (!known) return this.run(instanceId, true);
    const [now] = await this.database.reader.query('SELECT revision FROM instance WHERE id = ?', [instanceId]);
    return Number(now?.['revision']) === known.row.revision ? known : this.run(instanceId, true);
  }

  /** To work on it: what more of it is needed is read then. */
  open({ row, snapshot, parts }: StoredInstance): OpenInstance {
    return new OpenInstance(this.parts, row.revision, snapshot, parts);
  }

  /** Undefined when it was changed while it was read. */
  private async whole(row: InstanceRow): Promise<Pick<StoredInstance, 'snapshot' | 'parts'> | undefined> {
    const snapshot = upgradeSnapshot(JSON.parse(row.snapshot));
    if (!snapshot.apart) return { snapshot, parts: new Map() };
    const own = await this.parts.own(row.id, row.revision);
    return own && { snapshot: { ...snapshot, scopes: own.scopes }, parts: own.rows };
  }

  /** After a commit: what the next command finds. */
  keep(stored: StoredInstance): void {
    const { id, snapshot } = stored.row;
    this.hot.delete(id);
    let size = snapshot.length;
    for (const characters of stored.parts.values()) size += characters;
    if (stored.snapshot.ended || size > (stored.snapshot.apart ? largestApart : largest)) return;
    this.hot.set(id, stored);
    const [oldest] = this.hot.keys();
    if (this.hot.size > kept && oldest !== undefined) this.hot.delete(oldest);
  }

  forget(instanceId: string): void {
    this.hot.delete(instanceId);
  }

  /** Another replica changed them: a step on what is remembered would be prepared in vain, lose its commit and be prepared again. */
  private overtaken(cases: readonly string[], rows: number): void {
    if (cases.length + rows === 0) this.hot.clear();
    for (const id of cases) this.hot.delete(id);
  }
}
