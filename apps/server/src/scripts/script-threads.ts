import { Worker } from 'node:worker_threads';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';
import type { ScriptLimits, ScriptOutcome } from './script-outcome.ts';
import { scriptLimits } from './script-outcome.ts';

export interface ScriptRequest {
  readonly source: string;
  /** JSON: `variables` by name, and what `execution` tells of the case. */
  readonly given: string;
  readonly wantsResult: boolean;
}

interface Open {
  readonly request: ScriptRequest & { readonly limits: ScriptLimits };
  readonly settle: (outcome: ScriptOutcome) => void;
}

/** Threads at the most: one script that uses up its time does not stand in the way of the next. */
const most = 2;
/**
 * How many times its own time a script may take by the clock before its thread is ended from outside: it may have to wait for its
 * turn, and what does not look at the time at all must end, too.
 */
const patience = 3;
const startsWithin = 20_000;

/** Runs scripts on threads of their own, one script a thread at a time. Threads start with the first script. */
@Injectable()
export class ScriptThreads implements BeforeApplicationShutdown {
  private readonly log = new Logger('scripts');
  private readonly waiting: Open[] = [];
  private readonly idle: Worker[] = [];
  private readonly all = new Set<Worker>();
  private stopped = false;

  /** Never rejects: what goes wrong is the outcome. */
  run(request: ScriptRequest, limits: ScriptLimits = scriptLimits): Promise<ScriptOutcome> {
    return new Promise((settle) => {
      this.waiting.push({ request: { ...request, limits }, settle });
      this.serve();
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.all].map((worker) => worker.terminate()));
  }

  private serve(): void {
    while (this.waiting.length > 0 && !this.stopped) {
      const worker = this.idle.pop() ?? (this.all.size < most ? this.startThread() : undefined);
      if (!worker) return;
      this.give(worker, this.waiting.shift()!);
    }
  }

  private startThread(): Worker {
    const worker = new Worker(new URL('./script-worker.mjs', import.meta.url), {
      // nothing of the server's settings is for a script's thread
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 },
    });
    worker.unref();
    this.all.add(worker);
    worker.on('exit', () => this.forget(worker));
    return worker;
  }

  private forget(worker: Worker): void {
    this.all.delete(worker);
    const at = this.idle.indexOf(worker);
    if (at >= 0) this.idle.splice(at, 1);
    this.serve();
  }

  private give(worker: Worker, { request, settle }: Open): void {
    let timer: NodeJS.Timeout;
    const end = (outcome: ScriptOutcome, keep: boolean): void => {
      clearTimeout(timer);
      worker.off('message', hear);
      worker.off('error', fail);
      worker.off('exit', leave);
      settle(outcome);
      if (keep && !this.stopped) this.idle.push(worker);
      else void worker.terminate();
      this.serve();
    };
    const hear = (message: { begun: true } | { outcome: ScriptOutcome }): void => {
      if ('begun' in message) {
        clearTimeout(timer);
        timer = setTimeout(() => end({ kind: 'time' }, false), request.limits.milliseconds * patience);
        return;
      }
      end(message.outcome, true);
    };
    const fail = (error: Error & { readonly code?: string }): void => {
      this.log.warn({ message: 'the thread of a script failed', error: error.message });
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      end(isMemory ? { kind: 'memory' } : { kind: 'thrown', thrown: 'its thread could not run' }, false);
    };
    const leave = (): void => end({ kind: 'thrown', thrown: 'its thread was ended' }, false);
    timer = setTimeout(() => end({ kind: 'time' }, false), startsWithin);
    worker.on('message', hear).on('error', fail).on('exit', leave);
    worker.postMessage(request);
  }
}
