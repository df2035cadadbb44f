import { Injectable } from '@nestjs/common';
import type { Variables } from '@gaita/contracts';
import { AccessLog } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { seesOwnOnly } from '../identity/index.ts';
import { historyVariableTable, OwnPartOfCase, subjectNames, subjectOf } from '../instances/index.ts';
import { Definitions } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';

interface RowOfCase {
  readonly id: string;
  readonly institution: string;
  readonly instanceId: string;
  readonly definitionId: string;
  readonly elementId: string;
}

export interface ValuesOfRow {
  readonly subject?: string;
  readonly cells: Record<string, unknown>;
}

/** A value in a list is read at a glance; longer ones are for the case's own page. */
const longestCell = 500;

/** What cases are about, and the values of wanted columns, for the rows of one page. */
@Injectable()
export class CaseValues {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly ownPart: OwnPartOfCase,
    private readonly accessLog: AccessLog,
  ) {}

  /** By the rows' ids. Of what somebody from outside sees, only what the form of their task shows. */
  async of(actor: Actor, rows: readonly RowOfCase[], cols: readonly string[]): Promise<Map<string, ValuesOfRow>> {
    if (cols.length > 0) this.accessLog.sawValues(actor, 'inbox', { names: cols }, rows);
    const found = await this.read([...new Set(rows.map(({ instanceId }) => instanceId))], cols);
    const values = new Map<string, ValuesOfRow>();
    for (const row of rows) {
      const all = found.get(row.instanceId) ?? {};
      const seen = seesOwnOnly(actor, row.institution)
        ? await this.ownPart.ofTask(actor, row, await this.definitions.byId(row.definitionId), all)
        : all;
      const subject = subjectOf(seen);
      const cells = Object.fromEntries(cols.flatMap((name) => (name in seen ? [[name, seen[name]]] : [])));
      values.set(row.id, { ...(subject !== undefined && { subject }), cells });
    }
    return values;
  }

  async subjectOf(instanceId: string): Promise<string | undefined> {
    return subjectOf((await this.read([instanceId], [])).get(instanceId) ?? {});
  }

  private async read(instanceIds: readonly string[], cols: readonly string[]): Promise<Map<string, Variables>> {
    const values = new Map<string, Variables>();
    if (instanceIds.length === 0) return values;
    const rows = await this.database.reader.find(
      historyVariableTable,
      'instance_id IN (?) AND name IN (?) AND scope_id = instance_id',
      [instanceIds, [...new Set([...subjectNames, ...cols])]],
    );
    for (const { instanceId, name, value } of rows) {
      if (JSON.stringify(value).length > longestCell) continue;
      values.set(instanceId, { ...values.get(instanceId), [name]: value as Variables[string] });
    }
    return values;
  }
}
