import { Injectable } from '@nestjs/common';
import type { LegalHoldRequest, LegalHoldView, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import type { HistoryInstanceRow } from '../instances/index.ts';
import { historyInstanceTable, toHoldCase } from '../instances/index.ts';
import { Definitions, processName } from '../models/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { guardians, institutionsOf } from './rights.ts';
import { legalHoldTable } from './tables.ts';

/** Cases whose values must stay: a dispute, an audit, a court. */
@Injectable()
export class LegalHolds {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async list(actor: Actor): Promise<LegalHoldView[]> {
    const { reader } = this.database;
    const holds = await reader.find(
      legalHoldTable,
      'institution IN (?) AND lifted_at IS NULL',
      [institutionsOf(actor, guardians)],
      {
        orderBy: 'set_at DESC, id',
        limit: 1_000,
      },
    );
    const cases = new Map<string, HistoryInstanceRow>();
    if (holds.length > 0)
      for (const row of await reader.find(historyInstanceTable, 'id IN (?)', [holds.map(({ instanceId }) => instanceId)]))
        cases.set(row.id, row);
    return Promise.all(
      holds.map(async ({ id, instanceId, institution, reason, setBy, setAt }) => {
        const held = cases.get(instanceId);
        const definition = held && (await this.definitions.byId(held.definitionId));
        return {
          id,
          caseId: instanceId,
          institution,
          reason,
          setBy,
          setAt,
          processName: definition ? processName(definition, actor.language) : (held?.processKey ?? ''),
          ...(held?.businessKey && { businessKey: held.businessKey }),
        };
      }),
    );
  }

  /** Rejections: `instance-unknown`, `version-conflict` (held already), `case-erased` (an erasure has begun). */
  set(command: Command, actor: Actor, request: LegalHoldRequest): Promise<{ id: string } | Rejection> {
    const { reader } = this.database;
    return this.committer.run(command, async () => {
      const found = await reader.find(historyInstanceTable, '(id = ? OR business_key = ?) AND institution IN (?)', [
        request.case,
        request.case,
        institutionsOf(actor, guardians),
      ]);
      const roots = [...new Set(found.map(({ rootInstanceId }) => rootInstanceId))];
      const [rootId] = roots;
      const root = rootId === undefined ? undefined : await reader.byId(historyInstanceTable, rootId);
      if (!root) return rejected('instance-unknown', `No case has the number ${request.case}.`);
      if (roots.length > 1)
        return rejected('invalid-request', `${roots.length} cases have the number ${request.case}: give the id of one.`);
      if (await reader.findOne(legalHoldTable, 'instance_id = ? AND lifted_at IS NULL', [root.id]))
        return rejected('version-conflict', 'The case is held already.');
      const now = this.clock.now();
      const id = this.ids.next();
      const changes = new RowChanges();
      const keeping = await toHoldCase(this.database, changes, root.id);
      if (isRejection(keeping)) return keeping;
      changes.insert(legalHoldTable, {
        id,
        institution: root.institution,
        instanceId: root.id,
        reason: request.reason,
        setBy: actor.account,
        setAt: now,
        liftedBy: null,
        liftedAt: null,
        revision: 1,
      });
      this.record(changes, command, actor, root, 'legal-hold-set', now, request.reason);
      const commands = [{ command, answer: { id } }];
      return { guards: [keeping], changes: changes.list(), commands, answer: { id }, afterCommit: [] };
    });
  }

  /** Rejections: `not-found`. */
  lift(command: Command, actor: Actor, id: string, reason: string): Promise<{ id: string } | Rejection> {
    return this.committer.run(command, async () => {
      const hold = await this.database.reader.byId(legalHoldTable, id);
      if (!hold || hold.liftedAt !== null || !institutionsOf(actor, guardians).includes(hold.institution))
        return rejected('not-found', `There is no legal hold ${id}.`);
      const now = this.clock.now();
      const changes = new RowChanges();
      const guard = changes.revise(legalHoldTable, hold, { liftedBy: actor.account, liftedAt: now });
      this.record(
        changes,
        command,
        actor,
        { id: hold.instanceId, institution: hold.institution },
        'legal-hold-lifted',
        now,
        reason,
      );
      return {
        guards: [guard],
        changes: changes.list(),
        commands: [{ command, answer: { id } }],
        answer: { id },
        afterCommit: [],
      };
    });
  }

  private record(
    changes: RowChanges,
    command: Command,
    actor: Actor,
    root: { readonly id: string; readonly institution: string },
    act: string,
    at: number,
    reason: string,
  ): void {
    const object = { type: 'case', id: root.id, instanceId: root.id };
    recordAct(changes, {
      id: command.id,
      at,
      account: actor.account,
      institution: root.institution,
      act,
      object,
      details: { reason },
    });
  }
}
