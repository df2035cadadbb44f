import type { Model } from '@gaita/bpmn';
import { createCalendar } from '@gaita/calendar';
import type { Delivery, JournalRecord, Variables } from '@gaita/contracts';
import { advance, compile, openWaits } from '@gaita/engine';
import type { CompiledProcess, OpenWait, Snapshot, Trigger } from '@gaita/engine';

const calendar = createCalendar({ country: 'LV', movedDays: true });
const now = Date.parse('2026-05-05T07:00:00Z');

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

/** Plays the processes of a file on the bare kernel, called instances too, choosing what happens next. */
export class KernelRun {
  readonly told: Told[] = [];
  readonly processOf = new Map<string, CompiledProcess>();
  private readonly processes: ReadonlyMap<string, CompiledProcess>;
  private readonly snapshots = new Map<string, Snapshot>();
  private readonly choose: Choose;
  private readonly stepBudget: number;
  private steps = 0;

  constructor({ processes }: Model, choose: Choose = () => 0, stepBudget = 1_000) {
    this.processes = new Map(processes.map((process) => [process.id, compile(process)]));
    this.choose = choose;
    this.stepBudget = stepBudget;
  }

  get records(): JournalRecord[] {
    return this.told.map(({ record }) => record);
  }

  /** Starts a process and serves what is waited for, in any order, until it has ended. */
  play(key: string, variables: Variables): this {
    this.start(key, variables);
    while (!this.hasEnded) {
      if (this.steps > 2_000) throw new Error(`does not end: ${JSON.stringify(this.open())}`);
      const all = this.open();
      // Messages last once it has gone on for long: some may come again and again.
      const open = this.steps > 200 ? all.filter(({ wait }) => wait.kind !== 'message') : all;
      const { instanceId, wait } = open[this.choose(open.length)] ?? all[0] ?? this.stuck();
      this.advance(instanceId, this.triggerFor(instanceId, wait));
    }
    return this;
  }

  start(key: string, variables: Variables = {}): this {
    this.advance('root', { type: 'start', instanceId: 'root', variables }, this.processes.get(key));
    return this.goOn();
  }

  /** Does what is waited for at an element: its task, timer, message or job. */
  serve(elementId: string): this {
    const found = this.open().find(({ wait }) => wait.elementId === elementId);
    if (!found) throw new Error(`nothing waits at ${elementId} but at ${this.waitingAt().join(', ') || 'nothing'}`);
    this.advance(found.instanceId, this.triggerFor(found.instanceId, found.wait));
    return this.goOn();
  }

  get hasEnded(): boolean {
    return this.snapshots.get('root')?.ended !== undefined;
  }

  waitingAt(): string[] {
    return this.open().map(({ wait }) => wait.elementId);
  }

  /** Takes up slices that used up their budget. */
  private goOn(): this {
    for (let next = this.open()[0]; next?.wait.kind === 'continue'; next = this.open()[0])
      this.advance(next.instanceId, { type: 'continue', jobId: next.wait.id });
    return this;
  }

  private open(): { instanceId: string; wait: OpenWait }[] {
    const waits = [...this.snapshots].flatMap(([instanceId, snapshot]) =>
      openWaits(snapshot).map((wait) => ({ instanceId, wait })),
    );
    const continued = waits.filter(({ wait }) => wait.kind === 'continue');
    return continued.length > 0 ? continued : waits.filter(({ wait }) => wait.kind !== 'join' && wait.kind !== 'called');
  }

  private triggerFor(instanceId: string, { kind, id }: OpenWait): Trigger {
    const chosen = (): boolean => this.choose(2) === 1;
    // What a called process writes stays in it: choices are made by the caller's variables alone.
    const variables: Variables = instanceId === 'root' ? { c0: chosen(), c1: chosen(), again: this.steps < 60 && chosen() } : {};
    switch (kind) {
      case 'task':
        return { type: 'taskCompleted', taskId: id, variables };
      case 'job':
        return { type: 'jobCompleted', jobId: id, variables: {} };
      case 'timer':
        return { type: 'timerDue', timerId: id };
      case 'message':
        return { type: 'messageArrived', subscriptionId: id, variables: {} };
      case 'continue':
        return { type: 'continue', jobId: id };
      default:
        throw new Error(`nothing serves a ${kind}`);
    }
  }

  private advance(instanceId: string, trigger: Trigger, started?: CompiledProcess): void {
    if (started) this.processOf.set(instanceId, started);
    const answer = advance(this.processOf.get(instanceId)!, this.snapshots.get(instanceId), trigger, {
      now: now + this.steps,
      ids: `${String(this.steps++).padStart(5, '0')}-`,
      decisions: {},
      calendar,
      stepBudget: this.stepBudget,
    });
    if (answer.kind !== 'advanced') throw new Error(`${trigger.type}: ${JSON.stringify(answer)}`);
    this.snapshots.set(instanceId, answer.snapshot);
    for (const record of answer.records) this.told.push({ instanceId, record });
    for (const record of answer.records) if (record.kind === 'deliverySent') this.deliver(instanceId, record.delivery);
  }

  private deliver(instanceId: string, delivery: Delivery): void {
    if (delivery.type === 'startCalled') {
      const { childInstanceId, calledElement, variables, tokenId } = delivery;
      const calledBy = { instanceId, tokenId };
      const start: Trigger = { type: 'start', instanceId: childInstanceId, variables, calledBy };
      this.advance(childInstanceId, start, this.processes.get(calledElement)!);
    } else if (delivery.type === 'calledEnded') {
      const { parentInstanceId, parentTokenId, variables } = delivery;
      this.advance(parentInstanceId, { type: 'calledEnded', tokenId: parentTokenId, variables });
    } else if (delivery.type === 'cancelCalled') {
      const child = this.snapshots.get(delivery.childInstanceId);
      if (child && !child.ended) this.advance(delivery.childInstanceId, { type: 'cancel', byCaller: true });
    }
  }

  private stuck(): never {
    throw new Error(`stuck: ${JSON.stringify([...this.snapshots.values()])}`);
  }
}
