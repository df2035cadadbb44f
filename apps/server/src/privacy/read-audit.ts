import { Injectable } from '@nestjs/common';
import type { AuditEntriesView, AuditEntryView, AuditQuery } from '@gaita/contracts';
import type { AuditEntryRow } from '../audit/index.ts';
import { auditEntryTable } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { PeopleDirectory } from '../identity/index.ts';
import { historyInstanceTable } from '../instances/index.ts';
import { Database } from '../platform/database/database.ts';
import type { JobOutput } from './job-output.ts';
import { ObjectNames } from './object-names.ts';
import type { Progress } from './privacy-jobs.ts';
import { auditors, institutionsOf } from './rights.ts';

const exportPage = 2_000;
/** Spreadsheets take a million rows; who needs more narrows the time. */
const exportAtMost = 500_000;

/** The audit as auditors read it, of the institutions in which they are that. */
@Injectable()
export class ReadAudit {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
    private readonly objects: ObjectNames,
  ) {}

  async list(actor: Actor, query: AuditQuery): Promise<AuditEntriesView> {
    const { where, parameters } = condition(actor, query);
    const [rows, total] = await Promise.all([
      this.database.reader.find(auditEntryTable, where, parameters, {
        orderBy: 'at DESC, id DESC',
        limit: query.limit,
        offset: query.offset,
      }),
      this.database.reader.count(auditEntryTable, where, parameters),
    ]);
    const [items, names] = await Promise.all([this.views(rows), this.objects.of(rows, actor.language)]);
    const named = items.map((item) => {
      const objectName = names.get(item.objectId);
      return objectName === undefined ? item : { ...item, objectName };
    });
    return { items: named, total };
  }

  /** Comma-separated, UTF-8 with the mark that spreadsheets want; a cell that could be taken for a formula is text. */
  async export(actor: Actor, query: AuditQuery, progress: Progress, output: JobOutput): Promise<object> {
    const { where, parameters } = condition(actor, query);
    const total = Math.min(await this.database.reader.count(auditEntryTable, where, parameters), exportAtMost);
    const columns = ['at', 'until', 'count', 'account', 'name', 'act', 'object type', 'object', 'case', 'institution', 'details'];
    await output.add('csv', `\uFEFF${columns.join(',')}\r\n`);
    let last: AuditEntryRow | undefined;
    for (let written = 0; written < total;) {
      const after = last ? [...parameters, last.at, last.at, last.id] : parameters;
      const rows = await this.database.reader.find(
        auditEntryTable,
        last ? `${where} AND (at < ? OR (at = ? AND id < ?))` : where,
        after,
        { orderBy: 'at DESC, id DESC', limit: exportPage },
      );
      await output.add('csv', (await this.views(rows)).map(csvLine).join(''));
      written += rows.length;
      progress(written, total);
      last = rows.at(-1);
      if (rows.length < exportPage) break;
    }
    return {};
  }

  private async views(rows: readonly AuditEntryRow[]): Promise<AuditEntryView[]> {
    const names = await this.people.namesOf(rows.map(({ account }) => account));
    const caseIds = [...new Set(rows.flatMap(({ instanceId }) => instanceId ?? []))];
    const cases = caseIds.length === 0 ? [] : await this.database.reader.find(historyInstanceTable, 'id IN (?)', [caseIds]);
    const keys = new Map(cases.map(({ id, businessKey }) => [id, businessKey]));
    return rows.map((row) => {
      const name = names.get(row.account);
      const caseKey = row.instanceId === null ? undefined : keys.get(row.instanceId);
      return {
        id: row.id,
        at: row.at,
        count: row.count,
        account: row.account,
        act: row.act,
        objectType: row.objectType,
        objectId: row.objectId,
        institution: row.institution,
        erased: row.detailsHash !== null && row.details === null,
        ...(row.until !== null && { until: row.until }),
        ...(name !== undefined && { name }),
        ...(row.instanceId !== null && { caseId: row.instanceId }),
        ...(caseKey && { caseKey }),
        ...(row.details && { details: { ...row.details } }),
      };
    });
  }
}

function condition(actor: Actor, query: AuditQuery): { where: string; parameters: unknown[] } {
  const where = ['institution IN (?)'];
  const parameters: unknown[] = [institutionsOf(actor, auditors)];
  const add = (sql: string, value: string | number | undefined) => {
    if (value === undefined) return;
    where.push(sql);
    parameters.push(value);
  };
  add('account = ?', query.account);
  add('act = ?', query.act);
  add('object_id = ?', query.objectId);
  add('instance_id = ?', query.caseId);
  add('at >= ?', query.from);
  add('at < ?', query.to);
  return { where: where.join(' AND '), parameters };
}

const cell = (value: string): string => {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const csvLine = (entry: AuditEntryView): string =>
  `${[
    new Date(entry.at).toISOString(),
    entry.until === undefined ? '' : new Date(entry.until).toISOString(),
    String(entry.count),
    entry.account,
    entry.name ?? '',
    entry.act,
    entry.objectType,
    entry.objectId,
    entry.caseKey ?? entry.caseId ?? '',
    entry.institution,
    entry.details ? JSON.stringify(entry.details) : '',
  ]
    .map(cell)
    .join(',')}\r\n`;
