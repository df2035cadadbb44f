import { Injectable } from '@nestjs/common';
import { countedIn, exceptionalDays, parseTerm } from '@gaita/calendar';
import type { CaseClockSummary, CaseClockView } from '@gaita/contracts';
import { AccessLog } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { Calendars, holdsRole, PeopleDirectory, seesOwnOnly } from '../identity/index.ts';
import { FindCase } from '../instances/index.ts';
import { CaseClocks } from './case-clocks.ts';
import { extenders, stoppedByHand, stoppers } from './clock-roles.ts';
import type { CaseClockEntryRow, CaseClockRow } from './tables.ts';

/** The clock of a case as people see it. */
@Injectable()
export class ViewClock {
  constructor(
    private readonly clocks: CaseClocks,
    private readonly cases: FindCase,
    private readonly calendars: Calendars,
    private readonly people: PeopleDirectory,
    private readonly accessLog: AccessLog,
  ) {}

  /** Undefined when the case has no legal term, or the actor may not know of the case. */
  async of(actor: Actor, caseId: string): Promise<CaseClockView | undefined> {
    const found = await this.cases.find(actor, caseId);
    if (!found || seesOwnOnly(actor, found.institution)) return undefined;
    const whole = await this.clocks.of(found.rootInstanceId);
    if (!whole) return undefined;
    const { institution } = found;
    this.accessLog.saw(actor, { type: 'case', id: caseId, instanceId: caseId, institution, isPart: true });
    const { entries, counted } = whole;
    const { reading, row } = counted;
    const calendar = await this.calendars.of(found.institution);
    const names = await this.people.namesOf(entries.map(({ account }) => account));
    const { free, worked } = exceptionalDays(calendar, row.receivedOn, row.dueOn);
    const holds = (roles: readonly string[]) => roles.some((role) => holdsRole(actor, role, found.institution, found.unit));
    const open = row.state === 'running' || row.state === 'stopped';
    const byHand = stoppedByHand(entries);
    return {
      ...summaryOf({ ...whole.row, ...row }),
      procedure: row.procedure,
      ruleSet: row.ruleSet,
      term: row.rule.term,
      receivedOn: row.receivedOn,
      used: reading.used,
      left: reading.left,
      ...(reading.rolledFrom !== undefined && { rolledFrom: reading.rolledFrom }),
      stops: [...reading.stops],
      free,
      worked,
      ...(reading.latest !== undefined && { latest: reading.latest }),
      ...(row.rule.extension && {
        extension: { term: row.rule.extension.term, ground: row.rule.extension.ground, notice: row.rule.extension.notice },
      }),
      entries: entries.filter(happened).map((entry) => ({
        kind: entry.kind,
        on: entry.day,
        at: entry.at,
        ...(entry.account !== 'system' && { by: names.get(entry.account) ?? entry.account }),
        ...(entry.elementId !== null && { elementId: entry.elementId }),
        ...(entry.ground !== null && { ground: entry.ground }),
        ...(entry.reason !== null && { reason: entry.reason }),
        ...(entry.notice !== null && { notice: entry.notice }),
        ...(entry.until !== null && { until: entry.until }),
        ...(entry.percent !== null && { percent: entry.percent }),
      })),
      version: versionOf(entries),
      may: {
        stop: open && !byHand && holds(stoppers),
        resume: open && byHand && holds(stoppers),
        extend: row.state === 'running' && holds(extenders) && reading.latest !== undefined && reading.latest > row.dueOn,
      },
    };
  }

  /** For lists: what is told of the clock beside a task or a case, by the id of the instance. */
  async ofInstances(instanceIds: readonly string[]): Promise<Map<string, CaseClockSummary>> {
    const rows = await this.clocks.ofInstances(instanceIds);
    return new Map([...rows].map(([id, row]) => [id, summaryOf(row)]));
  }
}

/** Changes with everything that is done to the clock; what was taken back leaves it as it was before. */
export const versionOf = (entries: readonly CaseClockEntryRow[]): string => {
  const done = entries.filter(({ kind }) => kind !== 'passed' && kind !== 'takenBack');
  return `${done.length}.${done.at(-1)?.at ?? 0}`;
};

const happened = (
  entry: CaseClockEntryRow,
): entry is CaseClockEntryRow & { readonly kind: CaseClockView['entries'][number]['kind'] } => entry.kind !== 'takenBack';

const summaryOf = ({ state, dueOn, dueAt, breachedOn, rule }: CaseClockRow): CaseClockSummary => ({
  state,
  dueOn,
  dueAt,
  unit: countedIn(parseTerm(rule.term, 'case clock')),
  act: rule.act,
  article: rule.article,
  ...(breachedOn !== null && { breachedOn }),
});
