import { Injectable } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import type { DutyPlan } from '../duties/index.ts';
import { allowed, Duties } from '../duties/index.ts';
import type { Actor } from '../identity/index.ts';
import { holdsRole } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Ids } from '../platform/ids.ts';
import type { Command, RowChanges } from '../platform/write-plan.ts';
import { messageSenders } from './sender-rights.ts';
import type { SubscriptionRow } from './tables.ts';

interface SentMessage {
  readonly name: string;
  readonly variables?: object | undefined;
  readonly localVariables?: object | undefined;
  readonly sender?: Actor | undefined;
}

/** What somebody told a case from outside: in the audit, and where it brought values a deed in the roles by which they told it. */
@Injectable()
export class NoteMessage {
  constructor(
    private readonly duties: Duties,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Belongs into the commit that gives the message. Of a message that no person sent nothing is noted. */
  async of({ name, sender, ...values }: SentMessage, receiver: SubscriptionRow): Promise<DutyPlan> {
    if (!sender) return allowed;
    const duty = writes(values) ? await this.deed(sender, receiver) : allowed;
    const { institution, instanceId } = receiver;
    return {
      guards: duty.guards,
      change: (changes) => {
        duty.change(changes);
        recordAct(changes, {
          id: this.ids.next(),
          at: this.clock.now(),
          account: sender.account,
          institution,
          act: 'message-sent',
          object: { type: 'case', id: instanceId, instanceId },
          details: { name },
        });
      },
    };
  }

  /** Of one that is kept until somebody waits for it, or goes to many: that it was sent, in the commit of the answer. */
  sent(
    changes: RowChanges,
    { id }: Command,
    { name, institution, sender }: SentMessage & { readonly institution: string },
  ): void {
    if (!sender) return;
    recordAct(changes, {
      id,
      at: this.clock.now(),
      account: sender.account,
      institution,
      act: 'message-sent',
      object: { type: 'message', id: name },
    });
  }

  private async deed(
    sender: Actor,
    { id, institution, instanceId, definitionId, elementId }: SubscriptionRow,
  ): Promise<DutyPlan> {
    const roles = messageSenders.filter((role) => holdsRole(sender, role, institution));
    const task = { id, taskId: id, institution, instanceId, definitionId, elementId, candidateUsers: [], candidateGroups: roles };
    const duty = await this.duties.plan(sender, {
      kind: 'message',
      account: sender.account,
      task: { ...task, assignee: sender.account },
    });
    return isRejection(duty) ? allowed : duty;
  }
}

const writes = ({ variables = {}, localVariables = {} }: Pick<SentMessage, 'variables' | 'localVariables'>): boolean =>
  Object.keys(variables).length + Object.keys(localVariables).length > 0;
