import { Injectable } from '@nestjs/common';
import type { Language } from '@gaita/contracts';
import type { AuditEntryRow } from '../audit/index.ts';
import { personTable } from '../identity/index.ts';
import { Database } from '../platform/database/database.ts';
import { TaskNames } from '../tasks/index.ts';

type Thing = Pick<AuditEntryRow, 'objectType' | 'objectId'>;

/** What the people and tasks that the audit tells of are called, so that auditors need not read ids. */
@Injectable()
export class ObjectNames {
  constructor(
    private readonly database: Database,
    private readonly tasks: TaskNames,
  ) {}

  /** By id; nothing of other things, nor of what is gone. */
  async of(things: readonly Thing[], language: Language): Promise<ReadonlyMap<string, string>> {
    const ids = (type: string) => [...new Set(things.flatMap((each) => (each.objectType === type ? [each.objectId] : [])))];
    const people = ids('person');
    const [found, tasks] = await Promise.all([
      people.length === 0 ? [] : this.database.reader.find(personTable, 'id IN (?)', [people]),
      this.tasks.of(ids('task'), language),
    ]);
    return new Map([...tasks, ...found.map(({ id, name }) => [id, name] as const)]);
  }
}
