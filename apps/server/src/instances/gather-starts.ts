import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Variables, VariableTypes } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { CompiledProcess, ProcessStart } from '@gaita/engine';
import type { Definition, DefinitionRow } from '../models/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { Commanded } from './command-instance.ts';
import { Instances } from './command-instance.ts';
import type { EventStart, StartedByEvent } from './event-start.ts';
import { startInputOf } from './event-start.ts';
import type { StartTurn } from './start-turn.ts';
import { isOvertaken, startTurn } from './start-turn.ts';
import type { StartArrivalRow } from './tables.ts';
import { startArrivalTable } from './tables.ts';

/** How often the decision is made anew when another event arrived at the same time. */
const tries = 20;

/**
 * Parallel multiple starts (BPMN 2.0.2, 10.5.1): the events are kept until all have occurred, then one instance starts with what all
 * of them brought. They belong together by business key, else by correlation key; an event without either (a timer, a signal)
 * goes to the pot that waits for longest. Each counts once in its pot. A new version of the process takes over what
 * has gathered for the elements and events that it still has; the rest is forgotten.
 */
@Injectable()
export class GatherStarts {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly instances: Instances,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(command: Command, definition: Definition, way: ProcessStart, start: EventStart): Promise<Commanded<StartedByEvent>> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const turn = await startTurn(this.database, definition.row, way.elementId);
      const arrivals = await this.arrivals(definition.row, way.elementId, start.institution);
      const taken = arrivals.some(({ pot, eventKey }) => pot === potOf(start) && eventKey === eventKeyOf(way));
      const others = taken ? undefined : othersOf(definition.process, way, potOf(start), arrivals);
      // A message that is not needed yet waits for its time to live; a signal, timer or condition is over.
      if (taken && way.kind === 'message')
        return { answer: rejected('subscription-closed', `${way.elementId} has this message already.`), sent: [] };
      const given = others
        ? await this.start(command, start, turn, others)
        : await this.keep(command, definition, way, start, turn, taken);
      if (given) return given;
    }
    return { answer: rejected('too-busy', `Too many events arrive at ${way.elementId} at once. Try again.`), sent: [] };
  }

  async has(
    definition: Definition,
    way: ProcessStart,
    start: Pick<EventStart, 'institution' | 'businessKey' | 'correlationKey'>,
  ) {
    const arrivals = await this.arrivals(definition.row, way.elementId, start.institution);
    return arrivals.some(({ pot, eventKey }) => pot === potOf(start) && eventKey === eventKeyOf(way));
  }

  /** Forgets what gathered for elements and events that the new version does not have. */
  async published(row: DefinitionRow, process: CompiledProcess, changes: RowChanges): Promise<void> {
    const known = new Set(
      process.startEvents.filter(({ needsAll }) => needsAll).map((way) => `${way.elementId} ${eventKeyOf(way)}`),
    );
    const rows = await this.database.reader.find(startArrivalTable, 'process_key = ? AND institution = ?', [
      row.processKey,
      row.institution,
    ]);
    for (const { id, elementId, eventKey } of rows)
      if (!known.has(`${elementId} ${eventKey}`)) changes.delete(startArrivalTable, id);
  }

  private async arrivals({ institution, processKey }: DefinitionRow, elementId: string, caseInstitution: string) {
    return this.database.reader.find(
      startArrivalTable,
      'process_key = ? AND element_id = ? AND institution = ? AND case_institution = ?',
      [processKey, elementId, institution, caseInstitution],
      { orderBy: 'arrived_at, id' },
    );
  }

  /** Undefined: another event came first. */
  private async start(
    command: Command,
    start: EventStart,
    turn: StartTurn,
    others: readonly StartArrivalRow[],
  ): Promise<Commanded<StartedByEvent> | undefined> {
    const businessKey = start.businessKey ?? others.find((row) => row.businessKey !== null)?.businessKey ?? undefined;
    const variables: Variables = together([...others.map((row) => row.variables), start.variables]);
    const types: VariableTypes = together([...others.map((row) => row.types), start.types ?? {}]);
    try {
      const whole: EventStart = {
        ...start,
        businessKey,
        variables,
        types: Object.keys(types).length > 0 ? types : undefined,
        change: (changes, id) => {
          start.change(changes, id);
          for (const row of others) changes.delete(startArrivalTable, row.id);
        },
      };
      const { answer, sent } = await this.instances.startOnly(command, startInputOf(whole, turn));
      if (!isRejection(answer)) return { answer: { instanceId: answer.instanceId }, sent };
      return answer.code === 'subscription-closed' ? undefined : { answer, sent };
    } catch (error) {
      if (isOvertaken(error)) return undefined;
      throw error;
    }
  }

  /** Undefined: another event came first. */
  private async keep(
    command: Command,
    { row }: Definition,
    way: ProcessStart,
    start: EventStart,
    turn: StartTurn,
    isKnown: boolean,
  ): Promise<Commanded<StartedByEvent> | undefined> {
    const changes = new RowChanges();
    start.change(changes, undefined);
    turn.change(changes);
    if (!isKnown)
      changes.insert(startArrivalTable, {
        id: this.ids.next(),
        institution: row.institution,
        processKey: row.processKey,
        elementId: way.elementId,
        caseInstitution: start.institution,
        eventKey: eventKeyOf(way),
        pot: potOf(start),
        businessKey: start.businessKey ?? null,
        variables: start.variables,
        types: start.types ?? {},
        arrivedAt: this.clock.now(),
      });
    try {
      const committed = await this.committer.commit({
        guards: [...start.guards, ...turn.guards],
        changes: changes.list(),
        commands: [{ command, answer: {} }],
        answer: {},
        afterCommit: [],
      });
      return committed === 'lost' ? undefined : { answer: {}, sent: [] };
    } catch (error) {
      if (isOvertaken(error)) return undefined;
      throw error;
    }
  }
}

/** The later before the earlier, whatever the names are. */
const together = <T>(given: readonly Readonly<Record<string, T>>[]): Record<string, T> =>
  given.reduce<Record<string, T>>((all, some) => ({ ...all, ...some }), {});

const potOf = ({ businessKey, correlationKey }: Pick<EventStart, 'businessKey' | 'correlationKey'>): string =>
  businessKey ?? correlationKey ?? '';

/** The same in every version of the process in which the event is the same. */
function eventKeyOf({ kind, name, timer, condition }: ProcessStart): string {
  const source = name?.source ?? condition?.source ?? (timer && `${timer.kind} ${timer.value.source}`) ?? '';
  return createHash('sha256')
    .update(JSON.stringify([kind, source]))
    .digest('hex');
}

/** What has gathered beside this event, when it completes a pot: its own, or the one that waits for longest when it has none. */
function othersOf(
  { startEvents }: CompiledProcess,
  way: ProcessStart,
  own: string,
  arrivals: readonly StartArrivalRow[],
): readonly StartArrivalRow[] | undefined {
  const needed = new Set(startEvents.filter(({ elementId }) => elementId === way.elementId).map(eventKeyOf));
  needed.delete(eventKeyOf(way));
  const pots = own === '' ? [...new Set(arrivals.map(({ pot }) => pot)).add('')] : [own];
  for (const candidate of pots) {
    const found = [...needed].map(
      (key) =>
        arrivals.find(({ pot, eventKey }) => pot === candidate && eventKey === key) ??
        arrivals.find(({ pot, eventKey }) => pot === '' && eventKey === key),
    );
    const complete = found.filter((row) => row !== undefined);
    if (complete.length === needed.size) return complete.sort((a, b) => a.arrivedAt - b.arrivedAt || (a.id < b.id ? -1 : 1));
  }
  return undefined;
}
