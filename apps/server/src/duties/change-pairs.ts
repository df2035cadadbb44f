import { Injectable } from '@nestjs/common';
import type { AddDutyPairRequest, DutyPair, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { mayChangePairs } from './duty-keepers.ts';
import { DutyPairs, isSamePair } from './pairs.ts';
import { dutyPairTable } from './tables.ts';

/** An institution adds pairs, or makes a shipped soft one hard; what was shipped as hard nobody softens. */
@Injectable()
export class ChangePairs {
  constructor(
    private readonly database: Database,
    private readonly pairs: DutyPairs,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Rejections: `not-allowed`; `invalid-request` where the pair stands already, as hard or harder. */
  add(command: Command, actor: Actor, institution: string, asked: AddDutyPairRequest): Promise<DutyPair | Rejection> {
    return this.committer.run<DutyPair>(command, async () => {
      if (!mayChangePairs(actor, institution)) return notAllowed(institution);
      const { a, b, scope, level, reason } = asked;
      const known = (await this.pairs.of(institution)).find((pair) => isSamePair(pair, asked));
      if (known && (known.level === 'hard' || level === 'soft' || known.own))
        return rejected('invalid-request', `These two roles stand against each other already (${known.level}).`, { pair: known });
      const id = this.ids.next();
      const now = this.clock.now();
      const changes = new RowChanges();
      changes.insert(dutyPairTable, {
        id,
        institution,
        roleA: a,
        roleB: b,
        scope,
        level,
        reason,
        createdBy: actor.account,
        createdAt: now,
      });
      this.note(changes, command, actor, institution, 'duty-pair-added', id, { a, b, scope, level, reason });
      const answer: DutyPair = { id, a, b, scope, level, reason: { en: reason }, own: true };
      return { guards: [], changes: changes.list(), commands: [{ command, answer }], answer, afterCommit: [] };
    });
  }

  /** Rejections: `not-allowed`, `not-found` (shipped pairs cannot be taken away). */
  async remove(command: Command, actor: Actor, id: string): Promise<{ id: string } | Rejection> {
    const answer = await this.committer.run<{ id: string }>(command, async () => {
      const row = await this.database.reader.byId(dutyPairTable, id);
      if (!row)
        return rejected('not-found', 'No pair of an institution has this id. Shipped pairs cannot be taken away.', { id });
      if (!mayChangePairs(actor, row.institution)) return notAllowed(row.institution);
      const changes = new RowChanges();
      changes.delete(dutyPairTable, id);
      const { roleA: a, roleB: b, scope, level } = row;
      this.note(changes, command, actor, row.institution, 'duty-pair-removed', id, { a, b, scope, level });
      return { guards: [], changes: changes.list(), commands: [{ command, answer: { id } }], answer: { id }, afterCommit: [] };
    });
    return isRejection(answer) ? answer : { id };
  }

  private note(
    ...[changes, command, actor, institution, act, id, details]: [
      RowChanges,
      Command,
      Actor,
      string,
      string,
      string,
      Readonly<Record<string, unknown>>,
    ]
  ): void {
    const { account } = actor;
    recordAct(changes, {
      id: command.id,
      at: this.clock.now(),
      account,
      institution,
      act,
      object: { type: 'duty-pair', id },
      details,
    });
  }
}

const notAllowed = (institution: string): Rejection =>
  rejected('not-allowed', `Pairs of ${institution} are for its administrators and personnel managers to change.`, {
    institution,
  });
