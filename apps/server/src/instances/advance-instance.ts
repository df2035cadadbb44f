import { Injectable } from '@nestjs/common';
import type { JournalRecord, Rejection } from '@gaita/contracts';
import type { Snapshot, Trigger } from '@gaita/engine';
import { advance, isOver } from '@gaita/engine';
import { Calendars } from '../identity/index.ts';
import type { Definition } from '../models/index.ts';
import { Decisions, inFeelTurn } from '../models/index.ts';
import { Clock } from '../platform/clock.ts';
import { Defect } from '../platform/errors.ts';
import { Ids } from '../platform/ids.ts';
import type { Command, RowChanges } from '../platform/write-plan.ts';
import { withoutValues } from './apply-instance-records.ts';
import { refuseReceipt } from './day-of-receipt.ts';
import type { ApplyContext } from './record-applier.ts';
import type { OpenInstance } from './open-instance.ts';
import { ResolvePeople } from './resolve-people.ts';
import { RecordAppliers } from './record-appliers.ts';
import type { InstanceRow } from './tables.ts';
import { historyVariableTable, instanceTable, journalTable } from './tables.ts';

/** Records of one step share a sequence number; positions of its records count on from here. */
const positionsPerStep = 100_000;

export interface Stepped {
  readonly row: InstanceRow;
  readonly snapshot: Snapshot;
  /** As it was before the step, with all that the step needed; none for the first step. */
  readonly before?: Snapshot;
  readonly records: readonly JournalRecord[];
}

/** One step: the kernel's answer to a trigger, turned into rows of the write plan. */
@Injectable()
export class AdvanceInstance {
  constructor(
    private readonly appliers: RecordAppliers,
    private readonly decisions: Decisions,
    private readonly calendars: Calendars,
    private readonly people: ResolvePeople,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * @param before the instance as it is; its row's revision counts one up per commit, its sequence one up per step
   * @param open what of it is here; undefined for the first step. It takes over the step; `writeSnapshot` writes it.
   * @throws InstanceChanged when something that is stored apart has changed meanwhile
   */
  async run(
    command: Command,
    definition: Definition,
    before: InstanceRow,
    open: OpenInstance | undefined,
    trigger: Trigger,
    changes: RowChanges,
    afterCommit: (effect: () => void) => void,
  ): Promise<Stepped | Rejection> {
    const now = this.clock.now();
    const environment = {
      now,
      ids: this.ids.prefix(),
      decisions: await this.decisions.of(definition.process, definition.row, before.institution),
      calendar: await this.calendars.of(before.institution),
    };
    const refused = refuseReceipt(definition, before, trigger, environment.calendar, now);
    if (refused) return refused;
    const step = () => inFeelTurn((isLong) => advance(definition.process, open?.snapshot, trigger, { ...environment, isLong }));
    let advanced = step();
    while (open && advanced.kind === 'need') {
      await open.read(advanced);
      advanced = step();
    }
    if (advanced.kind === 'rejected') return advanced.rejection;
    if (advanced.kind === 'need') throw new Defect('The kernel asked for scopes of an instance that does not exist yet');
    const snapshotBefore = open?.snapshot;
    open?.step(advanced.snapshot, advanced.touched);

    const row: InstanceRow = {
      ...before,
      sequence: before.sequence + 1,
      businessKey: advanced.snapshot.businessKey ?? null,
      // A called instance that ended and may be compensated keeps its row; it stays `ended` while that is done.
      ...(advanced.snapshot.ended && { state: 'ended' }),
    };
    const records = await this.people.run({ instance: row, actor: command.account, records: advanced.records, now });
    const salts = new Map<string, string>();
    const context: Omit<ApplyContext, 'position'> = {
      instance: row,
      now,
      commandId: command.id,
      actor: command.account,
      changes,
      definition,
      calendar: environment.calendar,
      nameOf: (elementId) => definition.process.nodes.get(elementId)?.model.name,
      afterCommit,
    };
    records.forEach((record, index) => {
      this.appliers.apply(record, { ...context, position: row.sequence * positionsPerStep + index });
      if (record.kind === 'variableWritten') salts.set(record.variableId, saltIn(changes, record.variableId));
    });
    if (isOver(advanced.snapshot)) changes.delete(instanceTable, row.id);
    else
      changes.update(instanceTable, row.id, {
        sequence: row.sequence,
        businessKey: row.businessKey,
        state: row.state,
      });
    changes.insert(journalTable, {
      id: this.ids.next(),
      institution: row.institution,
      instanceId: row.id,
      sequence: row.sequence,
      commandId: command.id,
      actor: command.account,
      at: now,
      records: records.map((record) => withoutValues(record, (id) => salts.get(id))),
    });
    return { row, snapshot: advanced.snapshot, ...(snapshotBefore && { before: snapshotBefore }), records };
  }
}

/** The salt that the applier just gave the variable's row. */
function saltIn(changes: RowChanges, variableId: string): string {
  const written = changes.get(historyVariableTable, variableId);
  return typeof written?.['salt'] === 'string' ? written['salt'] : '';
}
