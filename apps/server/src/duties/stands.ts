import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import type { Guard, RowChanges } from '../platform/write-plan.ts';
import { notThere } from '../platform/write-plan.ts';
import type { TaskWork } from './judge-tasks.ts';
import { opposite } from './find-conflicts.ts';
import { dutyStandTable } from './tables.ts';

export interface RaisedStands {
  readonly guards: readonly Guard[];
  change(changes: RowChanges): void;
}

/** Makes commands of one person that could collide wait for each other: see `duty_stand`. */
@Injectable()
export class Stands {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** To be read before the facts are: what changes afterwards is then noticed in the commit. */
  async raise(work: TaskWork): Promise<RaisedStands> {
    const ids = standsOf(work);
    const rows = await this.database.reader.among(dutyStandTable, 'id', ids);
    const known = new Map(rows.map(({ id, revision }) => [id, revision]));
    const raisedAt = this.clock.now();
    return {
      guards: ids.map((id) => ({ table: dutyStandTable, id, revision: known.get(id) ?? notThere, mode: 'write' })),
      change: (changes) => {
        for (const id of ids) {
          const revision = known.get(id);
          if (revision === undefined) changes.insert(dutyStandTable, { id, revision: 1, raisedAt });
          else changes.update(dutyStandTable, id, { revision: revision + 1, raisedAt });
        }
      },
    };
  }
}

/** Where the work may meet other work of the same people. */
function standsOf({ inCase, pairs, roles, capacities, task: { institution } }: TaskWork): string[] {
  const { rootInstanceId, relatedRoots, businessKey, serviceKey } = inCase;
  const scopes = new Set(
    pairs.filter((pair) => roles.some((role) => opposite(pair, role) !== undefined)).map(({ scope }) => scope),
  );
  scopes.delete('org');
  if (scopes.size === 0) return [];
  const ofService = scopes.has('service') || scopes.has('version');
  const places = [
    ...[rootInstanceId, ...relatedRoots].map((root) => ['case', root]),
    ...(businessKey === null ? [] : [['matter', institution, businessKey]]),
    ...(ofService && serviceKey !== null ? [['service', institution, serviceKey]] : []),
  ];
  return [...new Set(capacities.flat().flatMap((account) => places.map((place) => hashOf([...place, account]))))];
}

export const hashOf = (parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
