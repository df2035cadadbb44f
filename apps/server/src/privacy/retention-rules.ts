import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.ts';
import { definitionTable, Definitions, processName } from '../models/index.ts';
import type { Rejection, RetentionRequest, RetentionView } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import { historyInstanceTable } from '../instances/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { readPeriod, shifted } from './period.ts';
import { guardians, institutionsOf, refuseWithout } from './rights.ts';
import { retentionTable } from './tables.ts';

interface Rule {
  readonly period: string | undefined;
  readonly source: RetentionView['source'];
  readonly ground: string;
  readonly revision: number;
}

/** How long values are kept: what was decided for the process in the institution, else what its newest model says. */
@Injectable()
export class RetentionRules {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async of(institution: string, processKey: string): Promise<Rule> {
    const row = await this.database.reader.findOne(retentionTable, 'institution = ? AND process_key = ?', [
      institution,
      processKey,
    ]);
    if (row) return { period: row.period, source: 'rule', ground: row.ground, revision: row.revision };
    const definition = await this.definitions.latest(institution, processKey);
    const period = readPeriod(definition?.historyTimeToLive ?? '');
    return { period, source: period === undefined ? 'none' : 'model', ground: '', revision: 0 };
  }

  /** Undefined: without an end that was set. */
  async keptUntil(root: { readonly institution: string; readonly processKey: string }, endedAt: number) {
    const { period } = await this.of(root.institution, root.processKey);
    return period === undefined ? undefined : shifted(endedAt, period, 1);
  }

  async list(actor: Actor): Promise<RetentionView[]> {
    const views: RetentionView[] = [];
    for (const institution of institutionsOf(actor, guardians).filter((each) => each !== 'shared')) {
      for (const row of await this.definitions.visible(institution)) {
        const definition = await this.definitions.byId(row.id);
        const { period, ...rule } = await this.of(institution, row.processKey);
        views.push({
          processKey: row.processKey,
          processName: definition ? processName(definition, actor.language) : row.processKey,
          institution,
          ...rule,
          ...(period !== undefined && { period }),
          kept: await this.ended(institution, row.processKey, this.clock.now()),
          due: period === undefined ? 0 : await this.ended(institution, row.processKey, shifted(this.clock.now(), period, -1)),
        });
      }
    }
    return views;
  }

  /** Rejections: `not-allowed`, `process-unknown`, `version-conflict`. */
  set(
    command: Command,
    actor: Actor,
    processKey: string,
    request: RetentionRequest,
  ): Promise<{ processKey: string } | Rejection> {
    const { institution, period, ground } = request;
    return this.committer.run(command, async () => {
      const refused = refuseWithout(actor, 'data-protection-officer', institution);
      if (refused) return refused;
      if (
        !(await this.database.reader.findOne(definitionTable, 'process_key = ? AND institution IN (?)', [
          processKey,
          [institution, 'shared'],
        ]))
      )
        return rejected('process-unknown', `No process with the key ${processKey} is published.`);
      const row = await this.database.reader.findOne(retentionTable, 'institution = ? AND process_key = ?', [
        institution,
        processKey,
      ]);
      if ((row?.revision ?? 0) !== request.revision)
        return rejected('version-conflict', 'Somebody changed the period meanwhile. Look at it again.', {
          by: row?.setBy,
          at: row?.setAt,
        });
      const now = this.clock.now();
      const values = { period, ground, setBy: actor.account, setAt: now };
      const changes = new RowChanges();
      const guards = row ? [changes.revise(retentionTable, row, values)] : [];
      if (!row) changes.insert(retentionTable, { id: this.ids.next(), institution, processKey, ...values, revision: 1 });
      recordAct(changes, {
        id: command.id,
        at: now,
        account: actor.account,
        institution,
        act: 'retention-set',
        object: { type: 'process', id: processKey },
        details: { period, ground, before: row?.period ?? null },
      });
      const answer = { processKey };
      return { guards, changes: changes.list(), commands: [{ command, answer }], answer, afterCommit: [] };
    });
  }

  /** Root cases with values that ended until then. */
  private async ended(institution: string, processKey: string, until: number): Promise<number> {
    return this.database.reader.count(
      historyInstanceTable,
      'institution = ? AND process_key = ? AND parent_instance_id IS NULL AND ended_at <= ? AND id NOT IN (SELECT id FROM erased_case)',
      [institution, processKey, until],
    );
  }
}
