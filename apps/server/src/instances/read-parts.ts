import { Injectable } from '@nestjs/common';
import type { Need, ScopeState, Snapshot } from '@gaita/engine';
import { Database } from '../platform/database/database.ts';
import type { InstancePartRow } from './tables.ts';
import { instancePartTable, instanceTable } from './tables.ts';

/** Ids in one statement. */
const mostIds = 1_000;

export interface ReadParts {
  readonly scopes: Readonly<Record<string, ScopeState>>;
  /** Characters of each row read, by its id. */
  readonly rows: ReadonlyMap<string, number>;
}

/** Reads scopes that are stored apart from their instance's row. */
@Injectable()
export class PartReader {
  constructor(private readonly database: Database) {}

  /** The instance's own part. Undefined when the instance has changed since `revision` was read. */
  async own(instanceId: string, revision: number): Promise<ReadParts | undefined> {
    return this.unchanged(instanceId, revision, await this.find('part_id', [instanceId]));
  }

  /** What a step needs and is not here yet. Undefined when the instance has changed since `revision` was read. */
  async needed(snapshot: Snapshot, revision: number, need: Need): Promise<ReadParts | undefined> {
    const rows = [...(await this.around(snapshot, need.scopeIds)), ...(await this.below(snapshot, need.below))];
    return this.unchanged(snapshot.instanceId, revision, rows);
  }

  /** The parts in which scopes live, with those around them. */
  private async around({ instanceId, scopes }: Snapshot, scopeIds: readonly string[]): Promise<InstancePartRow[]> {
    const found = new Map<string, InstancePartRow>();
    for (let ids = [...scopeIds]; ids.length > 0;) {
      const heads = await this.find('id', ids);
      const rows = await this.find(
        'part_id',
        heads.filter((row) => row.instanceId === instanceId).map(({ partId }) => partId),
      );
      for (const row of rows) found.set(row.id, row);
      ids = rows.map(({ bodyId }) => bodyId).filter((id) => !found.has(id) && !Object.hasOwn(scopes, id));
    }
    return [...found.values()];
  }

  /** All items of the bodies that live below scopes, and of bodies in those. */
  private async below({ scopes }: Snapshot, ids: readonly string[]): Promise<InstancePartRow[]> {
    const found: InstancePartRow[] = [];
    const isBelow = (scopeId: string): boolean => {
      for (let id: string | undefined = scopeId; id !== undefined; id = scopes[id]?.parent) if (ids.includes(id)) return true;
      return false;
    };
    let bodies = ids.length === 0 ? [] : Object.keys(scopes).filter((id) => scopes[id]!.loop && isBelow(id));
    while (bodies.length > 0) {
      const rows = await this.find('body_id', bodies);
      found.push(...rows);
      bodies = rows.filter(({ content }) => (JSON.parse(content) as ScopeState).loop).map(({ id }) => id);
    }
    return found;
  }

  private async find(column: 'id' | 'part_id' | 'body_id', ids: readonly string[]): Promise<InstancePartRow[]> {
    const wanted = [...new Set(ids)];
    const rows: InstancePartRow[] = [];
    for (let from = 0; from < wanted.length; from += mostIds)
      rows.push(
        ...(await this.database.reader.find(instancePartTable, `${column} IN (?)`, [wanted.slice(from, from + mostIds)])),
      );
    return rows;
  }

  private async unchanged(
    instanceId: string,
    revision: number,
    rows: readonly InstancePartRow[],
  ): Promise<ReadParts | undefined> {
    const now = await this.database.reader.byId(instanceTable, instanceId);
    if (now?.revision !== revision) return undefined;
    return {
      scopes: Object.fromEntries(rows.map(({ id, content }) => [id, JSON.parse(content) as ScopeState])),
      rows: new Map(rows.map(({ id, content }) => [id, content.length])),
    };
  }
}
