import { Injectable } from '@nestjs/common';
import type { JournalRecord, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { TriggerPlace } from '@gaita/engine';
import { recordAct } from '../audit/index.ts';
import type { Definition } from '../models/index.ts';
import { Definitions } from '../models/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Ids } from '../platform/ids.ts';
import type { Command, Guard, WritePlan } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { Stepped } from './advance-instance.ts';
import { searchText } from './case-subject.ts';
import { AdvanceInstance } from './advance-instance.ts';
import type { Commanded, StartInput, Started } from './command-instance.ts';
import { LoadInstance } from './load-instance.ts';
import type { InstanceRow } from './tables.ts';
import type { WrittenSnapshot } from './write-snapshot.ts';
import { writeSnapshot } from './write-snapshot.ts';
import { historyInstanceTable, instanceTable } from './tables.ts';

interface Prepared {
  readonly plan: WritePlan<Started>;
  readonly stepped: Stepped;
  readonly written: WrittenSnapshot;
}

/** Starts an instance: its first step and its rows in one plan. */
@Injectable()
export class StartInstance {
  constructor(
    private readonly definitions: Definitions,
    private readonly advance: AdvanceInstance,
    private readonly committer: Committer,
    private readonly load: LoadInstance,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(command: Command, input: StartInput): Promise<Commanded<Started>> {
    const definition = await this.definitions.byId(input.definitionId);
    if (!definition)
      return { answer: rejected('definition-unknown', `No process definition has the id ${input.definitionId}.`), sent: [] };
    let last: Prepared | undefined;
    const answer = await this.committer.run(command, async () => {
      const prepared = await this.prepare(command, definition, input);
      if (isRejection(prepared)) return prepared;
      last = prepared;
      return prepared.plan;
    });
    if (isRejection(answer) || last?.stepped.row.id !== answer.instanceId) return { answer, sent: [] };
    const { stepped, written } = last;
    const { text, snapshot, parts } = written;
    if (!answer.ended) this.load.keep({ row: { ...stepped.row, snapshot: text }, snapshot, parts, definition, hasUndo: false });
    return {
      answer,
      sent: stepped.records.flatMap((record) => (record.kind === 'deliverySent' ? [record.deliveryId] : [])),
    };
  }

  private async prepare(command: Command, definition: Definition, input: StartInput): Promise<Prepared | Rejection> {
    const overtaken = await input.stillHolds?.();
    if (overtaken) return overtaken;
    const changes = new RowChanges();
    const effects: (() => void)[] = [];
    const row = this.newRow(definition, input);
    changes.insert(instanceTable, row);
    changes.insert(historyInstanceTable, {
      id: row.id,
      institution: row.institution,
      unit: row.unit,
      definitionId: row.definitionId,
      processKey: row.processKey,
      businessKey: row.businessKey,
      startedBy: row.startedBy,
      startedAt: row.startedAt,
      endedAt: null,
      outcome: null,
      endReason: null,
      startElementId: null,
      endElementId: null,
      parentInstanceId: row.parentInstanceId,
      rootInstanceId: row.rootInstanceId,
      search: searchText(row.businessKey),
    });
    const first = await this.advance.run(
      command,
      definition,
      row,
      undefined,
      {
        type: 'start',
        instanceId: row.id,
        ...(input.startElementId !== undefined && { startElementId: input.startElementId }),
        ...(input.businessKey !== undefined && { businessKey: input.businessKey }),
        ...(input.startedBy !== undefined && { initiator: input.startedBy }),
        variables: input.variables,
        ...(input.types && { types: input.types }),
        ...(input.calledBy && {
          calledBy: {
            instanceId: input.calledBy.instanceId,
            tokenId: input.calledBy.tokenId,
            ...(input.calledBy.scopeId !== undefined && { scopeId: input.calledBy.scopeId }),
            ...(input.calledBy.compensable && { compensable: true }),
          },
        }),
      },
      changes,
      (effect) => effects.push(effect),
    );
    if (isRejection(first)) return first;
    const guards: Guard[] = [...(input.guards ?? [])];
    const stepped = await this.goOn(command, definition, input, first, changes, effects, guards);
    if (isRejection(stepped)) return stepped;
    const written = writeSnapshot(changes, stepped.snapshot, new Set(), new Map(), () => this.ids.prefix());
    if (row.startedBy !== null)
      recordAct(changes, {
        id: command.id,
        at: row.startedAt,
        account: row.startedBy,
        institution: row.institution,
        act: 'case-started',
        object: { type: 'case', id: row.id, instanceId: row.id },
      });
    input.change?.(changes, row.id);
    const answer = { instanceId: row.id, ended: stepped.snapshot.ended !== undefined };
    const plan = {
      instanceId: row.id,
      guards,
      changes: changes.list(),
      commands: [{ command, answer }],
      answer,
      afterCommit: effects,
    };
    return { plan, stepped, written };
  }

  /** The steps that go along with the first one. */
  private async goOn(
    ...[command, definition, input, first, changes, effects, guards]: [
      Command,
      Definition,
      StartInput,
      Stepped,
      RowChanges,
      (() => void)[],
      Guard[],
    ]
  ): Promise<Stepped | Rejection> {
    if (!input.then) return first;
    const { row, snapshot } = first;
    const open = this.load.open({ row, snapshot, definition, parts: new Map() });
    const loaded = {
      row,
      process: definition.process,
      snapshot,
      at: (place: TriggerPlace) => open.at(place),
      now: this.clock.now(),
    };
    const decisions = await input.then(loaded, first.records, changes);
    if (isRejection(decisions)) return decisions;
    let stepped = first;
    for (const { trigger, change, guards: own, afterCommit } of decisions) {
      let records: readonly JournalRecord[] = [];
      if (trigger) {
        const next = await this.advance.run(command, definition, stepped.row, open, trigger, changes, (effect) =>
          effects.push(effect),
        );
        if (isRejection(next)) return next;
        records = next.records;
        stepped = { ...next, records: [...stepped.records, ...records] };
      }
      guards.push(...(own ?? []));
      change?.(changes, records);
      if (afterCommit) effects.push(afterCommit);
    }
    return stepped;
  }

  private newRow({ row: definition }: Definition, input: StartInput): InstanceRow {
    const id = input.instanceId ?? this.ids.next();
    return {
      id,
      institution: input.institution,
      unit: input.unit ?? null,
      definitionId: definition.id,
      processKey: definition.processKey,
      businessKey: input.businessKey ?? null,
      revision: 1,
      sequence: 0,
      state: 'active',
      snapshot: '',
      parentInstanceId: input.calledBy?.instanceId ?? null,
      parentTokenId: input.calledBy?.tokenId ?? null,
      rootInstanceId: input.calledBy?.rootInstanceId ?? id,
      callDepth: input.calledBy ? input.calledBy.callDepth + 1 : 0,
      startedBy: input.startedBy ?? null,
      startedAt: this.clock.now(),
    };
  }
}
