import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { administers } from '../identity/index.ts';
import type { Command } from '../platform/write-plan.ts';
import { Instances } from './command-instance.ts';
import { FindCase, unknownCase } from './find-case.ts';

/** An administrator ends a case before its end. */
@Injectable()
export class CancelInstance {
  constructor(
    private readonly instances: Instances,
    private readonly cases: FindCase,
  ) {}

  /** Rejections: `not-allowed`, `instance-unknown`. */
  async run(command: Command, actor: Actor, instanceId: string, reason: string): Promise<{ canceled: true } | Rejection> {
    if (!(await this.cases.find(actor, instanceId))) return unknownCase(instanceId);
    return this.instances.command<{ canceled: true }>(command, instanceId, ({ row, now }) => {
      if (!administers(actor, row.institution))
        return rejected('not-allowed', `Only administrators of ${row.institution} may cancel this case.`);
      return {
        trigger: { type: 'cancel', reason },
        change: (changes) =>
          recordAct(changes, {
            id: command.id,
            at: now,
            account: actor.account,
            institution: row.institution,
            act: 'case-canceled',
            object: { type: 'case', id: instanceId, instanceId },
            details: { reason },
          }),
        answer: () => ({ canceled: true }),
      };
    });
  }
}
