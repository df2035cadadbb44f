import { Injectable } from '@nestjs/common';
import type { CaseActView, Rejection } from '@gaita/contracts';
import { caseActs } from '@gaita/contracts';
import type { AuditEntryRow } from '../audit/index.ts';
import { AccessLog, auditEntryTable } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { PeopleDirectory, seesOwnOnly } from '../identity/index.ts';
import { FindCase, unknownCase } from '../instances/index.ts';
import { Definitions } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import type { TaskSignatureRow } from './tables.ts';
import { historyTaskTable, taskSignatureTable } from './tables.ts';
import { nameInModel } from './task-name.ts';

const most = 1_000;
const noted: readonly string[] = caseActs.filter((act) => act.startsWith('task-'));

/** What people did to the tasks of a case beside completing them: who signed, returned, took back, passed on. */
@Injectable()
export class ShowCaseActs {
  constructor(
    private readonly database: Database,
    private readonly cases: FindCase,
    private readonly definitions: Definitions,
    private readonly people: PeopleDirectory,
    private readonly accessLog: AccessLog,
  ) {}

  /** In the order in which they happened; a partner sees their own. Rejection: `instance-unknown`. */
  async run(actor: Actor, caseId: string): Promise<{ items: CaseActView[] } | Rejection> {
    const found = await this.cases.find(actor, caseId);
    if (!found) return unknownCase(caseId);
    const { institution } = found;
    this.accessLog.saw(actor, { type: 'case', id: caseId, instanceId: caseId, institution, isPart: true });
    const { reader } = this.database;
    const [signed, audited] = await Promise.all([
      reader.find(taskSignatureTable, 'instance_id = ? AND signed_at IS NOT NULL', [caseId], {
        orderBy: 'signed_at',
        limit: most,
      }),
      reader.find(auditEntryTable, 'instance_id = ? AND act IN (?)', [caseId, noted], { orderBy: 'at, id', limit: most }),
    ]);
    const acts = [...signed.flatMap(ofSignature), ...audited.map(ofAudit)].filter(
      ({ account }) => !seesOwnOnly(actor, institution) || account === actor.account,
    );
    if (acts.length === 0) return { items: [] };
    const turns = new Map(signed.map(({ id, activityTaskId }) => [id, activityTaskId]));
    const elements = await this.elementsOf(acts.map(({ taskId }) => turns.get(taskId) ?? taskId));
    const definition = await this.definitions.byId(found.definitionId);
    const names = await this.people.namesOf(acts.flatMap(({ account, to }) => [account, ...(to === undefined ? [] : [to])]));
    const items = acts.map(({ taskId, account, to, ...act }): CaseActView => {
      const elementId = elements.get(turns.get(taskId) ?? taskId);
      const element = elementId === undefined ? undefined : nameInModel(definition, elementId, actor.language);
      return {
        ...act,
        account,
        name: names.get(account) ?? account,
        ...(element !== undefined && { element }),
        ...(to !== undefined && { to: names.get(to) ?? to }),
      };
    });
    return { items: items.sort((one, other) => one.at - other.at) };
  }

  private async elementsOf(taskIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.reader.find(historyTaskTable, 'id IN (?)', [[...new Set(taskIds)]]);
    return new Map(rows.map(({ id, elementId }) => [id, elementId]));
  }
}

type Act = Omit<CaseActView, 'name' | 'element'> & { readonly taskId: string };

/** A signature that was given before the task went back was given nevertheless. */
function ofSignature({ id, account, signedAt, outcome, role, reason }: TaskSignatureRow): Act[] {
  if (account === null || signedAt === null || outcome === null) return [];
  return [
    {
      key: id,
      taskId: id,
      at: signedAt,
      act: outcome === 'returned' ? 'returned' : 'signed',
      account,
      ...(role !== null && { role }),
      ...(reason !== null && { reason }),
    },
  ];
}

function ofAudit({ id, at, act, account, objectId, details }: AuditEntryRow): Act {
  const to = details?.['to'];
  return {
    key: id,
    taskId: objectId,
    at,
    act: act as CaseActView['act'],
    account,
    ...(typeof to === 'string' && { to }),
  };
}
