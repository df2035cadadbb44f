import type { Calendar } from '@gaita/calendar';
import { CalendarError } from '@gaita/calendar';
import type { JournalRecord } from '@gaita/contracts';
import type { ApplyContext, RecordObserver } from '../instances/index.ts';
import { dayOfReceipt } from '../instances/index.ts';
import { hashOf } from '../platform/hash-of.ts';
import { countClock, nameOf } from './count-clock.ts';
import type { CaseClockEntryRow, CaseClockRow } from './tables.ts';
import { caseClockEntryTable, caseClockTable } from './tables.ts';

const legal = /^legal:\s*(\S+)$/i;

/**
 * Notes in the commit of a step what it means for the clock of its case. The clock itself is counted after the commit, by
 * `recount`; what nobody counted is found by the sweep.
 */
export const clockObserver =
  (recount: (instanceId: string) => void): RecordObserver =>
  (record, context) => {
    const noted = entryOf(record, context);
    if (!noted) return;
    const { instance, now, actor, position, changes, calendar } = context;
    const entry: CaseClockEntryRow = {
      id: hashOf(instance.id, `${position}`, noted.kind),
      institution: instance.institution,
      instanceId: instance.rootInstanceId,
      day: calendar.dayOf(now),
      at: now,
      position,
      account: actor,
      cause: null,
      elementId: null,
      ground: null,
      reason: null,
      notice: null,
      until: null,
      percent: null,
      counted: false,
      ...noted,
    };
    changes.insert(caseClockEntryTable, entry);
    if (noted.kind === 'opened') openClock(context, entry);
    context.afterCommit(() => recount(instance.rootInstanceId));
  };

type Noted = Pick<CaseClockEntryRow, 'kind'> & Partial<CaseClockEntryRow>;

function entryOf(record: JournalRecord, { instance, definition, calendar, now }: ApplyContext): Noted | undefined {
  const { term } = definition.model;
  const isRoot = instance.id === instance.rootInstanceId;
  switch (record.kind) {
    case 'instanceStarted':
      return isRoot && term && procedureOf(term.due) !== undefined ? { kind: 'opened' } : undefined;
    case 'variableWritten': {
      if (!isRoot || term?.received === undefined || record.name !== term.received || record.scopeId !== instance.id)
        return undefined;
      const day = dayOfReceipt(record.value, calendar);
      // What the process itself works out is not refused, but a day that has not come is no day of receipt.
      return day === undefined || day > calendar.dayOf(now) ? undefined : { kind: 'received', day };
    }
    case 'activityStarted':
    case 'activityEnded': {
      const clock = definition.process.nodes.get(record.elementId)?.model.clock;
      if (clock === undefined) return undefined;
      const { elementId, tokenId: cause } = record;
      if (record.kind === 'activityStarted') return clock === 'stops' ? { kind: 'stopped', cause, elementId } : undefined;
      if (clock === 'stops') return { kind: 'resumed', cause, elementId };
      return record.outcome === 'completed' ? { kind: 'kept', elementId } : undefined;
    }
    case 'instanceEnded':
      return isRoot && term ? { kind: record.outcome === 'completed' ? 'kept' : 'ended' } : undefined;
    default:
      return undefined;
  }
}

/** The clock appears with its case, in the same commit. A procedure that the institution has no rule set for has none. */
function openClock({ instance, definition, now, changes, calendar }: ApplyContext, { day }: CaseClockEntryRow): void {
  const procedure = procedureOf(definition.model.term?.due ?? '');
  const rule = procedure === undefined ? undefined : ruleOf(calendar, procedure, day);
  if (procedure === undefined || !rule) return;
  const clock = { procedure, receivedOn: day, rule, ruleSet: nameOf(rule) };
  changes.insert(caseClockTable, {
    ...countClock(calendar, clock, [], now).row,
    id: instance.rootInstanceId,
    institution: instance.institution,
    processKey: instance.processKey,
    told: 0,
    claimedUntil: 0,
    openedAt: now,
    revision: 1,
  });
}

const procedureOf = (due: string): string | undefined => legal.exec(due.trim())?.[1];

function ruleOf(calendar: Calendar, procedure: string, day: string): CaseClockRow['rule'] | undefined {
  try {
    return calendar.procedure(procedure, day);
  } catch (error) {
    if (error instanceof CalendarError) return undefined;
    throw error;
  }
}
