import { Injectable } from '@nestjs/common';
import type { Rejection, TakeBackView, TakenBackTask } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { recordAct } from '../../audit/index.ts';
import type { Actor } from '../../identity/index.ts';
import type { Decision, LoadedInstance, Overtaken } from '../../instances/index.ts';
import { Instances } from '../../instances/index.ts';
import { Committer } from '../../platform/committer.ts';
import { Database } from '../../platform/database/database.ts';
import type { Command } from '../../platform/write-plan.ts';
import { FindTask } from '../find-task.ts';
import { historyTaskTable, taskSignatureTable } from '../tables.ts';
import { personGuard } from '../task-rights.ts';
import type { Completed } from './check-take-back.ts';
import { CheckTakeBack } from './check-take-back.ts';

/** Who completed, signed or gave an opinion takes it back, while nobody has gone on with what came of it. */
@Injectable()
export class TakeBackTask {
  constructor(
    private readonly tasks: FindTask,
    private readonly check: CheckTakeBack,
    private readonly instances: Instances,
    private readonly committer: Committer,
    private readonly database: Database,
  ) {}

  /** Rejections: `task-unknown`, `cannot-take-back` (details say what happened), and those of `Instances.command`. */
  async run(command: Command, actor: Actor, taskId: string): Promise<TakenBackTask | Rejection> {
    const completed = await this.completed(actor, taskId);
    if (isRejection(completed)) return (await this.committer.replay<TakenBackTask>(command)) ?? completed;
    const answer = await this.instances.command(command, completed.instanceId, (loaded) =>
      this.decide(command, actor, completed, loaded),
    );
    return isRejection(answer) && (answer.code === 'instance-unknown' || answer.code === 'instance-ended')
      ? refuse(completed, { reason: 'case-ended' })
      : answer;
  }

  /** Whether it could be taken back now. Rejections: `task-unknown`. */
  async view(actor: Actor, taskId: string): Promise<TakeBackView | Rejection> {
    const completed = await this.completed(actor, taskId);
    if (isRejection(completed)) {
      const reason = completed.details?.['reason'] as TakeBackView['reason'];
      return completed.code === 'cannot-take-back' && reason ? { possible: false, reason } : completed;
    }
    const loaded = await this.instances.load(completed.instanceId);
    const found = await this.check.run(completed, loaded?.row);
    return 'undo' in found ? { possible: true } : { possible: false, ...found };
  }

  private async decide(
    command: Command,
    actor: Actor,
    completed: Completed,
    { row, now }: LoadedInstance,
  ): Promise<Decision<TakenBackTask> | Rejection> {
    const found = await this.check.run(completed, row);
    if (!('undo' in found)) return refuse(completed, found);
    const { taskId, instanceId } = completed;
    const { undo, guards } = found;
    return {
      takeBack: undo,
      change: (changes) =>
        recordAct(changes, {
          id: command.id,
          at: now,
          account: actor.account,
          institution: row.institution,
          act: 'task-taken-back',
          object: { type: 'task', id: taskId, instanceId },
        }),
      guards: [...guards, ...personGuard(actor)],
      answer: () => ({ taskId, instanceId, entered: undo.content.entered.variables }),
    };
  }

  /** The completion, by the address under which it happened. */
  private async completed(actor: Actor, taskId: string): Promise<Completed | Rejection> {
    const gone = await this.tasks.open(actor, taskId);
    if (!isRejection(gone)) return rejected('cannot-take-back', `Task ${taskId} is open.`, { taskId, reason: 'not-completed' });
    if (gone.code === 'task-unknown') return gone;
    const { reader } = this.database;
    const turn = await reader.byId(taskSignatureTable, taskId);
    const history = await reader.byId(historyTaskTable, turn?.activityTaskId ?? taskId);
    const by = turn?.outcome === 'signed' ? turn.account : history?.completedBy;
    const at = turn?.outcome === 'signed' ? turn.signedAt : history?.endedAt;
    if (!history || typeof by !== 'string' || typeof at !== 'number')
      return rejected('cannot-take-back', `Nobody has completed task ${taskId}.`, { taskId, reason: 'not-completed' });
    if (by !== actor.account)
      return rejected('cannot-take-back', `Task ${taskId} was completed by ${by}; only they take it back.`, {
        taskId,
        reason: 'not-yours',
        account: by,
        at,
      });
    return { taskId, id: history.id, instanceId: history.instanceId, account: by, at };
  }
}

const sentences: Record<Overtaken['reason'], string> = {
  'not-completed': 'it is not completed',
  'not-yours': 'somebody else completed it',
  'case-ended': 'the case has ended',
  'task-claimed': 'somebody has taken the task that followed',
  'task-opened': 'somebody has opened the task that followed',
  'task-changed': 'the task that followed has changed',
  'task-completed': 'another task of the case was completed since',
  'timer-fired': 'a date of the case has come since',
  'job-taken': 'something has been sent or done already',
  delivered: 'another case has been told already',
  'message-arrived': 'a message has arrived since',
  'case-moved-on': 'the case has gone on since',
};

function refuse({ taskId }: Completed, overtaken: Overtaken): Rejection {
  const who = overtaken.account === undefined ? '' : ` (${overtaken.account})`;
  const when = overtaken.at === undefined ? '' : ` at ${new Date(overtaken.at).toISOString()}`;
  const what = `${sentences[overtaken.reason]}${who}${when}`;
  return rejected('cannot-take-back', `Task ${taskId} cannot be taken back: ${what}.`, { taskId, ...overtaken });
}
