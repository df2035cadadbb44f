import { expect } from '@jest/globals';
import type { ProcessModel } from '@gaita/bpmn';
import { createCalendar } from '@gaita/calendar';
import type { JournalRecord, RecordKind, RecordOf, Rejection, Variables } from '@gaita/contracts';
import { journalRecord } from '@gaita/contracts';
import type { CompiledDecision } from '@gaita/expressions';
import { advance } from '../advance.ts';
import type { Advanced, Environment } from '../advance-types.ts';
import { compile } from '../compile/compile.ts';
import type { CompiledProcess } from '../compile/compiled-process.ts';
import type { OpenWait } from '../open-waits.ts';
import { openWaits } from '../open-waits.ts';
import type { Snapshot } from '../snapshot.ts';
import { variablesOf, visibleVariables } from '../state/visible-variables.ts';
import type { Trigger, TriggerOf } from '../trigger.ts';

export const riga = createCalendar({ country: 'LV', movedDays: true });
/** Monday, 4 May 2026, 10:00 in Riga is a holiday there; the tests begin on Tuesday at 10:00. */
export const tuesday = Date.parse('2026-05-05T07:00:00Z');

export interface PlayOptions {
  readonly stepBudget?: number;
  readonly decisions?: Record<string, CompiledDecision>;
  readonly now?: number;
  /** Begins every id that is made: tells instances apart that are played together. */
  readonly ids?: string;
}

/**
 * One instance in a test. Every step gets its snapshot frozen and through JSON, and every record is checked against its schema,
 * so that each scenario proves that too.
 */
export class Play {
  process: CompiledProcess;
  readonly records: JournalRecord[] = [];
  snapshot: Snapshot | undefined;
  /** Records of the latest step. */
  latest: readonly JournalRecord[] = [];
  now: number;
  private steps = 0;
  private readonly model: ProcessModel;
  private readonly options: PlayOptions;

  constructor(model: ProcessModel, options: PlayOptions = {}) {
    this.model = model;
    this.process = compile(model);
    expect(this.process.problems).toEqual([]);
    this.options = options;
    this.now = options.now ?? tuesday;
  }

  /** What a restarted server does: nothing compiled is kept. */
  compileAgain(): void {
    this.process = compile(this.model);
  }

  start(variables: Variables = {}, more: Partial<TriggerOf<'start'>> = {}): this {
    return this.do({ type: 'start', instanceId: 'instance', variables, ...more });
  }

  try(trigger: Trigger): Rejection | undefined {
    const answer = this.advance(trigger, {
      now: this.now,
      ids: `${this.options.ids ?? 's'}${(this.steps++).toString().padStart(4, '0')}-`,
      decisions: this.options.decisions ?? {},
      calendar: riga,
      ...(this.options.stepBudget !== undefined && { stepBudget: this.options.stepBudget }),
    });
    if (answer.kind === 'need') throw new Error('the kernel asked for scopes that are here');
    if (answer.kind === 'rejected') return answer.rejection;
    for (const record of answer.records) journalRecord.parse(record);
    this.snapshot = answer.snapshot;
    this.latest = answer.records;
    this.records.push(...answer.records);
    return undefined;
  }

  protected advance(trigger: Trigger, environment: Environment): Advanced {
    return advance(this.process, this.snapshot && asStored(this.snapshot), trigger, environment);
  }

  do(trigger: Trigger): this {
    const rejection = this.try(trigger);
    if (rejection) throw new Error(`${rejection.code}: ${rejection.message}`);
    return this;
  }

  waits(kind?: OpenWait['kind']): OpenWait[] {
    return openWaits(this.snapshot!).filter((wait) => kind === undefined || wait.kind === kind);
  }

  /** The open wait of a kind at an element; the n-th of several. */
  wait(kind: OpenWait['kind'], elementId: string, n = 0): OpenWait {
    const found = this.waits(kind).filter((wait) => wait.elementId === elementId)[n];
    if (!found) throw new Error(`nothing waits for a ${kind} at ${elementId}: ${JSON.stringify(this.waits())}`);
    return found;
  }

  complete(elementId: string, variables: Variables = {}, n = 0): this {
    const { id: taskId, ...place } = this.wait('task', elementId, n);
    return this.do({ type: 'taskCompleted', taskId, place, variables });
  }

  fire(elementId: string, at?: number): this {
    if (at !== undefined) this.now = at;
    const { id: timerId, ...place } = this.wait('timer', elementId);
    return this.do({ type: 'timerDue', timerId, place });
  }

  receive(elementId: string, variables: Variables = {}): this {
    const { id: subscriptionId, ...place } = this.wait('message', elementId);
    return this.do({ type: 'messageArrived', subscriptionId, place, variables });
  }

  hear(elementId: string, variables: Variables = {}): this {
    return this.do({ type: 'signalArrived', subscriptionId: this.wait('signal', elementId).id, variables });
  }

  write(variables: Variables, scopeId?: string): this {
    return this.do({ type: 'writeVariables', variables, ...(scopeId !== undefined && { scopeId }) });
  }

  /** The work of a job ends with a BPMN error. */
  failJob(elementId: string, errorCode: string): this {
    return this.do({ type: 'jobError', jobId: this.wait('job', elementId).id, errorCode, variables: {} });
  }

  /** A called process throws an escalation that it does not catch. */
  escalateFrom(elementId: string, escalationCode: string, variables: Variables = {}): this {
    return this.do({ type: 'calledEscalation', tokenId: this.wait('called', elementId).tokenId, escalationCode, variables });
  }

  endCalled(elementId: string, variables: Variables = {}): this {
    return this.do({ type: 'calledEnded', tokenId: this.wait('called', elementId).tokenId, variables });
  }

  finishJob(elementId: string, variables: Variables = {}, n = 0): this {
    const { id: jobId, ...place } = this.wait('job', elementId, n);
    return this.do({ type: 'jobCompleted', jobId, place, variables });
  }

  /** Takes up slices until none is left. */
  goOn(): this {
    for (let job = this.waits('continue')[0]; job && !this.snapshot!.ended; job = this.waits('continue')[0])
      this.do({ type: 'continue', jobId: job.id, place: job });
    return this;
  }

  of<K extends RecordKind>(kind: K, from: readonly JournalRecord[] = this.records): RecordOf<K>[] {
    return from.filter((record): record is RecordOf<K> => record.kind === kind);
  }

  /** Element ids in the order in which they were started. */
  started(type?: string): string[] {
    return this.of('activityStarted')
      .filter(({ elementType }) => type === undefined || elementType === type)
      .map(({ elementId }) => elementId);
  }

  /** `element outcome` in the order in which they ended. */
  ended(): string[] {
    return this.of('activityEnded').map(({ elementId, outcome }) => `${elementId} ${outcome}`);
  }

  tasks(): string[] {
    return this.waits('task').map(({ elementId }) => elementId);
  }

  variables(): Variables {
    return variablesOf(this.snapshot!).variables;
  }

  seenAt(id: string): Variables {
    return visibleVariables(this.snapshot!, id).variables;
  }

  outcome(): string | undefined {
    return this.of('instanceEnded')[0]?.outcome;
  }
}

/** Through JSON and frozen: as the database gives it, and so that nobody changes it. */
export const asStored = <T>(value: T): T => frozen(JSON.parse(JSON.stringify(value)) as T);

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
