import { Injectable } from '@nestjs/common';
import type { JournalRecord, RecordOf } from '@gaita/contracts';
import type { InstanceRow } from './tables.ts';

/** What a step is about to write of an instance: who acts, and what the kernel says happens. */
export interface StepRecords {
  readonly instance: InstanceRow;
  /** Account of the acting person, or `system`. */
  readonly actor: string;
  readonly records: readonly JournalRecord[];
  readonly now: number;
}

/** Port: ids of the opened tasks that may not be their assignee's, whom a model named. They are offered to their candidates instead. */
export type ScreenAssignees = (step: StepRecords) => Promise<ReadonlySet<string>>;

/** Finds the account that a reference names; null when there is nobody on record. */
export type ResolvePerson = (institution: string, name: string) => Promise<string | null>;

/**
 * People are never an input of the kernel: a model may name an assignee by a reference such as `manager-of-service:<service id>`,
 * and whoever knows such people registers how they are found.
 */
@Injectable()
export class ResolvePeople {
  private readonly byPrefix = new Map<string, ResolvePerson>();
  private screenAssignees: ScreenAssignees | undefined;

  /** @param prefix what stands before the colon */
  register(prefix: string, resolve: ResolvePerson): void {
    this.byPrefix.set(prefix, resolve);
  }

  /** Whoever knows of assignees who may not do a task. */
  screenBy(screen: ScreenAssignees): void {
    this.screenAssignees = screen;
  }

  /** The records with every such reference replaced; a task whose reference finds nobody, or somebody who may not do it, has no assignee. */
  async run(step: StepRecords): Promise<readonly JournalRecord[]> {
    const { instance, records } = step;
    if (!records.some((record) => record.kind === 'taskCreated' && record.assignee !== undefined)) return records;
    const resolved = await Promise.all(records.map((record) => this.resolve(instance.institution, record)));
    const refused = (await this.screenAssignees?.({ ...step, records: resolved })) ?? new Set();
    return refused.size === 0
      ? resolved
      : resolved.map((record) => (isOpened(record, refused) ? withoutAssignee(record) : record));
  }

  private async resolve(institution: string, record: JournalRecord): Promise<JournalRecord> {
    const reference = this.referenceOf(record);
    if (!reference || record.kind !== 'taskCreated') return record;
    const account = await reference.resolve(institution, reference.name);
    const { assignee: _, ...rest } = record;
    return account === null ? rest : { ...rest, assignee: account };
  }

  private referenceOf(record: JournalRecord): { resolve: ResolvePerson; name: string } | undefined {
    if (record.kind !== 'taskCreated' || record.assignee === undefined) return undefined;
    const colon = record.assignee.indexOf(':');
    const resolve = colon < 0 ? undefined : this.byPrefix.get(record.assignee.slice(0, colon));
    return resolve && { resolve, name: record.assignee.slice(colon + 1) };
  }
}

const isOpened = (record: JournalRecord, ids: ReadonlySet<string>): record is RecordOf<'taskCreated'> =>
  record.kind === 'taskCreated' && ids.has(record.taskId);

function withoutAssignee({ assignee: _, ...rest }: RecordOf<'taskCreated'>): JournalRecord {
  return rest;
}
