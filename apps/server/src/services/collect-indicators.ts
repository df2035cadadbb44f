import { Injectable } from '@nestjs/common';
import type { Variables } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { addDuration } from '@gaita/engine';
import { Calendars } from '../identity/index.ts';
import { historyInstanceTable } from '../instances/index.ts';
import type { JobWork } from '../jobs/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { millis } from '../platform/database/table.ts';
import { OperationalError } from '../platform/errors.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { taskTable } from '../tasks/index.ts';
import { textInput } from './inputs.ts';
import { ServiceRegistry } from './registry.ts';
import type { Indicators } from './tables.ts';
import { serviceIndicatorTable } from './tables.ts';

const day = 86_400_000;
const month = { months: -1, days: 0, millis: 0 };

/**
 * Topic `gaita.indicators`: how a service did in the month before. Input: `serviceId`; output: `indicators`. The cases counted
 * are those of the service's process, or of a process with the service's key.
 */
@Injectable()
export class CollectIndicators {
  constructor(
    private readonly registry: ServiceRegistry,
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  async run({ institution, variables, idempotencyKey }: JobWork): Promise<Variables> {
    const serviceKey = textInput(variables, 'serviceId', 191);
    const known = await this.database.reader.byId(serviceIndicatorTable, idempotencyKey);
    if (known) return { indicators: { ...known.indicators } };
    const service = await this.registry.find(institution, serviceKey);
    const periodTo = this.clock.now();
    const periodFrom = addDuration(periodTo, month, (await this.calendars.of(institution)).zone);
    const indicators = await this.count(institution, service?.processKey ?? serviceKey, periodFrom, periodTo);
    const changes = new RowChanges();
    changes.insert(serviceIndicatorTable, { id: idempotencyKey, institution, serviceKey, periodFrom, periodTo, indicators });
    // The job's id names the command too: a second try after an unclear commit finds the first.
    const command = { id: idempotencyKey, account: 'system' };
    const stored = await this.committer.run(command, async () => ({
      guards: [],
      changes: changes.list(),
      commands: [{ command, answer: null }],
      answer: null,
      afterCommit: [],
    }));
    if (isRejection(stored)) throw new OperationalError(stored.message);
    return { indicators: { ...indicators } };
  }

  private async count(institution: string, processKey: string, from: number, to: number): Promise<Indicators> {
    const { reader } = this.database;
    const cases = [institution, processKey];
    const openCases = await reader.count(historyInstanceTable, 'institution = ? AND process_key = ? AND ended_at IS NULL', cases);
    const overdueTasks = await reader.count(taskTable, 'institution = ? AND process_key = ? AND due_at < ?', [...cases, to]);
    const finished = await reader.query(
      `SELECT ended_at - started_at AS lead_time FROM history_instance
       WHERE institution = ? AND process_key = ? AND ended_at > ? AND ended_at <= ? AND outcome = 'completed'`,
      [...cases, from, to],
      { leadTime: millis() },
    );
    return {
      openCases,
      finishedCases: finished.length,
      overdueTasks,
      medianDays: medianDays(finished.map((row) => row.leadTime)),
    };
  }
}

/** In days, to one decimal; null for none. */
function medianDays(leadTimes: number[]): number | null {
  const sorted = leadTimes.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
  return Math.round((median / day) * 10) / 10;
}
