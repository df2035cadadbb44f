import type { JournalRecord, Rejection, Variables, VariableTypes } from '@gaita/contracts';
import type { CompiledProcess, Snapshot, Trigger, TriggerPlace } from '@gaita/engine';
import type { Command, Guard, RowChanges } from '../platform/write-plan.ts';
import type { InstanceRow, InstanceUndoRow } from './tables.ts';
import type { UndoRequest } from './undo/undo-content.ts';

/** An instance as a command finds it: what earlier commands of the same batch did is already in `snapshot`. */
export interface LoadedInstance {
  readonly row: InstanceRow;
  readonly process: CompiledProcess;
  /** Items of large multi-instance bodies may be missing: see `at`. */
  readonly snapshot: Snapshot;
  /** The snapshot with what stands at a place: a waiting row's scope and token. */
  at(place: TriggerPlace): Promise<Snapshot>;
  readonly now: number;
}

/** What a command decided to do to the instance. */
export interface Decision<A> {
  /** None: the command only changes rows beside the snapshot (a claim of a task, say). */
  readonly trigger?: Trigger;
  /** Note how this may be taken back. Not noted when the commit holds other commands on the instance, or ends it. */
  readonly undo?: UndoRequest;
  /** Take back what this row has noted. Who decides so has made sure that nothing of it was taken up. */
  readonly takeBack?: InstanceUndoRow;
  /** Rows that it relied on. The instance's own guard is added. */
  readonly guards?: readonly Guard[];
  /** Further row changes in the same commit. */
  change?(changes: RowChanges, records: readonly JournalRecord[]): void;
  /** JSON; stored for a repeated idempotency key. */
  answer(records: readonly JournalRecord[]): A;
  afterCommit?(): void;
}

/**
 * Reads what it needs (no transaction), checks rights and duties, and decides. Called again when a guard was lost, so it
 * reads afresh each time and has no effect of its own.
 */
export type Decide<A> = (loaded: LoadedInstance) => Promise<Decision<A> | Rejection> | Decision<A> | Rejection;

export interface StartInput {
  /** Given by who needs to know it before (a called process); else made. */
  readonly instanceId?: string;
  readonly definitionId: string;
  /** Default: what DESIGN says: the institution named, else the starter's, else the definition's, else the default one. */
  readonly institution: string;
  /** The unit that the case belongs to; absent: none in particular. */
  readonly unit?: string;
  readonly startElementId?: string;
  readonly businessKey?: string;
  /** Account of the person who starts it, absent for timers and messages. */
  readonly startedBy?: string;
  readonly variables: Variables;
  readonly types?: VariableTypes;
  readonly calledBy?: {
    readonly instanceId: string;
    readonly tokenId: string;
    readonly scopeId?: string;
    readonly rootInstanceId: string;
    readonly callDepth: number;
    readonly compensable?: true;
  };
  readonly guards?: readonly Guard[];
  change?(changes: RowChanges, instanceId: string): void;
  /** What goes along after the first step, in the same commit: each may take the case on. */
  then?(
    loaded: LoadedInstance,
    records: readonly JournalRecord[],
    changes: RowChanges,
  ): Promise<readonly Decision<unknown>[] | Rejection>;
  /** Asked again whenever the commit is prepared again: a rejection when what was decided on has changed. */
  stillHolds?(): Promise<Rejection | undefined>;
}

/** A command's answer with the ids of the deliveries that it sent. */
export interface Commanded<A> {
  readonly answer: A | Rejection;
  readonly sent: readonly string[];
}

export interface Started {
  readonly instanceId: string;
  readonly ended: boolean;
}

/** Port of the heart: every change of an instance goes through here. */
export abstract class Instances {
  /**
   * Queues the command for the instance; commands that wait are applied to one loaded snapshot, in order, in one commit.
   * Rejections: `instance-unknown`, `instance-ended`, what `decide` and the kernel refuse, `too-busy` after five lost commits.
   * After the commit, deliveries that the command caused are drained (up to 200 ms or 50) before it answers.
   */
  abstract command<A>(command: Command, instanceId: string, decide: Decide<A>): Promise<A | Rejection>;

  /** Starts an instance of a published definition. Answers its id and whether it has ended already. */
  abstract start(command: Command, input: StartInput): Promise<Started | Rejection>;

  /** The instance's state without changing it; undefined when it is not running. */
  abstract load(instanceId: string): Promise<LoadedInstance | undefined>;

  /** As `command`, without draining: for who drains himself (the deliveries' own consumer). */
  abstract commandOnly<A>(command: Command, instanceId: string, decide: Decide<A>): Promise<Commanded<A>>;
  abstract startOnly(command: Command, input: StartInput): Promise<Commanded<Started>>;
}
