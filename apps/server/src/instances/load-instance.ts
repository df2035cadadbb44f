import { Injectable } from '@nestjs/common';
import type { Snapshot } from '@gaita/engine';
import { upgradeSnapshot } from '@gaita/engine';
import type { Definition } from '../models/index.ts';
import { Definitions } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import { Defect } from '../platform/errors.ts';
import type { InstanceRow } from './tables.ts';
import { instanceTable } from './tables.ts';

/** An instance as it was after its last commit known here. */
export interface StoredInstance {
  readonly row: InstanceRow;
  readonly snapshot: Snapshot;
  readonly definition: Definition;
}

/** Snapshots kept in memory: as many, and none larger than this many characters. */
const kept = 2_000;
const largest = 32_768;

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
  ) {}

  /** From memory if there; `fresh` reads the database. Undefined when the instance is not running. */
  async run(instanceId: string, fresh = false): Promise<(StoredInstance & { readonly fromMemory: boolean }) | undefined> {
    const known = fresh ? undefined : this.hot.get(instanceId);
    if (known) return { ...known, fromMemory: true };
    const row = await this.database.reader.byId(instanceTable, instanceId);
    if (!row) {
      this.hot.delete(instanceId);
      return undefined;
    }
    const definition = await this.definitions.byId(row.definitionId);
    if (!definition) throw new Defect(`Instance ${instanceId} belongs to definition ${row.definitionId}, which does not exist`);
    const stored = { row, snapshot: upgradeSnapshot(JSON.parse(row.snapshot)), definition };
    this.keep(stored);
    return { ...stored, fromMemory: false };
  }

  /** After a commit: what the next command finds. */
  keep(stored: StoredInstance): void {
    const { id, snapshot } = stored.row;
    this.hot.delete(id);
    if (stored.snapshot.ended || snapshot.length > largest) return;
    this.hot.set(id, stored);
    const [oldest] = this.hot.keys();
    if (this.hot.size > kept && oldest !== undefined) this.hot.delete(oldest);
  }

  forget(instanceId: string): void {
    this.hot.delete(instanceId);
  }
}
