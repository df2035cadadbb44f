import type { ProcessModel } from '@gaita/bpmn';
import { createCalendar } from '@gaita/calendar';
import type { Delivery, JournalRecord, Scenario, ScenarioExpectation, ScenarioStep, Variables } from '@gaita/contracts';
import { advance, compile, evaluateStartTimer, openWaits, visibleVariables } from '@gaita/engine';
import type { CompiledProcess, OpenWait, Snapshot, Trigger } from '@gaita/engine';
import type { CompiledDecision } from '@gaita/expressions';
import { afterWait, localMillis, usualBeginning } from '../support/scenario-time.ts';

const calendar = createCalendar({ country: 'LV', movedDays: true });

/** What the built-in topics would answer. */
const answers: { readonly [topic: string]: Variables } = {
  'gaita.indicators': { indicators: { openCases: 3, finishedCases: 40, overdueTasks: 1, medianDays: 8 } },
};

/** A job as its handler would see it. */
export interface DoneJob {
  readonly topic: string;
  readonly inputs: Variables;
}

/** One scenario on the bare kernel: no server, no people; jobs are done at once, messages to other cases are only noted. */
export class ScenarioPlay {
  readonly jobs: DoneJob[] = [];
  readonly messages: Extract<Delivery, { type: 'message' }>[] = [];
  readonly records: JournalRecord[] = [];
  snapshot: Snapshot | undefined;
  now: number;
  private readonly process: CompiledProcess;
  private readonly decisions: { readonly [id: string]: CompiledDecision };
  private readonly agreed = new Set<string>();
  private readonly timers = new Map<string, number>();
  private steps = 0;

  constructor(model: ProcessModel, decisions: { readonly [id: string]: CompiledDecision }, { now, start }: Scenario) {
    this.process = compile(model);
    this.decisions = decisions;
    this.now = localMillis(calendar, now ?? usualBeginning);
    const variables = 'with' in start ? (start.with ?? {}) : {};
    if ('timer' in start) this.now = evaluateStartTimer(this.process, start.timer, { now: this.now, calendar })!.dueAt;
    this.do({ type: 'start', instanceId: 'instance', startElementId: this.startElement(start), variables });
  }

  private startElement(start: Scenario['start']): string {
    if ('timer' in start) return start.timer;
    const wanted = 'message' in start ? start.message : undefined;
    const found = this.process.startEvents.find(({ kind, name }) =>
      wanted === undefined ? kind === 'none' : kind === 'message' && name?.source === wanted,
    );
    if (!found) throw new Error(`no start event for ${wanted ?? 'a plain start'}`);
    return found.elementId;
  }

  step(step: Exclude<ScenarioStep, { expect: unknown }>): void {
    if ('complete' in step) this.complete(step.complete, [step.as].flat().length, step.with);
    else if ('agree' in step) for (const account of [step.as].flat()) this.agree(step.agree, account);
    else if ('wait' in step) this.until(afterWait(calendar, step.wait, this.now));
    else if ('until' in step) this.until(localMillis(calendar, step.until));
    else this.receive(step.message, step.with ?? {});
  }

  /** On a joint task the kernel knows one completion; its signatures are counted here. */
  private complete(elementId: string, people: number, variables: Variables = {}): void {
    const { model } = this.process.nodes.get(elementId)!;
    const joint = model.type === 'userTask' ? model.joint.length : 0;
    if (joint > 0 && people !== joint + 1) throw new Error(`${elementId} takes ${joint + 1} signatures, not ${people}`);
    for (let n = 0; n < (joint > 0 ? 1 : people); n++) {
      const taskId = this.openWait('task', elementId).id;
      const missing = this.mustAgree(elementId).filter((role) => !this.agreed.has(`${taskId} ${role}`));
      if (missing.length > 0) throw new Error(`${elementId} waits for the agreement of ${missing.join(', ')}`);
      this.do({ type: 'taskCompleted', taskId, variables });
    }
  }

  /** The kernel leaves agreements to the server; here they are counted, so that a story does not forget one. */
  private agree(elementId: string, account: string): void {
    const role = account.replace(/-\d+$/, '');
    if (!this.mustAgree(elementId).includes(role)) throw new Error(`${elementId} does not ask ${role} to agree`);
    this.agreed.add(`${this.openWait('task', elementId).id} ${role}`);
  }

  private mustAgree(elementId: string): readonly string[] {
    const { model } = this.process.nodes.get(elementId)!;
    return model.type === 'userTask' ? model.consulted.flatMap(({ role, required }) => (required ? role : [])) : [];
  }

  private receive(name: string, variables: Variables): void {
    const waiting = this.waits('message').find(({ elementId }) => {
      const { model } = this.process.nodes.get(elementId)!;
      return (
        'definitions' in model && model.definitions.some((each) => each.type === 'message' && each.message.name.source === name)
      );
    });
    if (!waiting) throw new Error(`nobody waits for ${name}`);
    this.do({ type: 'messageArrived', subscriptionId: waiting.id, variables });
  }

  /** Goes on in time; timers fire in the order in which they fall due. */
  private until(moment: number): void {
    for (;;) {
      const due = this.waits('timer')
        .map(({ id }) => ({ id, at: this.timers.get(id)! }))
        .filter(({ at }) => at <= moment)
        .sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.now = Math.max(this.now, due.at);
      this.do({ type: 'timerDue', timerId: due.id });
    }
    this.now = Math.max(this.now, moment);
  }

  /** One trigger, then the jobs that it left until none is open. */
  private do(trigger: Trigger): void {
    this.advance(trigger);
    for (let job = this.nextJob(); job; job = this.nextJob()) {
      const { id, elementId, tokenId, kind } = job;
      if (kind === 'continue') {
        this.advance({ type: 'continue', jobId: id });
        continue;
      }
      const { model } = this.process.nodes.get(elementId)!;
      const topic = model.type === 'serviceTask' ? model.topic!.topic.source : '';
      const given = 'inputs' in model ? model.inputs.map(({ name }) => name) : [];
      const seen = visibleVariables(this.snapshot!, tokenId).variables;
      this.jobs.push({ topic, inputs: Object.fromEntries(given.map((name) => [name, seen[name] ?? null])) });
      this.advance({ type: 'jobCompleted', jobId: id, variables: answers[topic] ?? {} });
    }
  }

  private nextJob = (): OpenWait | undefined => this.waits('job')[0] ?? this.waits('continue')[0];

  private advance(trigger: Trigger): void {
    const ids = `s${String(this.steps++).padStart(4, '0')}-`;
    const answer = advance(this.process, this.snapshot, trigger, { now: this.now, ids, decisions: this.decisions, calendar });
    if (answer.kind !== 'advanced') throw new Error(`the kernel refused ${trigger.type}: ${JSON.stringify(answer)}`);
    this.snapshot = answer.snapshot;
    this.records.push(...answer.records);
    for (const record of answer.records) {
      if (record.kind === 'timerScheduled') this.timers.set(record.timerId, record.dueAt);
      if (record.kind === 'deliverySent' && record.delivery.type === 'message') this.messages.push(record.delivery);
      if (record.kind === 'incidentRaised') throw new Error(`${record.elementId}: ${record.message}`);
    }
  }

  private waits = (kind: OpenWait['kind']): OpenWait[] =>
    openWaits(this.snapshot!)
      .filter((wait) => wait.kind === kind)
      .sort((a, b) => (a.id < b.id ? -1 : 1));

  private openWait(kind: OpenWait['kind'], elementId: string): OpenWait {
    const found = this.waits(kind).find((wait) => wait.elementId === elementId);
    if (!found) throw new Error(`no open ${kind} at ${elementId}, but at ${this.open().join(', ') || 'nothing'}`);
    return found;
  }

  private open = (): string[] =>
    this.waits('task')
      .map(({ elementId }) => elementId)
      .sort();

  private entered = (type?: string): string[] =>
    this.records.flatMap((each) =>
      each.kind === 'activityStarted' && (type === undefined || each.elementType === type) ? [each.elementId] : [],
    );

  /** Ids of the elements and flows that were passed. */
  passed = (): Set<string> =>
    new Set([...this.entered(), ...this.records.flatMap((each) => (each.kind === 'flowTaken' ? [each.flowId] : []))]);

  /** The case's own variables; an ended snapshot holds none, so they are read from the records. */
  private variables = (): Variables =>
    Object.fromEntries(
      this.records.flatMap((each) =>
        each.kind === 'variableWritten' && each.scopeId === this.snapshot!.instanceId ? [[each.name, each.value]] : [],
      ),
    );

  /** What is true now, of the kinds that the expectation names. */
  found(expected: ScenarioExpectation, startedBy: ReadonlyMap<string, string>): ScenarioExpectation {
    const messages = this.messages.map(({ messageName }) => messageName);
    const variables = this.variables();
    const all: Required<ScenarioExpectation> = {
      waitingAt: this.open(),
      path: this.entered('userTask'),
      passed: (expected.passed ?? []).filter((id) => this.passed().has(id)),
      messages,
      started: messages.flatMap((name) => startedBy.get(name) ?? []),
      notified: this.jobs.filter(({ topic }) => topic === 'gaita.notify').map(({ inputs }) => String(inputs['role'])),
      variables: Object.fromEntries(Object.keys(expected.variables ?? {}).map((name) => [name, variables[name] ?? null])),
      ended: this.snapshot!.ended ? this.entered('endEvent').at(-1)! : false,
    };
    return Object.fromEntries(Object.entries(all).filter(([name]) => name in expected));
  }
}
