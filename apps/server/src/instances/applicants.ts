import { Injectable } from '@nestjs/common';
import type { ApplicantView, CaseView, Json, Variables } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { seesOwnOnly, visibleCases, visibleOfCases } from '../identity/index.ts';
import { Definitions } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import { FindCase } from './find-case.ts';
import { ListCases } from './list-cases.ts';
import type { HistoryInstanceRow } from './tables.ts';
import { historyInstanceTable, historyVariableTable } from './tables.ts';
import { valueAmong } from './value-among.ts';

const mostCases = 50;

const isSaid = (value: Json | undefined): value is Json => value !== undefined && value !== null && value !== '';

/** Cases by who applied, as far as their processes say which variable names the applicant. */
@Injectable()
export class Applicants {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly cases: FindCase,
    private readonly list: ListCases,
  ) {}

  /** Undefined when there is no such case or the actor may see only a part of it. */
  async ofCase(actor: Actor, caseId: string): Promise<ApplicantView | undefined> {
    const found = await this.cases.find(actor, caseId);
    if (!found || seesOwnOnly(actor, found.institution)) return undefined;
    const intake = (await this.definitions.byId(found.definitionId))?.model.intake;
    const values = await this.valuesOf(found.id, [intake?.applicant ?? [], intake?.applicantData ?? []].flat());
    const name = intake?.applicant === undefined ? undefined : values[intake.applicant];
    const data = Object.fromEntries(
      (intake?.applicantData ?? []).flatMap((each) => (isSaid(values[each]) ? [[each, values[each]]] : [])),
    );
    if (typeof name !== 'string' || name === '') return { data, others: [] };
    const others = (await this.withApplicant(actor, name)).filter(({ id }) => id !== caseId);
    return { name, data, others: await this.views(actor, others) };
  }

  /** Open cases of one process. */
  async open(actor: Actor, processKey: string, name: string): Promise<CaseView[]> {
    const cases = await this.withApplicant(actor, name, processKey);
    return this.views(
      actor,
      cases.filter(({ endedAt }) => endedAt === null),
    );
  }

  private async valuesOf(caseId: string, names: readonly string[]): Promise<Variables> {
    if (names.length === 0) return {};
    const rows = await this.database.reader.find(historyVariableTable, 'instance_id = ? AND name IN (?)', [caseId, names]);
    return Object.fromEntries(rows.map(({ name, value }) => [name, value])) as Variables;
  }

  private async withApplicant(actor: Actor, name: string, processKey?: string): Promise<HistoryInstanceRow[]> {
    const visible = visibleCases(actor);
    // what the form of a partner does not show they do not find out by asking, either
    const known = visibleOfCases(actor);
    const variables = await this.variables(actor, processKey);
    const named = valueAmong([name]);
    const found = await Promise.all(
      [...variables].map(([key, variable]) =>
        this.database.reader.find(
          historyInstanceTable,
          `id IN (SELECT instance_id FROM history_variable WHERE name = ? AND ${named.sql} AND ${known.sql}) AND process_key = ? AND ${visible.sql}`,
          [variable, ...named.parameters, ...known.parameters, key, ...visible.parameters],
          { orderBy: 'started_at DESC, id', limit: mostCases },
        ),
      ),
    );
    return found.flat().sort((a, b) => b.startedAt - a.startedAt);
  }

  /** Which variable names the applicant, by process. */
  private async variables(actor: Actor, processKey?: string): Promise<Map<string, string>> {
    const variables = new Map<string, string>();
    for (const row of await this.definitions.visible(actor.institution)) {
      if (processKey !== undefined && row.processKey !== processKey) continue;
      const applicant = (await this.definitions.byId(row.id))?.model.intake?.applicant;
      if (applicant !== undefined) variables.set(row.processKey, applicant);
    }
    return variables;
  }

  /** With the channel by which each came in, where its form asked for it. */
  private async views(actor: Actor, rows: readonly HistoryInstanceRow[]): Promise<ApplicantView['others']> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const channels = await this.database.reader.find(historyVariableTable, "instance_id IN (?) AND name = 'channel'", [ids]);
    const byCase = new Map(channels.map(({ instanceId, value }) => [instanceId, value]));
    return Promise.all(
      rows.map(async (row) => {
        const channel = byCase.get(row.id);
        return { ...(await this.list.view(row, actor)), ...(typeof channel === 'string' && { channel }) };
      }),
    );
  }
}
