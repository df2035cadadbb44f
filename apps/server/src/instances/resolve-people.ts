import { Injectable } from '@nestjs/common';
import type { JournalRecord } from '@gaita/contracts';

/** Finds the account that a reference names; null when there is nobody on record. */
export type ResolvePerson = (institution: string, name: string) => Promise<string | null>;

/**
 * People are never an input of the kernel: a model may name an assignee by a reference such as `manager-of-service:<service id>`,
 * and whoever knows such people registers how they are found.
 */
@Injectable()
export class ResolvePeople {
  private readonly byPrefix = new Map<string, ResolvePerson>();

  /** @param prefix what stands before the colon */
  register(prefix: string, resolve: ResolvePerson): void {
    this.byPrefix.set(prefix, resolve);
  }

  /** The records with every such reference replaced; a task whose reference finds nobody has no assignee. */
  async run(institution: string, records: readonly JournalRecord[]): Promise<readonly JournalRecord[]> {
    if (!records.some((record) => this.referenceOf(record))) return records;
    return Promise.all(records.map((record) => this.resolve(institution, record)));
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
