import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Definition } from '../models/index.ts';
import { Definitions } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import type { Command } from '../platform/write-plan.ts';
import type { Commanded } from './command-instance.ts';
import { Instances } from './command-instance.ts';
import type { EventStart, StartedByEvent } from './event-start.ts';
import { startInputOf } from './event-start.ts';
import { GatherStarts } from './gather-starts.ts';
import type { StartTurn } from './start-turn.ts';
import { isOvertaken, startTurn } from './start-turn.ts';

/** Starts an instance by an event, or keeps the event for a start that needs several. */
@Injectable()
export class StartByEvent {
  constructor(
    private readonly instances: Instances,
    private readonly definitions: Definitions,
    private readonly database: Database,
    private readonly gather: GatherStarts,
  ) {}

  /**
   * Rejections: `definition-unknown`, `subscription-closed` (the event has occurred already for a start that gathers events, or an
   * instance waits for it by now: whoever brings it looks again who takes it), what starting refuses.
   */
  async run(command: Command, start: EventStart): Promise<Commanded<StartedByEvent>> {
    const definition = await this.definitions.byId(start.definitionId);
    if (!definition)
      return { answer: rejected('definition-unknown', `No process definition has the id ${start.definitionId}.`), sent: [] };
    const way = wayOf(definition, start);
    if (way?.needsAll) return this.gather.run(command, definition, way, start);
    return way?.gatewayId !== undefined && start.isAwaited
      ? this.alone(command, definition, way.gatewayId, start, () => start.isAwaited!())
      : this.begin(command, start);
  }

  /** Whether the event is still waited for: of a start that gathers events each counts once. */
  async isOpen(
    start: Pick<EventStart, 'definitionId' | 'elementId' | 'definitionIndex' | 'institution' | 'businessKey' | 'correlationKey'>,
  ) {
    if (start.definitionIndex === null) return true;
    const definition = await this.definitions.byId(start.definitionId);
    const way = definition && wayOf(definition, start);
    return !way?.needsAll || !(await this.gather.has(definition!, way, start));
  }

  /** One instance after the other: two events that arrive together make one instance, in which the second is waited for. */
  private async alone(
    command: Command,
    { row }: Definition,
    gatewayId: string,
    start: EventStart,
    isAwaited: () => Promise<boolean>,
  ): Promise<Commanded<StartedByEvent>> {
    const turn = await startTurn(this.database, row, gatewayId);
    if (await isAwaited()) return { answer: awaited(start.elementId), sent: [] };
    try {
      return await this.begin(command, start, turn);
    } catch (error) {
      if (isOvertaken(error)) return { answer: awaited(start.elementId), sent: [] };
      throw error;
    }
  }

  private async begin(command: Command, start: EventStart, more?: StartTurn): Promise<Commanded<StartedByEvent>> {
    const { answer, sent } = await this.instances.startOnly(command, startInputOf(start, more));
    return { answer: isRejection(answer) ? answer : { instanceId: answer.instanceId }, sent };
  }
}

const wayOf = ({ process }: Definition, { elementId, definitionIndex }: Pick<EventStart, 'elementId' | 'definitionIndex'>) =>
  process.startEvents.find((way) => way.elementId === elementId && (way.definition ?? null) === definitionIndex);

const awaited = (elementId: string): Rejection =>
  rejected('subscription-closed', `A case waits for what starts ${elementId} by now.`, { elementId });
