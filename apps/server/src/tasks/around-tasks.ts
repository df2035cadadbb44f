import { Injectable } from '@nestjs/common';
import type { DutyConflict } from '@gaita/contracts';
import { Duties } from '../duties/index.ts';
import type { Actor } from '../identity/index.ts';
import { keepsHolding, namesNoRole, People, PeopleDirectory } from '../identity/index.ts';
import { Database } from '../platform/database/database.ts';
import type { TaskOpinionRow, TaskRow } from './tables.ts';
import { taskOpinionTable } from './tables.ts';
import { isHeldBy, refuseWork } from './task-rights.ts';

export interface Around {
  /** Names of those who hold the tasks. */
  readonly names: ReadonlyMap<string, string>;
  /** What lies in the reader's way because of what they did or hold, by `task.id`; only of tasks that they could do otherwise. */
  readonly conflicts: ReadonlyMap<string, DutyConflict>;
  /** `task.id` of those whose holder may not do them (any more). */
  readonly inVain: ReadonlySet<string>;
  /** By whom and what was asked, by `task.id` of the tasks that ask for an opinion. */
  readonly asked: ReadonlyMap<string, TaskOpinionRow>;
}

/** What a page of tasks needs beside its rows, read at once. */
@Injectable()
export class AroundTasks {
  constructor(
    private readonly directory: PeopleDirectory,
    private readonly people: People,
    private readonly duties: Duties,
    private readonly database: Database,
  ) {}

  async of(actor: Actor, rows: readonly TaskRow[]): Promise<Around> {
    const asked = await this.asked(rows);
    const askers = [...asked.values()].flatMap(({ askedBy }) => askedBy ?? []);
    const [names, conflicts, inVain] = await Promise.all([
      this.directory.namesOf([...rows.flatMap(({ assignee }) => assignee ?? []), ...askers]),
      this.duties.conflictsOf(
        actor,
        rows.filter((row) => refuseWork(actor, row) === undefined),
      ),
      this.heldInVain(actor, rows),
    ]);
    return { names, conflicts, inVain, asked };
  }

  private async asked(rows: readonly TaskRow[]): Promise<ReadonlyMap<string, TaskOpinionRow>> {
    const ids = rows.filter(({ opinionOf }) => opinionOf !== null).map(({ id }) => id);
    if (ids.length === 0) return new Map();
    const found = await this.database.reader.find(taskOpinionTable, 'id IN (?)', [ids]);
    return new Map(found.map((row) => [row.id, row]));
  }

  private async heldInVain(actor: Actor, rows: readonly TaskRow[]): Promise<ReadonlySet<string>> {
    const others = rows.filter((row) => row.assignee !== null && !isHeldBy(actor, row));
    const holders = await this.people.actors(new Set(others.flatMap(({ assignee }) => assignee ?? [])));
    const inVain = rows.filter((row) => {
      if (row.assignee === null || namesNoRole(row)) return false;
      const holder = isHeldBy(actor, row) ? actor : holders.get(row.assignee);
      return holder === undefined || !keepsHolding(holder, row);
    });
    return new Set(inVain.map(({ id }) => id));
  }
}
