import { readFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';

/** What a request is meant to do, as the checker looks for it afterwards. */
export type Intent =
  | { readonly act: 'start'; readonly businessKey: string }
  | { readonly act: 'complete' | 'claim' | 'reuse'; readonly taskId: string; readonly instanceId: string }
  | { readonly act: 'fetch'; readonly workerId: string }
  | { readonly act: 'finish' | 'fail'; readonly workerId: string; readonly jobId: string }
  | { readonly act: 'message' | 'deploy' };

export interface RequestEntry {
  readonly entry: 'request';
  readonly id: number;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly account: string;
  /** `Idempotency-Key`; the same for all copies of one request. */
  readonly key?: string;
  readonly body?: unknown;
  readonly intent: Intent;
}
export interface AnswerEntry {
  readonly entry: 'answer';
  readonly id: number;
  readonly at: number;
  readonly status: number;
  readonly body?: unknown;
}
/** The connection broke: whether it took effect is not known. */
export interface LostEntry {
  readonly entry: 'lost';
  readonly id: number;
  readonly at: number;
  readonly reason: string;
}
/** A worker outside has brought about the effect of a job. */
export interface EffectEntry {
  readonly entry: 'effect';
  readonly at: number;
  readonly jobId: string;
}
/** What happened to a replica. `ready`, `resumed`: it takes requests; `killed`, `stopped`: it is gone; `paused`: it stands still. */
export interface HappeningEntry {
  readonly entry: 'started' | 'ready' | 'killed' | 'stopped' | 'paused' | 'resumed';
  readonly at: number;
  readonly replica: number;
}
/** A fault from its begin until what it broke is whole again. */
export interface FaultEntry {
  readonly entry: 'fault';
  readonly kind: string;
  readonly family: 'replica' | 'database' | 'redis';
  /** Milliseconds from its begin in which cases could not go on; at most until its end. */
  readonly blocksFor: number;
  /** What exactly, each as often as it was done. */
  readonly done: readonly string[];
  readonly at: number;
  readonly until: number;
}
export type LedgerEntry = RequestEntry | AnswerEntry | LostEntry | EffectEntry | HappeningEntry | FaultEntry;

/**
 * What the clients asked and were told, as JSON lines. An entry is on disk when `write` comes back; those that wait while one
 * sync is on its way share the next.
 */
export class Ledger {
  readonly file: string;
  /** Answers and their absence so far, for whoever watches. */
  readonly counts = { acknowledged: 0, refused: 0, lost: 0, starts: 0 };
  private readonly starting = new Set<number>();
  private readonly handle: FileHandle;
  private waiting: { line: string; written: () => void; failed: (error: unknown) => void }[] = [];
  private working: Promise<void> | undefined;
  private ids = 0;

  private constructor(file: string, handle: FileHandle) {
    this.file = file;
    this.handle = handle;
  }

  static async open(file: string): Promise<Ledger> {
    return new Ledger(file, await open(file, 'a'));
  }

  nextId(): number {
    return ++this.ids;
  }

  write(entry: LedgerEntry): Promise<void> {
    if (entry.entry === 'request' && entry.intent.act === 'start') this.starting.add(entry.id);
    if (entry.entry === 'answer' && entry.status < 300 && this.starting.has(entry.id)) this.counts.starts += 1;
    if (entry.entry === 'lost') this.counts.lost += 1;
    if (entry.entry === 'answer') this.counts[entry.status < 300 ? 'acknowledged' : 'refused'] += 1;
    return new Promise((written, failed) => {
      this.waiting.push({ line: `${JSON.stringify(entry)}\n`, written, failed });
      this.start();
    });
  }

  private start(): void {
    this.working ??= this.work().finally(() => {
      this.working = undefined;
      // what came between the last look and this moment
      if (this.waiting.length > 0) this.start();
    });
  }

  async close(): Promise<void> {
    await this.working;
    await this.handle.close();
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0);
      try {
        await this.handle.appendFile(batch.map(({ line }) => line).join(''));
        await this.handle.datasync();
        for (const { written } of batch) written();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
  }
}

/** @param ahead milliseconds to add to each time */
export const readLedger = (file: string, ahead = 0): LedgerEntry[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LedgerEntry)
    .map((entry) => ({ ...entry, at: entry.at + ahead, ...('until' in entry && { until: entry.until + ahead }) }));
