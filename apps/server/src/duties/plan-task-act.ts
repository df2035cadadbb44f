import { Injectable } from '@nestjs/common';
import type { DutyConflict, DutyPair, Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import type { DutyTask } from './doers.ts';
import { Doers } from './doers.ts';
import type { DutyPlan } from './duty-plan.ts';
import { allowed } from './duty-plan.ts';
import { DutyActs } from './duty-acts.ts';
import { ExplainConflict } from './explain-conflict.ts';
import type { Judgement } from './judge-tasks.ts';
import { JudgeTasks } from './judge-tasks.ts';
import type { NotedAct } from './notes.ts';
import { DutyNotes } from './notes.ts';
import type { InstanceFacts } from './read-cases.ts';
import { Stands } from './stands.ts';
import type { DutyActKind } from './tables.ts';

/**
 * Work on a task. `claim`: takes it. `delegate`, `assign`: `account` is to get it. `complete`, `sign`, `return`, `agree` (an opinion): does
 * it; who does not hold it takes it by that. `resolve`: `account` did it by delegation, and it goes back to its owner.
 * `message`: they tell the case what happened outside, in the roles that the stand-in for a task names; that is never refused, but counts.
 */
export interface TaskAct {
  readonly kind: 'claim' | 'delegate' | 'assign' | 'complete' | 'sign' | 'return' | 'agree' | 'resolve' | 'message';
  readonly account: string;
  readonly task: DutyTask;
  /** Why it is done although a soft pair warns of it. */
  readonly conflictReason?: string | undefined;
  /** Its case, where the plan itself is about to write it or relies on it as it is. */
  readonly fresh?: InstanceFacts;
}

const deeds: { readonly [K in TaskAct['kind']]?: DutyActKind } = {
  complete: 'completed',
  sign: 'signed',
  return: 'returned',
  agree: 'agreed',
  resolve: 'prepared',
  message: 'told',
};

/** Work on a task, checked against what its doer did, has taken and holds. */
@Injectable()
export class PlanTaskAct {
  constructor(
    private readonly doers: Doers,
    private readonly judge: JudgeTasks,
    private readonly stands: Stands,
    private readonly notes: DutyNotes,
    private readonly explain: ExplainConflict,
    private readonly acts: DutyActs,
  ) {}

  async run(actor: Actor, act: TaskAct): Promise<DutyPlan | Rejection> {
    const { account, task, conflictReason, fresh } = act;
    const doer = await this.doers.of(actor, account);
    if (!doer) return rejected('not-found', `Nobody has the account ${account}.`, { account });
    const [work] = await this.judge.works(doer, [task], fresh && [fresh]);
    if (!work) return allowed;
    const raised = await this.stands.raise(work);
    const [judged] = await this.judge.judge(doer, [work]);
    if (!judged) return allowed;
    const reasoned: NotedAct[] = [];
    for (const found of judged.conflicts.filter(({ pair }) => weighs(act, actor, pair))) {
      const conflict = await this.explain.view(found, actor.language, judged.accounts[1]);
      const noted = notedOf(judged, conflict, actor, act);
      if (found.pair.level === 'hard') await this.notes.keepRefusal(noted);
      if (found.pair.level === 'hard' || conflictReason === undefined)
        return this.explain.refuse(conflict, actor.account, account, task.taskId);
      reasoned.push(noted);
    }
    return {
      guards: [...raised.guards, ...doer.guards],
      change: (changes) => {
        raised.change(changes);
        for (const noted of reasoned) this.notes.addReason(changes, noted, conflictReason ?? '');
        const kind = deeds[act.kind];
        if (kind) this.acts.record(changes, judged, actor.account, kind);
      },
    };
  }
}

/** Why there is delegated work although a soft pair warned was said when it was delegated; and a lead may always take it back. */
const weighs = ({ kind, account }: TaskAct, actor: Actor, { level }: DutyPair): boolean =>
  kind === 'resolve' ? level === 'hard' && account === actor.account : kind !== 'message';

const notedOf = ({ task, inCase }: Judgement, conflict: DutyConflict, actor: Actor, act: TaskAct): NotedAct => ({
  institution: task.institution,
  conflict,
  act: act.kind,
  account: act.account,
  actor: actor.account,
  at: {
    rootInstanceId: inCase.rootInstanceId,
    instanceId: task.instanceId,
    businessKey: inCase.businessKey,
    definitionId: task.definitionId,
    elementId: task.elementId,
    taskId: task.taskId,
  },
});
