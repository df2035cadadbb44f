import { EventEmitter } from 'node:events';
import { createCalendar } from '@gaita/calendar';
import type { JournalRecord, Variables } from '@gaita/contracts';
import { compileExpression } from '@gaita/expressions';
import { Engine } from 'bpmn-engine';

/** What a waiting activity of bpmn-engine lets one do. */
interface ActivityApi {
  readonly id: string;
  readonly executionId: string;
  readonly content: { readonly executionId?: string; readonly parent?: { readonly executionId?: string } };
  signal(message?: object): void;
}

interface Timer {
  readonly owner: { readonly id: string; readonly parent?: { readonly id?: string } };
  readonly fire: () => void;
}

/** The outside of bpmn-engine's execution, as far as we use it. */
interface Definition {
  signal(message: object): void;
  sendMessage(message: object): void;
  getState(): object;
}

const calendar = createCalendar({ country: 'LV', movedDays: true });
/** Elements whose work somebody outside does: they wait like a user task. */
const workOutside = /(<\/?bpmn:)(?:serviceTask|sendTask|businessRuleTask)\b/g;

/**
 * One run on bpmn-engine, with which our kernel is compared. Time stands still: a timer fires when it is told to. Variables
 * are kept here and conditions are evaluated by our own expressions, so that only the flow of tokens is compared.
 */
export class ReferenceRun {
  /** `+id` started, `-id` ended, `xid` interrupted, in order. */
  readonly trace: string[] = [];
  readonly variables: Map<string, Variables[string]>;
  /** Elements on paths that were not chosen: bpmn-engine passes each of them, on every such path. */
  discarded = 0;
  hasEnded = false;
  error: Error | undefined;
  definition!: Definition;
  private readonly waits: ActivityApi[] = [];
  private readonly timers = new Set<Timer>();

  private constructor(variables: Variables) {
    this.variables = new Map(Object.entries(variables));
  }

  /**
   * Runs the file's executable process until everything waits.
   * @param onEvent is called at each of bpmn-engine's events with what reads its state
   */
  static async start(xml: string, variables: Variables = {}, onEvent?: (state: () => object) => void): Promise<ReferenceRun> {
    const run = new ReferenceRun(variables);
    const engine = run.engineFor(xml);
    const listener = run.listener(onEvent && (() => onEvent(() => engine.execution.getState())));
    const execution = await engine.execute({ listener: listener as never });
    run.definition = execution.definitions[0] as unknown as Definition;
    return run;
  }

  /** Goes on from a state. */
  static async recover(xml: string, state: object): Promise<ReferenceRun> {
    const run = new ReferenceRun({});
    const execution = await run
      .engineFor(xml)
      .recover(state)
      .resume({ listener: run.listener() as never });
    run.definition = execution.definitions[0] as unknown as Definition;
    return run;
  }

  private engineFor(xml: string): Engine {
    const engine = new Engine({
      source: xml.replace(workOutside, '$1userTask'),
      timers: this.frozenTime(),
      expressions: this.ourExpressions(),
    } as never);
    engine.on('error', (error: Error) => (this.error = error));
    engine.once('end', () => (this.hasEnded = true));
    return engine;
  }

  /** Completes the first open work or takes the awaited message at an element. Throws when it waits for none. */
  serve(elementId: string): void {
    const found = this.waits.find(({ id }) => id === elementId);
    if (!found) throw new Error(`nothing waits at ${elementId} but at ${this.waitingAt().join(', ') || 'nothing'}`);
    this.forget((each) => each === found);
    found.signal();
    if (this.error) throw this.error;
  }

  fireTimer(elementId: string): void {
    const timer = [...this.timers].find(({ owner }) => owner.id === elementId || owner.parent?.id === elementId);
    if (!timer) throw new Error(`no timer runs at ${elementId}`);
    this.timers.delete(timer);
    timer.fire();
    if (this.error) throw this.error;
  }

  waitingAt(): string[] {
    return [...this.waits.map(({ id }) => id), ...[...this.timers].map(({ owner }) => owner.id)];
  }

  /** Does what happened from outside according to our records, and takes over the variables that they wrote. */
  replay(records: readonly JournalRecord[]): void {
    const continued = new Set<string>();
    for (const [at, record] of records.entries()) {
      if (record.kind === 'jobCreated' && record.jobType === 'continue') continued.add(record.jobId);
      const acts = actOf(record, continued);
      if (at > 0 && !acts) continue;
      for (let next = at + (acts ? 1 : 0); next < records.length && !actOf(records[next]!, continued); next++) {
        const written = records[next]!;
        if (written.kind === 'variableWritten') this.variables.set(written.name, written.value);
      }
      if (acts) this[acts.as](acts.at);
    }
  }

  private listener(onEvent?: () => void): EventEmitter {
    const listener = new EventEmitter();
    if (onEvent)
      for (const event of ['activity.enter', 'activity.start', 'activity.end', 'flow.take']) listener.on(event, onEvent);
    listener.on('activity.start', ({ id }: ActivityApi) => this.trace.push(`+${id}`));
    listener.on('activity.end', ({ id }: ActivityApi) => {
      this.trace.push(`-${id}`);
      this.forget((wait) => wait.id === id);
    });
    listener.on('activity.execution.discard', ({ id }: ActivityApi) => {
      this.trace.push(`x${id}`);
      this.forget((wait) => wait.id === id);
    });
    listener.on('activity.discard', () => this.discarded++);
    listener.on('activity.wait', (api: ActivityApi) => this.waits.push(api));
    return listener;
  }

  private forget(which: (wait: ActivityApi) => boolean): void {
    for (let i = this.waits.length - 1; i >= 0; i--) if (which(this.waits[i]!)) this.waits.splice(i, 1);
  }

  private frozenTime() {
    const { timers } = this;
    const schedule = (owner: Timer['owner'], callback: (...args: unknown[]) => void, args: unknown[]): Timer => {
      const timer = { owner, fire: () => callback(...args) };
      timers.add(timer);
      return timer;
    };
    const clearTimeout = (timer: Timer): void => void timers.delete(timer);
    const setTimeoutFor =
      (owner: Timer['owner']) =>
      (callback: () => void, _delay: number, ...args: unknown[]): Timer =>
        schedule(owner, callback, args);
    return {
      get executing() {
        return [...timers];
      },
      register: (owner: Timer['owner']) => ({ setTimeout: setTimeoutFor(owner), clearTimeout }),
      setTimeout: setTimeoutFor({ id: '' }),
      clearTimeout,
    };
  }

  private ourExpressions() {
    const isFeel = (text: unknown): text is string => typeof text === 'string' && text.startsWith('=');
    return {
      isExpression: isFeel,
      hasExpression: isFeel,
      resolveExpression: (text: unknown) =>
        isFeel(text) ? compileExpression(text, 'feel').evaluate((name) => this.variables.get(name), { now: 0, calendar }) : text,
    };
  }
}

/** What somebody outside did, where a record says that. */
function actOf(record: JournalRecord, continued: ReadonlySet<string>): { as: 'serve' | 'fireTimer'; at: string } | undefined {
  switch (record.kind) {
    case 'taskCompleted':
      return { as: 'serve', at: record.elementId };
    case 'jobCompleted':
      return continued.has(record.jobId) ? undefined : { as: 'serve', at: record.elementId };
    case 'subscriptionClosed':
      return record.taken ? { as: 'serve', at: record.elementId } : undefined;
    case 'timerFired':
      return { as: 'fireTimer', at: record.elementId };
    default:
      return undefined;
  }
}
