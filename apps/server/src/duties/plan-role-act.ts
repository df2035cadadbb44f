import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Doers } from './doers.ts';
import type { DutyPlan } from './duty-plan.ts';
import { ExplainConflict } from './explain-conflict.ts';
import type { GivenRole, RoleJudgement } from './judge-roles.ts';
import { JudgeRoles } from './judge-roles.ts';
import type { NotedAct } from './notes.ts';
import { DutyNotes } from './notes.ts';

/** `account` is to get a role, or all roles of an absent person for a while. */
export type RoleAct =
  | {
      readonly kind: 'assign';
      readonly account: string;
      readonly given: GivenRole;
      readonly conflictReason?: string | undefined;
    }
  | {
      readonly kind: 'substitute';
      readonly account: string;
      readonly absent: string;
      readonly from?: number;
      readonly until?: number | null;
      readonly conflictReason?: string | undefined;
    };

/** A role for somebody, checked against the roles that they hold at the same time. */
@Injectable()
export class PlanRoleAct {
  constructor(
    private readonly doers: Doers,
    private readonly judge: JudgeRoles,
    private readonly notes: DutyNotes,
    private readonly explain: ExplainConflict,
  ) {}

  async run(actor: Actor, act: RoleAct): Promise<DutyPlan | Rejection> {
    const doer = await this.doers.of(actor, act.account);
    if (!doer) return rejected('not-found', `Nobody has the account ${act.account}.`, { account: act.account });
    const judged: readonly RoleJudgement[] =
      act.kind === 'assign'
        ? await this.judge.assign(act.account, act.given)
        : await this.judge.substitute(act.account, act.absent, act.from, act.until);
    const found = judged
      .flatMap(({ account, institution, conflicts }) => conflicts.map((conflict) => ({ account, institution, conflict })))
      .sort((one, other) => Number(one.conflict.pair.level === 'soft') - Number(other.conflict.pair.level === 'soft'));
    const reasoned: NotedAct[] = [];
    for (const { account, institution, conflict: each } of found) {
      const conflict = await this.explain.view(each, actor.language);
      const noted = { institution, conflict, act: act.kind, account, actor: actor.account };
      if (each.pair.level === 'hard') await this.notes.keepRefusal(noted);
      if (each.pair.level === 'hard' || act.conflictReason === undefined)
        return this.explain.refuse(conflict, actor.account, account);
      reasoned.push(noted);
    }
    return {
      guards: judged.flatMap(({ guards }) => guards),
      change: (changes) => {
        for (const noted of reasoned) this.notes.addReason(changes, noted, act.conflictReason ?? '');
      },
    };
  }
}
