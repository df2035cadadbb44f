import { Injectable } from '@nestjs/common';
import type { DutyConflict } from '@gaita/contracts';
import { Duties } from '../duties/index.ts';
import type { Actor } from '../identity/index.ts';
import { PeopleDirectory } from '../identity/index.ts';
import type { TaskRow } from './tables.ts';
import { refuseWork } from './task-rights.ts';

export interface Around {
  /** Names of those who hold the tasks. */
  readonly names: ReadonlyMap<string, string>;
  /** What lies in the reader's way because of what they did or hold, by `task.id`; only of tasks that they could do otherwise. */
  readonly conflicts: ReadonlyMap<string, DutyConflict>;
}

/** What a page of tasks needs beside its rows, read at once. */
@Injectable()
export class AroundTasks {
  constructor(
    private readonly people: PeopleDirectory,
    private readonly duties: Duties,
  ) {}

  async of(actor: Actor, rows: readonly TaskRow[]): Promise<Around> {
    const [names, conflicts] = await Promise.all([
      this.people.namesOf(rows.flatMap(({ assignee }) => assignee ?? [])),
      this.duties.conflictsOf(
        actor,
        rows.filter((row) => refuseWork(actor, row) === undefined),
      ),
    ]);
    return { names, conflicts };
  }
}
