import { Injectable } from '@nestjs/common';
import type { Delivery, MessageReceiver, MessageRequest, MessageView, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Deliveries } from '../instances/index.ts';
import { Clock } from '../platform/clock.ts';
import { commandRow, commandTable } from '../platform/command-table.ts';
import { Committer } from '../platform/committer.ts';
import { Ids } from '../platform/ids.ts';
import type { Command, Guard } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { headStart } from './apply-message-records.ts';
import type { MessageAddress } from './message-address.ts';
import { FindReceivers } from './find-receivers.ts';
import { GiveMessage } from './give-message.ts';
import { NoteMessage } from './note-message.ts';
import type { DeliveryRow, StartSubscriptionRow, SubscriptionRow } from './tables.ts';
import { deliveryTable } from './tables.ts';
import { durationMillis } from './time-to-live.ts';

export type CorrelateRequest = Omit<MessageRequest, 'institution'> & {
  readonly institution: string;
  readonly localVariables?: MessageRequest['variables'];
  readonly localCorrelationVariables?: MessageRequest['variables'];
  /** Who sends it; absent for what nobody sends. */
  readonly sender?: Actor | undefined;
};

/** How often a message is matched again when what it was to start changed meanwhile. */
const tries = 5;

/** Receivers of one message to all, at the most. */
const mostReceivers = 1_000;

/** A message from outside: to the one who waits for it, else to the one process that it starts, else held. */
@Injectable()
export class CorrelateMessage {
  constructor(
    private readonly receivers: FindReceivers,
    private readonly give: GiveMessage,
    private readonly note: NoteMessage,
    private readonly committer: Committer,
    private readonly deliveries: Deliveries,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Rejections: `message-ambiguous` (several wait and `all` is not set; `details.matches`), `message-not-awaited` (nobody
   * waits and the time to live is zero), `invalid-request` (a time to live that is no duration).
   */
  async run(command: Command, request: CorrelateRequest): Promise<MessageView | Rejection> {
    const waitFor = durationMillis(request.timeToLive);
    if (waitFor === undefined)
      return rejected(
        'invalid-request',
        `timeToLive: ${request.timeToLive} is no ISO 8601 duration of weeks, days, hours, minutes and seconds.`,
      );
    const sent: string[] = [];
    const answer = await this.committer.once<MessageView>(command, async () => {
      for (let attempt = 1; ; attempt++) {
        const given = await this.giveOnce(command, request, waitFor, sent);
        // Another event of a start that needs several arrived at the same time: look again who takes this one.
        if (!isRejection(given) || given.code !== 'subscription-closed' || attempt === tries) return given;
      }
    });
    if (sent.length > 0) await this.deliveries.run(sent);
    return answer;
  }

  private async giveOnce(command: Command, request: CorrelateRequest, waitFor: number, sent: string[]) {
    const address: MessageAddress = { ...request };
    const waiting = await this.receivers.waiting(address, request.all ? mostReceivers : 2);
    const starts = request.all || waiting.length === 0 ? await this.receivers.starting(address) : [];
    if (!request.all && waiting.length + starts.length > 1) return ambiguous(request, Math.max(waiting.length, starts.length));
    if (waiting.length + starts.length === 0)
      return waitFor > 0
        ? this.hold(command, request, waitFor)
        : rejected('message-not-awaited', `Nobody waits for the message ${request.name}${withKey(request)}.`, {
            name: request.name,
          });
    return waiting.length + starts.length === 1
      ? this.toOne(command, request, address, waiting[0] ?? starts[0]!, sent)
      : this.toAll(command, request, waiting, starts, sent);
  }

  /** The receiver's commit stores the answer too: who asks again after a crash finds it, or nothing has happened. */
  private async toOne(
    command: Command,
    request: CorrelateRequest,
    address: MessageAddress,
    receiver: SubscriptionRow | StartSubscriptionRow,
    sent: string[],
  ): Promise<MessageView | Rejection> {
    const waits = 'instanceId' in receiver;
    const instanceId = waits ? receiver.instanceId : this.ids.next();
    const store = (changes: RowChanges, answer: MessageView) =>
      changes.insert(commandTable, commandRow({ command, answer }, this.clock.now()));
    const view: MessageView = { receivers: [{ instanceId, effect: waits ? 'continued' : 'started' }] };
    const step = this.partOf(command);
    const { answer, sent: caused } = waits
      ? await this.give.toWaiting(step, receiver, request, async () => {
          const noted = await this.note.of(request, receiver);
          const change = (changes: RowChanges) => {
            store(changes, view);
            noted.change(changes);
          };
          return { guards: noted.guards, change };
        })
      : await this.give.toStart(
          step,
          receiver,
          address,
          request,
          { guards: [], change: (changes, started) => store(changes, started === undefined ? gatheredView : view) },
          () => this.isAwaited(address),
          instanceId,
        );
    sent.push(...caused);
    if (isRejection(answer)) return answer;
    return answer === 'gathered' ? gatheredView : view;
  }

  private async isAwaited(address: MessageAddress): Promise<boolean> {
    return (await this.receivers.waiting(address, 1)).length > 0;
  }

  /** One delivery for each receiver, all in the commit of the answer: a repetition finds the answer, and nobody gets it twice. */
  private async toAll(
    command: Command,
    request: CorrelateRequest,
    waiting: readonly SubscriptionRow[],
    starts: readonly StartSubscriptionRow[],
    sent: string[],
  ): Promise<MessageView | Rejection> {
    const now = this.clock.now();
    const changes = new RowChanges();
    const receivers: MessageReceiver[] = [];
    const send = (effect: MessageReceiver['effect'], receiver: NonNullable<MessageDelivery['receiver']>): void => {
      receivers.push({ instanceId: receiver.instanceId, effect });
      const row = { ...rowOf(this.ids.next(), request, now), availableAt: now + headStart };
      changes.insert(deliveryTable, { ...row, delivery: { ...deliveryOf(request), receiver } });
      sent.push(row.id);
    };
    const guards: Guard[] = [];
    for (const row of waiting) {
      send('continued', { instanceId: row.instanceId, subscriptionId: row.id });
      const noted = await this.note.of(request, row);
      noted.change(changes);
      guards.push(...noted.guards);
    }
    this.note.sent(changes, command, request);
    for (const { id } of starts) send('started', { instanceId: this.ids.next(), startSubscriptionId: id });
    return this.commit(command, { receivers }, changes, guards);
  }

  /** Each receiver is a commit of its own: the key of the request belongs to the request as a whole. */
  private partOf({ account }: Command): Command {
    return { id: this.ids.next(), account };
  }

  private hold(command: Command, request: CorrelateRequest, waitFor: number): Promise<MessageView | Rejection> {
    const now = this.clock.now();
    const changes = new RowChanges();
    changes.insert(deliveryTable, { ...rowOf(this.ids.next(), request, now), state: 'held', expiresAt: now + waitFor });
    this.note.sent(changes, command, request);
    return this.commit(command, { receivers: [], waitsUntil: now + waitFor }, changes);
  }

  private async commit(
    command: Command,
    view: MessageView,
    changes: RowChanges,
    guards: readonly Guard[] = [],
  ): Promise<MessageView | Rejection> {
    const committed = await this.committer.commit({
      guards,
      changes: changes.list(),
      commands: [{ command, answer: view }],
      answer: view,
      afterCommit: [],
    });
    // a deed of the sender came between: the message is matched again
    if (committed === 'lost') return rejected('subscription-closed', 'The message is being matched again. Send it once more.');
    return view;
  }
}

const gatheredView: MessageView = { receivers: [], gathered: true };

type MessageDelivery = Extract<Delivery, { type: 'message' }>;

const deliveryOf = (request: CorrelateRequest): MessageDelivery => ({
  type: 'message',
  messageName: request.name,
  ...(request.businessKey !== undefined && { businessKey: request.businessKey }),
  ...(request.correlationKey !== undefined && { correlationKey: request.correlationKey }),
  ...(request.correlationVariables && { correlationVariables: request.correlationVariables }),
  ...(request.processInstanceId !== undefined && { processInstanceId: request.processInstanceId }),
  ...(request.localVariables && { localVariables: request.localVariables }),
  ...(request.sender && { sentBy: request.sender.account }),
  variables: request.variables,
  ...(request.types && { types: request.types }),
  tokenId: '',
  scopeId: '',
  elementId: '',
});

/** To be delivered now. */
const rowOf = (id: string, request: CorrelateRequest, now: number): DeliveryRow => ({
  id,
  institution: request.institution,
  senderInstanceId: null,
  receiverInstanceId: null,
  type: 'message',
  messageName: request.name,
  delivery: deliveryOf(request),
  createdAt: now,
  state: 'waiting',
  availableAt: now,
  expiresAt: null,
  attempts: 0,
  lastError: null,
  revision: 1,
});

const withKey = ({ businessKey }: CorrelateRequest): string =>
  businessKey === undefined ? '' : ` with the business key ${businessKey}`;

const ambiguous = (request: CorrelateRequest, matches: number): Rejection =>
  rejected(
    'message-ambiguous',
    `More than one receiver waits for the message ${request.name}${withKey(request)}. Narrow it by business key or variables, or send it to all.`,
    { name: request.name, matches },
  );
