import type { Model } from '@gaita/bpmn';
import { createCalendar } from '@gaita/calendar';
import type { Delivery, JournalRecord, Json, Variables } from '@gaita/contracts';
import { adHocParts, advance, compile, openWaits, variablesOf } from '@gaita/engine';
import type { CompiledProcess, OpenWait, Snapshot, Trigger } from '@gaita/engine';
import { receiversOf } from './receivers.ts';

const calendar = createCalendar({ country: 'LV', movedDays: true });
const began = Date.parse('2026-05-05T07:00:00Z');

/** A number from 0 below a limit. */
export type Choose = (below: number) => number;

/** The same numbers for the same seed. */
export function chooser(seed: number): Choose {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 16) % below;
  };
}

/** A record and the instance that it belongs to. */
export interface Told {
  readonly instanceId: string;
  readonly record: JournalRecord;
}

export interface RunOptions {
  /** What happens next; default: always the first that can. */
  readonly choose?: Choose;
  readonly stepBudget?: number;
  /** Before every step each snapshot goes through JSON and its process is compiled anew. */
  readonly restarts?: boolean;
  /** Jobs may fail with the BPMN error `E`. */
  readonly jobsFail?: boolean;
  /** Ends the run when it has done so much from outside, or told so much. */
  readonly mostActs?: number;
  readonly mostRecords?: number;
  readonly compile?: typeof compile;
}

/** What can be done from outside: incidents and joins wait for nobody here. */
const served: readonly OpenWait['kind'][] = ['task', 'job', 'timer', 'message', 'signal', 'continue'];

/** Plays the processes of a file on the bare kernel, called instances too, choosing what happens next. */
export class KernelRun {
  readonly told: Told[] = [];
  readonly keyOf = new Map<string, string>();
  readonly snapshots = new Map<string, Snapshot>();
  private readonly model: Model;
  private readonly options: RunOptions;
  private readonly choose: Choose;
  private readonly deliveries: { from: string; delivery: Delivery }[] = [];
  private processes: ReadonlyMap<string, CompiledProcess>;
  private steps = 0;
  private acts = 0;

  constructor(model: Model, options: RunOptions = {}) {
    this.model = model;
    this.options = options;
    this.choose = options.choose ?? (() => 0);
    this.processes = this.compiled();
  }

  get records(): JournalRecord[] {
    return this.told.map(({ record }) => record);
  }

  /** The journal of each instance. */
  journals(): Map<string, JournalRecord[]> {
    const journals = new Map<string, JournalRecord[]>();
    for (const { instanceId, record } of this.told) {
      const journal = journals.get(instanceId);
      if (journal) journal.push(record);
      else journals.set(instanceId, [record]);
    }
    return journals;
  }

  /** Variables of an instance's own scope; of one that has ended, as it told of them. */
  variablesOf(instanceId: string): ReadonlyMap<string, Json> {
    const snapshot = this.snapshots.get(instanceId);
    if (snapshot && !snapshot.ended) return new Map(Object.entries(variablesOf(snapshot).variables));
    const written = new Map<string, Json>();
    for (const { instanceId: id, record } of this.told)
      if (id === instanceId && record.kind === 'variableWritten' && record.scopeId === instanceId)
        written.set(record.name, record.value);
    return written;
  }

  /** Starts a process and serves what is waited for, in any order, until it has ended; throws when it does not. */
  play(key: string, variables: Variables): this {
    if (this.playOn(key, variables) === 'ended') return this;
    throw new Error(`does not end: ${JSON.stringify([...this.snapshots.values()])}`);
  }

  /** The same for models that may come to rest for good, or go round for ever. */
  playOn(key: string, variables: Variables): 'ended' | 'rests' | 'cut' {
    const { mostActs = 2_000, mostRecords = Infinity } = this.options;
    this.start(key, variables);
    while (!this.hasEnded) {
      if (this.told.length >= mostRecords) return 'cut';
      const open = this.open();
      // Messages last once it has gone on for long: some may come again and again.
      const rest = this.acts > 200 ? open.filter(({ wait }) => wait.kind !== 'message') : open;
      const from = rest.length > 0 ? rest : open;
      const people = this.adHocActs();
      if (from.length + people.length === 0) return 'rests';
      if (this.acts >= mostActs) return 'cut';
      const chosen = this.choose(from.length + people.length);
      const found = from[chosen];
      if (found) this.act(found.instanceId, this.triggerFor(found.instanceId, found.wait));
      else this.act(...people[chosen - from.length]!);
    }
    return 'ended';
  }

  start(key: string, variables: Variables = {}, startElementId?: string): this {
    const start: Trigger = {
      type: 'start',
      instanceId: 'root',
      variables,
      ...(startElementId !== undefined && { startElementId }),
    };
    this.keyOf.set('root', key);
    return this.act('root', start);
  }

  /** Does what is waited for at an element: its task, timer, message or job. */
  serve(elementId: string): this {
    const found = this.open().find(({ wait }) => wait.elementId === elementId);
    if (!found) throw new Error(`nothing waits at ${elementId} but at ${this.waitingAt().join(', ') || 'nothing'}`);
    return this.act(found.instanceId, this.triggerFor(found.instanceId, found.wait));
  }

  /** A person starts an activity of the ad-hoc sub-process that runs at an element. */
  startAdHoc(partId: string, elementId: string): this {
    const part = adHocParts(this.processes.get(this.keyOf.get('root')!)!, this.snapshots.get('root')!).find(
      (each) => each.elementId === partId,
    );
    if (!part) throw new Error(`${partId} does not run`);
    return this.act('root', { type: 'startAdHocActivity', tokenId: part.tokenId, elementId });
  }

  get hasEnded(): boolean {
    return this.snapshots.get('root')?.ended !== undefined;
  }

  waitingAt(): string[] {
    return this.open().map(({ wait }) => wait.elementId);
  }

  /** One thing from outside, and all that follows from it by itself. */
  private act(instanceId: string, trigger: Trigger): this {
    this.acts++;
    this.advance(instanceId, trigger);
    this.goOn();
    for (let next = this.deliveries.shift(); next && !this.isFull; next = this.deliveries.shift())
      this.deliver(next.from, next.delivery);
    return this;
  }

  /** Takes up slices until none is left. */
  private goOn(): void {
    while (!this.isFull) {
      const slice = this.waits().find(({ wait, instanceId: id }) => wait.kind === 'continue' && wait.tokenId === id);
      if (!slice) return;
      this.advance(slice.instanceId, { type: 'continue', jobId: slice.wait.id });
    }
  }

  private get isFull(): boolean {
    return this.told.length >= (this.options.mostRecords ?? Infinity);
  }

  private open(): { instanceId: string; wait: OpenWait }[] {
    return this.waits().filter(({ wait }) => served.includes(wait.kind));
  }

  private waits(): { instanceId: string; wait: OpenWait }[] {
    return [...this.snapshots].flatMap(([instanceId, snapshot]) => openWaits(snapshot).map((wait) => ({ instanceId, wait })));
  }

  /** What people can do with ad-hoc sub-processes: start an activity, or end the whole when nothing else does. */
  private adHocActs(): [instanceId: string, Trigger][] {
    return [...this.snapshots].flatMap(([instanceId, snapshot]) =>
      adHocParts(this.processes.get(this.keyOf.get(instanceId)!)!, snapshot).flatMap(
        ({ tokenId, enabled, mayComplete }): [string, Trigger][] => [
          ...enabled.map((elementId): [string, Trigger] => [instanceId, { type: 'startAdHocActivity', tokenId, elementId }]),
          ...(mayComplete ? [[instanceId, { type: 'completeAdHoc', tokenId }] as [string, Trigger]] : []),
        ],
      ),
    );
  }

  private triggerFor(instanceId: string, { kind, id }: OpenWait): Trigger {
    const chosen = (): boolean => this.choose(2) === 1;
    switch (kind) {
      case 'task':
        return { type: 'taskCompleted', taskId: id, variables: this.writtenIn(instanceId, chosen) };
      case 'job':
        return this.options.jobsFail && this.choose(3) === 0
          ? { type: 'jobError', jobId: id, errorCode: 'E', variables: {} }
          : { type: 'jobCompleted', jobId: id, variables: {} };
      case 'timer':
        return { type: 'timerDue', timerId: id };
      case 'message':
        return { type: 'messageArrived', subscriptionId: id, variables: {} };
      case 'signal':
        return { type: 'signalArrived', subscriptionId: id, variables: {} };
      case 'continue':
        return { type: 'continue', jobId: id };
      default:
        throw new Error(`nothing serves a ${kind}`);
    }
  }

  /** What a called process writes stays in it: choices are made by the caller's variables alone. */
  private writtenIn(instanceId: string, chosen: () => boolean): Variables {
    return instanceId === 'root' ? { c0: chosen(), c1: chosen(), again: this.acts < 60 && chosen() } : {};
  }

  private advance(instanceId: string, trigger: Trigger): void {
    if (this.options.restarts) this.restart(instanceId);
    const process = this.processes.get(this.keyOf.get(instanceId)!)!;
    const answer = advance(process, this.snapshots.get(instanceId), trigger, {
      now: began + this.acts,
      ids: `${String(this.steps++).padStart(5, '0')}-`,
      decisions: {},
      calendar,
      stepBudget: this.options.stepBudget ?? 1_000,
    });
    if (answer.kind !== 'advanced') throw new Error(`${trigger.type}: ${JSON.stringify(answer)}`);
    this.snapshots.set(instanceId, answer.snapshot);
    for (const record of answer.records) this.told.push({ instanceId, record });
    for (const record of answer.records)
      if (record.kind === 'deliverySent') this.deliveries.push({ from: instanceId, delivery: record.delivery });
  }

  private deliver(from: string, delivery: Delivery): void {
    if (delivery.type === 'startCalled') this.keyOf.set(delivery.childInstanceId, delivery.calledElement);
    for (const { instanceId, trigger } of receiversOf(from, delivery, this.snapshots, this.told)) {
      if (this.isFull || !this.isStillWanted(instanceId, trigger)) continue;
      this.advance(instanceId, trigger);
      this.goOn();
    }
  }

  /** What was sent to an instance that meanwhile ended, or to a wait that meanwhile closed, comes to nothing. */
  private isStillWanted(instanceId: string, trigger: Trigger): boolean {
    const snapshot = this.snapshots.get(instanceId);
    if (trigger.type === 'start') return true;
    if (!snapshot || snapshot.ended) return false;
    if (!('subscriptionId' in trigger) && !('tokenId' in trigger)) return true;
    return openWaits(snapshot).some(({ id, tokenId, kind }) =>
      'subscriptionId' in trigger ? id === trigger.subscriptionId : kind === 'called' && tokenId === trigger.tokenId,
    );
  }

  private restart(instanceId: string): void {
    const snapshot = this.snapshots.get(instanceId);
    if (snapshot) this.snapshots.set(instanceId, JSON.parse(JSON.stringify(snapshot)) as Snapshot);
    this.processes = this.compiled();
  }

  private compiled(): ReadonlyMap<string, CompiledProcess> {
    const prepare = this.options.compile ?? compile;
    return new Map(this.model.processes.map((process) => [process.id, prepare(process)]));
  }
}
