import { Injectable } from '@nestjs/common';
import type { Rejection, Variables, VariableTypes } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import { Deliveries } from '../instances/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { deliveryTable } from './tables.ts';

export interface SignalRequest {
  readonly name: string;
  readonly institution: string;
  readonly variables: Variables;
  readonly types?: VariableTypes;
}

/** A signal from outside: reaches every subscription that exists now. */
@Injectable()
export class ThrowSignal {
  constructor(
    private readonly committer: Committer,
    private readonly deliveries: Deliveries,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(command: Command, signal: SignalRequest): Promise<{ deliveryId: string } | Rejection> {
    const answer = await this.committer.run(command, async () => {
      const deliveryId = this.ids.next();
      const now = this.clock.now();
      const changes = new RowChanges();
      recordAct(changes, {
        id: command.id,
        at: now,
        account: command.account,
        institution: signal.institution,
        act: 'signal-thrown',
        object: { type: 'signal', id: signal.name },
      });
      changes.insert(deliveryTable, {
        id: deliveryId,
        institution: signal.institution,
        senderInstanceId: null,
        receiverInstanceId: null,
        type: 'signal',
        messageName: null,
        delivery: {
          type: 'signal',
          signalName: signal.name,
          variables: signal.variables,
          ...(signal.types && { types: signal.types }),
          tokenId: '',
          scopeId: '',
          elementId: '',
        },
        createdAt: now,
        state: 'waiting',
        availableAt: now,
        expiresAt: null,
        attempts: 0,
        lastError: null,
        revision: 1,
      });
      return {
        guards: [],
        changes: changes.list(),
        commands: [{ command, answer: { deliveryId } }],
        answer: { deliveryId },
        afterCommit: [],
      };
    });
    if (!isRejection(answer)) await this.deliveries.run([answer.deliveryId]);
    return answer;
  }
}
