import { Injectable } from '@nestjs/common';
import type { CaseClockView, ExtendClockRequest, Rejection, ResumeClockRequest, StopClockRequest } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { Calendars, holdsRole, personTable } from '../identity/index.ts';
import { FindCase, unknownCase } from '../instances/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import type { Command, WritePlan } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { WholeClock } from './case-clocks.ts';
import { blank, CaseClocks } from './case-clocks.ts';
import { extenders, stoppedByHand, stoppers } from './clock-roles.ts';
import { countClock } from './count-clock.ts';
import type { CaseClockEntryRow } from './tables.ts';
import { caseClockEntryTable, caseClockTable } from './tables.ts';
import { versionOf, ViewClock } from './view-clock.ts';

/** What people do in the very millisecond of a step comes after it. */
const afterSteps = 10 ** 15;

type Change = Pick<CaseClockEntryRow, 'kind'> & Partial<CaseClockEntryRow>;

/** People stop the clock of a case, let it go on, and extend its term. Ground, reason and what the applicant is told are kept. */
@Injectable()
export class ChangeClock {
  constructor(
    private readonly clocks: CaseClocks,
    private readonly cases: FindCase,
    private readonly calendars: Calendars,
    private readonly views: ViewClock,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  /** Rejections: `instance-unknown`, `not-allowed`, `version-conflict`, `clock-not-running`. */
  stop(
    command: Command,
    actor: Actor,
    caseId: string,
    { seen, ...request }: StopClockRequest,
  ): Promise<CaseClockView | Rejection> {
    return this.run(command, actor, caseId, stoppers, 'case-clock-stopped', seen, ({ counted, entries }) => {
      if (counted.row.state !== 'running' && counted.row.state !== 'stopped') return over(counted.row.state);
      return stoppedByHand(entries)
        ? rejected('clock-not-running', 'The clock of this case was stopped by hand already.')
        : { kind: 'stopped', cause: 'hand', ...request };
    });
  }

  /** Rejections: `instance-unknown`, `not-allowed`, `clock-not-running`. */
  resume(
    command: Command,
    actor: Actor,
    caseId: string,
    { seen, reason }: ResumeClockRequest,
  ): Promise<CaseClockView | Rejection> {
    return this.run(command, actor, caseId, stoppers, 'case-clock-resumed', seen, ({ counted, entries }) => {
      if (counted.row.state !== 'running' && counted.row.state !== 'stopped') return over(counted.row.state);
      return stoppedByHand(entries)
        ? { kind: 'resumed', cause: 'hand', reason: reason ?? null }
        : rejected('clock-not-running', 'Nobody has stopped the clock of this case by hand.');
    });
  }

  /** Rejections: `instance-unknown`, `not-allowed`, `clock-not-running`, `extension-not-allowed` (names the latest day). */
  extend(
    command: Command,
    actor: Actor,
    caseId: string,
    { seen, ...request }: ExtendClockRequest,
  ): Promise<CaseClockView | Rejection> {
    return this.run(command, actor, caseId, extenders, 'case-clock-extended', seen, ({ counted, row }) => {
      if (counted.row.state !== 'running') return over(counted.row.state);
      const { due, latest } = counted.reading;
      const { until = latest, ...rest } = request;
      if (latest === undefined)
        return rejected(
          'extension-not-allowed',
          `The law does not let this term be extended: ${row.rule.act}, ${row.rule.article}.`,
        );
      if (until === undefined || until <= due || until > latest)
        return rejected('extension-not-allowed', `The term ends on ${due} and may be extended to ${latest} at the latest.`, {
          due,
          latest,
        });
      return { kind: 'extended', until, ...rest };
    });
  }

  private async run(
    command: Command,
    actor: Actor,
    caseId: string,
    roles: readonly string[],
    act: string,
    seen: string | undefined,
    decide: (whole: WholeClock) => Change | Rejection,
  ): Promise<CaseClockView | Rejection> {
    const answer = await this.committer.run(command, () => this.prepare(command, actor, caseId, roles, act, seen, decide));
    return isRejection(answer) ? answer : ((await this.views.of(actor, caseId)) ?? unknownCase(caseId));
  }

  private async prepare(
    command: Command,
    actor: Actor,
    caseId: string,
    roles: readonly string[],
    act: string,
    seen: string | undefined,
    decide: (whole: WholeClock) => Change | Rejection,
  ): Promise<WritePlan<{ caseId: string }> | Rejection> {
    const found = await this.cases.find(actor, caseId);
    const whole = found && (await this.clocks.of(found.rootInstanceId));
    if (!found || !whole) return unknownCase(caseId);
    const { institution, unit } = found;
    if (!roles.some((role) => holdsRole(actor, role, institution, unit)))
      return rejected('not-allowed', `Only these roles may do this: ${roles.join(', ')}.`, { roles });
    if (seen !== undefined && seen !== versionOf(whole.entries))
      return rejected('version-conflict', 'Somebody has changed the clock of this case since you looked at it.', {
        clock: await this.views.of(actor, caseId),
      });
    const change = decide(whole);
    if (isRejection(change)) return change;
    const calendar = await this.calendars.of(institution);
    const now = this.clock.now();
    const entry: CaseClockEntryRow = {
      ...blank,
      id: command.id,
      institution,
      instanceId: whole.row.id,
      day: calendar.dayOf(now),
      at: now,
      position: afterSteps + whole.entries.length,
      account: actor.account,
      counted: true,
      ...change,
    };
    const changes = new RowChanges();
    changes.insert(caseClockEntryTable, entry);
    this.clocks.planCounted(changes, whole.row, countClock(calendar, whole.row, [...whole.entries, entry], now), command.id);
    recordAct(changes, {
      id: command.id,
      at: now,
      account: actor.account,
      institution,
      act,
      object: { type: 'case', id: caseId, instanceId: caseId },
      details: { ground: entry.ground, reason: entry.reason, until: entry.until },
    });
    const { personId, revision } = actor;
    return {
      guards: [
        { table: caseClockTable, id: whole.row.id, revision: whole.row.revision, mode: 'write' },
        ...(personId === undefined || revision === undefined
          ? []
          : [{ table: personTable, id: personId, revision, mode: 'rely' as const }]),
      ],
      changes: changes.list(),
      commands: [{ command, answer: { caseId } }],
      answer: { caseId },
      afterCommit: [],
    };
  }
}

const over = (state: string): Rejection =>
  rejected('clock-not-running', `The clock of this case does not run: ${state}.`, { state });
