import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ConditionRequest, ConditionView, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { evaluateStartCondition } from '@gaita/engine';
import { ExpressionError } from '@gaita/expressions';
import { Calendars } from '../identity/index.ts';
import { Deliveries, StartByEvent } from '../instances/index.ts';
import { Definitions } from '../models/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { FindReceivers } from './find-receivers.ts';
import type { StartSubscriptionRow } from './tables.ts';

export type ConditionsRequest = ConditionRequest & {
  readonly institution: string;
  readonly definitionId?: string | undefined;
};

/** Conditional start events: nothing changes outside of instances, so whoever knows of a change asks for them to be looked at. */
@Injectable()
export class EvaluateConditions {
  constructor(
    private readonly receivers: FindReceivers,
    private readonly starts: StartByEvent,
    private readonly definitions: Definitions,
    private readonly calendars: Calendars,
    private readonly committer: Committer,
    private readonly deliveries: Deliveries,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Starts each latest process whose condition holds. Rejections: `invalid-request` (a condition cannot be evaluated), `too-busy`. */
  async run(command: Command, request: ConditionsRequest): Promise<ConditionView | Rejection> {
    const sent: string[] = [];
    const answer = await this.committer.once<ConditionView>(command, async () => {
      const holding = await this.holding(request);
      if (isRejection(holding)) return holding;
      const started: ConditionView['started'] = [];
      for (const row of holding) {
        const given = await this.starts.run(this.partOf(command, row), {
          definitionId: row.definitionId,
          elementId: row.elementId,
          definitionIndex: row.definitionIndex,
          institution: request.institution,
          businessKey: request.businessKey,
          startedBy: command.account,
          variables: request.variables,
          types: request.types,
          guards: [],
          change: () => {},
        });
        sent.push(...given.sent);
        if (isRejection(given.answer)) return given.answer;
        const { instanceId } = given.answer;
        if (instanceId !== undefined) started.push({ instanceId, processKey: row.processKey });
      }
      const view = { started };
      await this.committer.commit({
        guards: [],
        changes: [],
        commands: [{ command, answer: view }],
        answer: view,
        afterCommit: [],
      });
      return view;
    });
    if (sent.length > 0) await this.deliveries.run(sent);
    return answer;
  }

  /** Each start is a commit with a key of its own, made from the request's: a repetition after a crash starts what is missing, once. */
  private partOf({ account, idempotencyKey, hash }: Command, { id }: StartSubscriptionRow): Command {
    const part = { id: this.ids.next(), account };
    if (idempotencyKey === undefined) return part;
    const key = createHash('sha256')
      .update(JSON.stringify([idempotencyKey, id]))
      .digest('hex');
    return { ...part, idempotencyKey: key, ...(hash !== undefined && { hash }) };
  }

  private async holding(request: ConditionsRequest): Promise<StartSubscriptionRow[] | Rejection> {
    const { institution, processKey, definitionId, variables } = request;
    const calendar = await this.calendars.of(institution);
    const now = this.clock.now();
    const found: StartSubscriptionRow[] = [];
    for (const row of await this.receivers.startingByCondition(institution)) {
      if (processKey !== undefined && row.processKey !== processKey) continue;
      if (definitionId !== undefined && row.definitionId !== definitionId) continue;
      const definition = await this.definitions.byId(row.definitionId);
      const way = definition?.process.startEvents.find(
        (start) => start.elementId === row.elementId && (start.definition ?? null) === row.definitionIndex,
      );
      if (!definition || !way) continue;
      // Each evaluation has its own limit; of many, none keeps others waiting for the rest.
      await setImmediate();
      try {
        if (evaluateStartCondition(definition.process, way, variables, { now, calendar })) found.push(row);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        const place = { processKey: row.processKey, elementId: row.elementId };
        return rejected('invalid-request', `${row.processKey}, ${row.elementId}: ${error.message}`, place);
      }
    }
    return found;
  }
}
