import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { JournalRecord, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Snapshot, Trigger } from '@gaita/engine';
import { isOver } from '@gaita/engine';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { DuplicateRow } from '../platform/errors.ts';
import type { AnsweredCommand, Command, Guard } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { Ids } from '../platform/ids.ts';
import type { Stepped } from './advance-instance.ts';
import { AdvanceInstance } from './advance-instance.ts';
import type { Commanded, Decide } from './command-instance.ts';
import type { StoredInstance } from './load-instance.ts';
import { LoadInstance } from './load-instance.ts';
import type { OpenInstance } from './open-instance.ts';
import { InstanceChanged } from './open-instance.ts';
import { writeSnapshot } from './write-snapshot.ts';
import type { InstanceRow, InstanceUndoRow } from './tables.ts';
import { instanceTable } from './tables.ts';
import type { UndoRequest } from './undo/undo-content.ts';
import { UndoSteps } from './undo/undo-steps.ts';

interface Pending {
  readonly command: Command;
  readonly decide: Decide<unknown>;
  settled: boolean;
  /** The rows for which it had to leave another command of its batch the way. */
  metAt?: readonly Guard[];
  resolve(outcome: Commanded<unknown>): void;
  reject(error: unknown): void;
}

interface Applied {
  readonly pending: Pending;
  readonly answer: unknown;
  readonly sent: readonly string[];
}

const largestBatch = 32;
const tries = 5;

/**
 * Commands for one instance wait in a queue; those that wait are applied to one loaded snapshot, in order, in one commit,
 * each with its own result. A lost commit is tried again with fewer, up to five times.
 */
@Injectable()
export class InstanceQueue {
  private readonly waiting = new Map<string, Pending[]>();

  constructor(
    private readonly load: LoadInstance,
    private readonly advance: AdvanceInstance,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly undo: UndoSteps,
  ) {}

  async run<A>(command: Command, instanceId: string, decide: Decide<A>): Promise<Commanded<A>> {
    let sent: readonly string[] = [];
    const answer = await this.committer.once<A>(command, async () => {
      const outcome = await this.enqueue<A>(command, instanceId, decide);
      sent = outcome.sent;
      return outcome.answer;
    });
    return { answer, sent };
  }

  private enqueue<A>(command: Command, instanceId: string, decide: Decide<A>): Promise<Commanded<A>> {
    return new Promise<Commanded<A>>((resolve, reject) => {
      const pending: Pending = {
        command,
        decide,
        settled: false,
        resolve: (outcome) => {
          pending.settled = true;
          resolve(outcome as Commanded<A>);
        },
        reject: (error) => {
          pending.settled = true;
          reject(error);
        },
      };
      const queue = this.waiting.get(instanceId);
      if (queue) queue.push(pending);
      else {
        const fresh = [pending];
        this.waiting.set(instanceId, fresh);
        void this.work(instanceId, fresh);
      }
    });
  }

  private async work(instanceId: string, queue: Pending[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, largestBatch);
      try {
        queue.unshift(...(await this.commit(instanceId, batch)));
      } catch (error) {
        this.load.forget(instanceId);
        // some of them are stored already: only those are told, who asked finds the stored answer
        const stored = error instanceof DuplicateRow ? new Set(error.commandIds) : undefined;
        const told = stored?.size ? batch.filter(({ command }) => stored.has(command.id)) : batch;
        for (const pending of told) pending.reject(error);
        queue.unshift(...batch.filter(({ settled }) => !settled));
      }
    }
    this.waiting.delete(instanceId);
  }

  /** Settles what it can of the batch; gives back what must wait for the next commit. */
  private async commit(instanceId: string, batch: readonly Pending[]): Promise<Pending[]> {
    for (let attempt = 0; attempt < tries; attempt++) {
      if (attempt > 0) await pause(Math.random() * 10 * 2 ** attempt); // eslint-disable-line no-restricted-syntax -- jitter, no decision hangs on it
      const stored = await this.load.run(instanceId, attempt > 0);
      if (!stored) {
        for (const pending of batch) pending.resolve({ answer: unknownInstance(instanceId), sent: [] });
        return [];
      }
      // who was answered in an earlier round is not asked again: it must not take effect after all
      const open = batch.filter(({ settled }) => !settled);
      // after a lost commit one by one, so that one command's lost guard does not hold up the others
      const round = attempt === 0 ? open : open.slice(0, 1);
      const later = attempt === 0 ? [] : open.slice(1);
      const done = await this.attempt(stored, round);
      if (done === 'lost') {
        this.load.forget(instanceId);
        continue;
      }
      return [...done, ...later];
    }
    const [first, ...others] = batch.filter(({ settled }) => !settled);
    first!.resolve({
      answer: rejected('too-busy', 'Others are changing the same case. Try again in a moment.', { instanceId }),
      sent: [],
    });
    return others;
  }

  private async attempt(
    stored: StoredInstance & { fromMemory: boolean },
    batch: readonly Pending[],
  ): Promise<'lost' | Pending[]> {
    const changes = new RowChanges();
    const guards = new Map<string, Guard>();
    const effects: (() => void)[] = [];
    const applied: Applied[] = [];
    const commands: AnsweredCommand[] = [];
    const later: Pending[] = [];
    const open = this.load.open(stored);
    let { row } = stored;
    let noting: { account: string; request: UndoRequest; before: Snapshot | undefined } | undefined;

    for (const pending of batch) {
      const { command, decide } = pending;
      const meets = (rows: readonly Guard[] = []) => rows.some(({ table, id }) => changes.has(table, id));
      // it would meet there again: deciding costs a dozen readings
      if (meets(pending.metAt)) {
        later.push(pending);
        continue;
      }
      let outcome: Awaited<ReturnType<Decide<unknown>>>;
      try {
        outcome = await decide({
          row,
          process: stored.definition.process,
          snapshot: open.snapshot,
          at: (place) => open.at(place),
          now: this.clock.now(),
        });
      } catch (error) {
        if (error instanceof InstanceChanged) return 'lost';
        pending.reject(error);
        continue;
      }
      if (isRejection(outcome)) {
        if (stored.fromMemory) return 'lost'; // perhaps refused on an old state: look at a fresh one
        pending.resolve({ answer: outcome, sent: [] });
        continue;
      }
      const ownGuards = outcome.guards ?? [];
      if (meets(ownGuards)) {
        pending.metAt = ownGuards;
        later.push(pending);
        continue;
      }
      let records: readonly JournalRecord[] = [];
      let snapshotBefore: Snapshot | undefined;
      if (outcome.trigger) {
        const stepped = await this.step(command, stored.definition, row, open, outcome.trigger, changes, effects);
        if (stepped === 'changed') return 'lost';
        if (isRejection(stepped)) {
          if (stored.fromMemory) return 'lost';
          pending.resolve({ answer: stepped, sent: [] });
          continue;
        }
        records = stepped.records;
        row = stepped.row;
        snapshotBefore = stepped.before;
      }
      if (outcome.takeBack) {
        const restored = await this.takeBack(command, outcome.takeBack, row, open, changes, effects);
        if (restored === 'changed') return 'lost';
        records = restored.records;
        row = restored.row;
      }
      if (outcome.undo) noting = { account: command.account, request: outcome.undo, before: snapshotBefore };
      for (const guard of ownGuards) guards.set(`${guard.table.name} ${guard.id}`, guard);
      outcome.change?.(changes, records);
      const answer = outcome.answer(records);
      commands.push({ command, answer });
      if (outcome.afterCommit) effects.push(outcome.afterCommit.bind(outcome));
      applied.push({
        pending,
        answer,
        sent: records.flatMap((record) => (record.kind === 'deliverySent' ? [record.deliveryId] : [])),
      });
    }
    if (applied.length === 0) return later;

    const revision = stored.row.revision + 1;
    const stepped = row.sequence !== stored.row.sequence;
    const written = stepped
      ? writeSnapshot(changes, open.snapshot, open.touched, open.known, () => this.ids.prefix())
      : undefined;
    // what several commands have changed together cannot be told apart again
    const isNoted = noting !== undefined && applied.length === 1 && open.snapshot.ended === undefined;
    const revises = stepped || isNoted;
    if (noting && isNoted) {
      const { before, ...noted } = noting;
      const read = await this.undo.note(changes, {
        ...noted,
        row: { ...row, revision },
        at: this.clock.now(),
        ...(written && before && { snapshots: { before, after: written.whole } }),
        hasUndo: stored.hasUndo,
      });
      for (const guard of read) guards.set(`${guard.table.name} ${guard.id}`, guard);
    }
    if (revises && !isOver(open.snapshot)) changes.update(instanceTable, stored.row.id, { revision });
    guards.set('instance', {
      table: instanceTable,
      id: stored.row.id,
      revision: stored.row.revision,
      mode: revises ? 'write' : 'rely',
    });
    const result = await this.committer.commit({
      instanceId: stored.row.id,
      guards: [...guards.values()],
      changes: changes.list(),
      commands,
      answer: undefined,
      afterCommit: effects,
    });
    if (result === 'lost') return 'lost';
    if (revises) {
      const { text, snapshot, parts } = written ?? { ...stored, text: stored.row.snapshot };
      const hasUndo = isNoted || stored.hasUndo;
      const kept = { row: { ...row, revision, snapshot: text }, snapshot, parts, definition: stored.definition };
      this.load.keep({ ...kept, ...(hasUndo !== undefined && { hasUndo }) });
    }
    for (const { pending, answer, sent } of applied) pending.resolve({ answer, sent });
    return later;
  }

  private async step(
    ...[command, definition, row, open, trigger, changes, effects]: [
      Command,
      StoredInstance['definition'],
      StoredInstance['row'],
      OpenInstance,
      Trigger,
      RowChanges,
      (() => void)[],
    ]
  ): Promise<Stepped | Rejection | 'changed'> {
    try {
      return await this.advance.run(command, definition, row, open, trigger, changes, (effect) => effects.push(effect));
    } catch (error) {
      if (error instanceof InstanceChanged) return 'changed';
      throw error;
    }
  }

  private async takeBack(
    ...[command, undo, row, open, changes, effects]: [
      Command,
      InstanceUndoRow,
      StoredInstance['row'],
      OpenInstance,
      RowChanges,
      (() => void)[],
    ]
  ): Promise<{ row: InstanceRow; records: readonly JournalRecord[] } | 'changed'> {
    const context = { now: this.clock.now(), changes, afterCommit: (effect: () => void) => void effects.push(effect) };
    try {
      return await this.undo.run(command, undo, row, open, context);
    } catch (error) {
      if (error instanceof InstanceChanged) return 'changed';
      throw error;
    }
  }
}

const unknownInstance = (instanceId: string): Rejection =>
  rejected('instance-unknown', `No running case has the id ${instanceId}. It may have ended: look in the history.`, {
    instanceId,
  });
