import type { Json, Outcome, Variables, VariableTypes } from '@gaita/contracts';

/**
 * The state of one instance: only what is alive, by the model's own ids. Plain JSON. Versioned; upgraded by a chain of
 * functions (`upgradeSnapshot`). Whoever holds one treats it as immutable: a step returns another one.
 */
export interface Snapshot {
  readonly v: 2;
  readonly instanceId: string;
  readonly businessKey?: string;
  /** The token of the call activity that started this instance. */
  readonly calledBy?: CalledBy;
  /**
   * Once set, every further trigger is rejected, and `scopes` is empty: but for a called process that its caller can still
   * compensate, of which the process's own scope is kept.
   */
  readonly ended?: Outcome;
  /** Values of the correlation keys that a message has set, by the key's id. */
  readonly keys?: Readonly<Record<string, readonly Json[]>>;
  /** By scope id: the instance id for the process itself, else the activity instance id. */
  readonly scopes: Readonly<Record<string, ScopeState>>;
  /** Work that a slice left over, in order; a job `continue` is open while there is any. */
  readonly queue?: readonly Work[];
  /** Slices in a row since something came from outside, while there is work left over. */
  readonly slices?: number;
  /** The instance has ended before and is being compensated for its caller. */
  readonly undoing?: true;
  /** Set while items of multi-instance bodies may be stored apart from the rest (see `parts/`). */
  readonly apart?: Apart;
}

export interface CalledBy {
  readonly instanceId: string;
  readonly tokenId: string;
  /** The scope that holds the token. */
  readonly scopeId?: string;
  /** The caller may compensate this instance when it has ended. */
  readonly compensable?: true;
}

/** A completed activity that can still be compensated, or what had completed in one that was cancelled with its transaction. */
export interface CompensationEntry {
  readonly element: string;
  /** Its activity instance. */
  readonly token: string;
  /** Sub-processes and instances of multi-instance activities: their own variables as at their completion. */
  readonly variables?: Record<string, VariableState>;
  /** What completed inside a sub-process, in order of completion. */
  readonly compensations?: readonly CompensationEntry[];
  /** The called instance, which is kept for it. */
  readonly child?: string;
  /** It did not complete itself: only what stands in `compensations` is undone. */
  readonly terminated?: true;
}

/**
 * What has been asked for since the instance was read, and therefore is here if it is alive. Both are empty when it is stored.
 * Whatever does not live below a multi-instance body is always here.
 */
export interface Apart {
  readonly scopes: readonly string[];
  /** Scopes below which every item is here. */
  readonly below: readonly string[];
}

/**
 * Where variables live and tokens stand: the process, a sub-process, a multi-instance body, or an activity that has local
 * variables. Holds all that it needs beside its ancestors, so that a scope can be stored on its own.
 *
 * Each instance of a multi-instance activity or loop is an item of its body: a scope below the body's that has the token's id and
 * holds the token itself. So a body stays as small with ten thousand items as with ten.
 */
export interface ScopeState {
  /** Missing for the process itself. */
  readonly parent?: string;
  readonly element: string;
  /** Tokens that stand directly in this scope; those of a body stand in its items. */
  readonly tokens?: Record<string, TokenState>;
  /** An item's own token. */
  readonly token?: TokenState;
  readonly variables?: Record<string, VariableState>;
  /** Arrivals that wait at a join, counted by incoming flow. */
  readonly joins?: Record<string, number>;
  /** Complex gateways that wait for their reset, with the incoming flows from which they have had a token. */
  readonly complex?: Readonly<Record<string, readonly string[]>>;
  /** What the start events of event sub-processes wait for. */
  readonly waits?: Record<string, WaitState>;
  readonly loop?: LoopState;
  /** Outputs of items that have finished, by their index: at their body, or at the finished item while items are stored apart. */
  readonly outputs?: Record<string, Json>;
  /** A scope below a body that holds nothing but elements of its collection for items not yet started. */
  readonly stock?: Stock;
  /** An interrupting event sub-process has taken over: no other starts any more. */
  readonly interrupted?: true;
  /** Activities that can still be compensated, in order of completion. */
  readonly compensations?: readonly CompensationEntry[];
  /** The process itself: its compensation event sub-process has been started. */
  readonly compensated?: true;
  /** An ad-hoc sub-process that is over: nothing starts in it any more, what still runs is waited for. */
  readonly closing?: true;
}

/**
 * `before`: arrived, not started. `start`, `complete`, `leave`: an incident stopped it there; `start` also while it waits for data. `listen`: the
 * job of a listener comes first. `after`: completed, waits for its `asyncAfter` job. None: active.
 */
export type Phase = 'before' | 'start' | 'listen' | 'complete' | 'leave' | 'after';

export interface TokenState {
  readonly element: string;
  readonly phase?: Phase;
  readonly waits?: Record<string, WaitState>;
  /** Set for one instance of a multi-instance activity or loop, counted from 0. */
  readonly loopIndex?: number;
  /** An instance of a multi-instance activity whose own `asyncAfter` job is done. */
  readonly waited?: true;
  /** The called instance. */
  readonly child?: string;
  /** What the called instance gave back, until the call activity has taken it over. */
  readonly returned?: { readonly variables: Variables; readonly types?: VariableTypes };
  /** The start event that an event sub-process begins with; the target that an instantiating event-based gateway begins with. */
  readonly start?: string;
  /** A catching event whose event has occurred before it is entered (after an event-based gateway, or to start the instance). */
  readonly occurred?: true;
  /** What this token is still to compensate, one after the other from the last, each in its scope. */
  readonly undo?: readonly (CompensationEntry & { readonly scope: string })[];
  /** Compensation handlers: the token that goes on with its `undo` when this one has ended. */
  readonly compensates?: { readonly scope: string; readonly token: string };
  /**
   * No activity instance of its own: stands for a completed activity (and has its id) while that is compensated, or for
   * a compensation that nobody waits for.
   */
  readonly undoes?: true;
  /** Call activities: the called instance, which has ended and can be compensated. */
  readonly keeps?: string;
  /** How many of the listeners of its start or end are done. */
  readonly listening?: { readonly event: 'start' | 'end'; readonly done: number };
  /** A complex gateway that resets. */
  readonly reset?: true;
  /** Its boundary events have been listening since it waits for its data: one that has fired is not armed again with the work. */
  readonly listens?: true;
  /** Stands before an activity of a sequential ad-hoc sub-process until the one that runs has ended. */
  readonly held?: true;
}

/** `arrived`: no wait any more but what one of several events brought, kept until the others have occurred too. */
export type WaitKind =
  'task' | 'timer' | 'job' | 'continue' | 'message' | 'signal' | 'conditional' | 'data' | 'incident' | 'arrived';

/** What an event brings along. */
export interface EventPayload {
  readonly variables?: Variables;
  readonly localVariables?: Variables;
  readonly types?: VariableTypes;
}

export interface WaitState {
  readonly kind: WaitKind;
  /** The element that the event belongs to, when it is not the token's own: boundary event, gateway's target, start event. */
  readonly element?: string;
  /** Which of several event definitions of the element it stands for, counted from 0. */
  readonly definition?: number;
  /** Timers: what is left of the cycle. */
  readonly cycle?: string;
  /** Conditions: it held when last looked at, and must have failed before it occurs again. */
  readonly holds?: true;
  /** Conditions: it has become true, and the event occurs in a slice to come. */
  readonly due?: true;
  /** Of kind `arrived`. */
  readonly payload?: EventPayload;
  /** Incidents: the job that failed, where it is still open. */
  readonly job?: string;
  /** Jobs: a listener's, not the element's own work. */
  readonly listener?: 'start' | 'end';
}

export interface VariableState {
  readonly id: string;
  /** Counts writes, from 1. */
  readonly version: number;
  readonly value: Json;
  /** As declared by the caller, where the value alone does not tell. */
  readonly type?: string;
}

/** The body of a multi-instance activity or standard loop. */
export interface LoopState {
  readonly sequential: boolean;
  /** Missing for a standard loop: it is not known beforehand. */
  readonly total?: number;
  readonly started: number;
  readonly completed: number;
  /** Elements of the collection, as they were when the activity was entered. */
  readonly items?: readonly Json[];
  /** While items are stored apart: where the elements are that come next, and the index of the first one there. */
  readonly stock?: { readonly scope: string; readonly from: number };
}

export interface Stock {
  readonly elements: readonly Json[];
  /** The scope with those that come after. */
  readonly next?: string;
}

/** One item of the work list. `repeat`: start the next instance of a body. `compensate`: the next of the token's `undo`. */
export interface Work {
  readonly do: 'enter' | 'complete' | 'repeat' | 'compensate' | 'occur';
  readonly scope: string;
  /** Of a wait that the scope itself holds: the scope. */
  readonly token: string;
  /** Of `occur`: the wait. */
  readonly wait?: string;
}
