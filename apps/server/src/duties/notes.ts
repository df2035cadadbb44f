import { Injectable } from '@nestjs/common';
import type { DutyConflict } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { DuplicateRow } from '../platform/errors.ts';
import { Ids } from '../platform/ids.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { hashOf } from './stands.ts';
import type { DutyNoteRow } from './tables.ts';
import { dutyNoteTable } from './tables.ts';

/** What was asked for when a pair spoke up. */
export interface NotedAct {
  readonly institution: string;
  readonly conflict: DutyConflict;
  readonly act: string;
  readonly account: string;
  readonly actor: string;
  readonly at?: Pick<DutyNoteRow, 'rootInstanceId' | 'instanceId' | 'businessKey' | 'definitionId' | 'elementId' | 'taskId'>;
}

const nowhere = { rootInstanceId: null, instanceId: null, businessKey: null, definitionId: null, elementId: null, taskId: null };

/** Keeps where pairs refused something and which reasons were given. */
@Injectable()
export class DutyNotes {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** A reason goes into the plan of what it allows. */
  addReason(changes: RowChanges, noted: NotedAct, reason: string): void {
    const id = this.ids.next();
    const row = this.row(noted, 'reason', id);
    changes.insert(dutyNoteTable, { ...row, reason });
    recordAct(changes, {
      id,
      at: row.at,
      account: noted.actor,
      institution: row.institution,
      act: 'conflict-reason-given',
      object:
        row.taskId === null
          ? { type: 'person', id: noted.account }
          : { type: 'task', id: row.taskId, ...(row.instanceId !== null && { instanceId: row.instanceId }) },
      details: {
        roles: [row.roleA, row.roleB],
        scope: row.scope,
        reason,
        ...(noted.account !== noted.actor && { to: noted.account }),
      },
    });
  }

  /** A refusal has no plan of its own: it stands once, however often it is tried. Never throws. */
  async keepRefusal(noted: NotedAct): Promise<void> {
    const { conflict, account, act, at } = noted;
    const id = hashOf([conflict.pair.id, conflict.role, account, act, at?.taskId ?? at?.rootInstanceId ?? null]);
    if (await this.database.reader.byId(dutyNoteTable, id)) return;
    const changes = new RowChanges();
    changes.insert(dutyNoteTable, this.row(noted, 'blocked', id));
    try {
      await this.committer.commit({ guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] });
    } catch (error) {
      // the refusal itself stands; that another try kept it, or the database is away, changes nothing
      if (!(error instanceof DuplicateRow)) return;
    }
  }

  private row(
    { institution, conflict, act, account, actor, at = nowhere }: NotedAct,
    kind: DutyNoteRow['kind'],
    id: string,
  ): DutyNoteRow {
    const { a, b, scope } = conflict.pair;
    return {
      id,
      institution,
      kind,
      roleA: a,
      roleB: b,
      scope,
      conflict,
      act,
      account,
      actor,
      ...at,
      reason: null,
      at: this.clock.now(),
    };
  }
}
