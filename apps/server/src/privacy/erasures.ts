import { Injectable } from '@nestjs/common';
import type { ErasureRequest, ErasureView, PrivacyJobView, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { FindPerson } from './find-person.ts';
import { guards, guardians, institutionsOf, refuseWithout } from './rights.ts';
import { RunErasure } from './run-erasure.ts';
import type { ErasureRow } from './tables.ts';
import { erasureTable } from './tables.ts';

/**
 * Erasure takes two: the data protection officer decides, an administrator executes. The two roles are a hard incompatible pair, and
 * nobody executes their own decision even so.
 */
@Injectable()
export class Erasures {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly found: FindPerson,
    private readonly running: RunErasure,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async list(actor: Actor): Promise<ErasureView[]> {
    const rows = await this.database.reader.find(erasureTable, 'institution IN (?)', [institutionsOf(actor, guardians)], {
      orderBy: 'decided_at DESC, id',
      limit: 200,
    });
    return rows.map((row) => view(row, actor));
  }

  /** One for each institution, since an administrator of each executes its own. Rejections: `not-allowed`, `not-found` (nobody is known by that). */
  decide(command: Command, actor: Actor, request: ErasureRequest): Promise<{ id: string } | Rejection> {
    return this.committer.run(command, async () => {
      const institutions = institutionsOf(actor, ['data-protection-officer']);
      if (institutions.length === 0) return refuseWithout(actor, 'data-protection-officer', actor.institution)!;
      const { person, cases } = await this.found.run(request, institutions);
      if (!person && cases.length === 0) return rejected('not-found', 'Nothing is held of anybody by that identifier.');
      const changes = new RowChanges();
      const ids = [...new Set([person ?? [], ...cases].flat().map((each) => each.institution))].map((of) => {
        const instanceIds = cases.flatMap(({ id: caseId, institution: at }) => (at === of ? [caseId] : []));
        return this.add(changes, actor, request, { institution: of, instanceIds, personId: person?.id ?? null });
      });
      const answer = { id: ids[0]! };
      return { guards: [], changes: changes.list(), commands: [{ command, answer }], answer, afterCommit: [] };
    });
  }

  private add(
    changes: RowChanges,
    { account }: Actor,
    { kind, reason }: ErasureRequest,
    what: Pick<ErasureRow, 'institution' | 'instanceIds' | 'personId'>,
  ): string {
    const [id, now] = [this.ids.next(), this.clock.now()];
    changes.insert(erasureTable, {
      ...{ id, ...what, kind, reason, state: 'decided', decidedBy: account, decidedAt: now },
      ...{ executedBy: null, executedAt: null, jobId: null, revision: 1 },
    });
    recordAct(changes, {
      ...{ id: this.ids.next(), at: now, account, institution: what.institution },
      act: 'erasure-decided',
      object: { type: 'erasure', id },
      details: { reason, cases: what.instanceIds.length, kind },
    });
    return id;
  }

  /** Rejections: `not-found`, `not-allowed`, `version-conflict` (executed or withdrawn already). */
  withdraw(command: Command, actor: Actor, id: string): Promise<{ id: string } | Rejection> {
    return this.turn(command, actor, id, 'data-protection-officer', 'withdrawn', {});
  }

  async execute(command: Command, actor: Actor, id: string): Promise<PrivacyJobView | Rejection> {
    const turned = await this.turn(command, actor, id, 'administrator', 'running', {
      executedBy: actor.account,
      executedAt: this.clock.now(),
    });
    if (isRejection(turned)) return turned;
    return this.running.begin(actor, id);
  }

  private turn(
    command: Command,
    actor: Actor,
    id: string,
    role: 'data-protection-officer' | 'administrator',
    state: 'withdrawn' | 'running',
    set: Partial<ErasureRow>,
  ): Promise<{ id: string } | Rejection> {
    return this.committer.run(command, async () => {
      const row = await this.database.reader.byId(erasureTable, id);
      if (!row || !institutionsOf(actor, guardians).includes(row.institution))
        return rejected('not-found', `There is no erasure ${id}.`);
      const refused = refuseWithout(actor, role, row.institution);
      if (refused) return refused;
      if (state === 'running' && row.decidedBy === actor.account)
        return rejected('not-allowed', 'Who decided on an erasure does not execute it: another administrator does.');
      if (row.state !== 'decided')
        return rejected('version-conflict', `The erasure is ${row.state} already.`, { state: row.state });
      const changes = new RowChanges();
      const guard = changes.revise(erasureTable, row, { ...set, state });
      recordAct(changes, {
        id: command.id,
        at: this.clock.now(),
        account: actor.account,
        institution: row.institution,
        act: state === 'running' ? 'erasure-executed' : 'erasure-withdrawn',
        object: { type: 'erasure', id },
      });
      return {
        guards: [guard],
        changes: changes.list(),
        commands: [{ command, answer: { id } }],
        answer: { id },
        afterCommit: [],
      };
    });
  }
}

const view = (row: ErasureRow, actor: Actor): ErasureView => ({
  id: row.id,
  kind: row.kind,
  cases: row.instanceIds.length,
  reason: row.reason,
  state: row.state,
  decidedBy: row.decidedBy,
  decidedAt: row.decidedAt,
  ...(row.executedBy !== null && { executedBy: row.executedBy }),
  ...(row.executedAt !== null && { executedAt: row.executedAt }),
  ...(row.jobId !== null && { jobId: row.jobId }),
  may: {
    execute: row.state === 'decided' && row.decidedBy !== actor.account && guards(actor, 'administrator', row.institution),
    withdraw: row.state === 'decided' && guards(actor, 'data-protection-officer', row.institution),
  },
});
