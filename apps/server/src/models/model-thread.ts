import { Worker } from 'node:worker_threads';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { Model } from '@gaita/bpmn';
import { readModel } from '@gaita/bpmn';
import { Defect } from '../platform/errors.ts';
import type { GivenResource, ReadResources } from './read-resources.ts';
import { isDecision, isModel, readResources } from './read-resources.ts';

interface Open {
  readonly request: { readonly work: 'readModel' | 'readResources'; readonly given: readonly unknown[] };
  readonly settle: (answer: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** Shorter files are read where they are wanted, sooner than another thread would have them: characters of all models and decisions. */
const short = 100_000;
/** No file that the limits let in takes nearly as long, however busy the machine is: milliseconds. */
const longest = 120_000;

/** Reads large models on a thread of its own, one after the other, so that cases go on meanwhile. It starts with the first of them. */
@Injectable()
export class ModelThread implements BeforeApplicationShutdown {
  private readonly waiting: Open[] = [];
  private worker: Worker | undefined;
  private busy = false;
  private stopped = false;

  async readModel(xml: string): Promise<Model> {
    return xml.length <= short ? readModel(xml) : this.run<Model>('readModel', [xml]);
  }

  async readResources(resources: readonly GivenResource[], options: { readonly scripts: boolean }): Promise<ReadResources> {
    const read = resources.filter((resource) => isModel(resource) || isDecision(resource));
    const length = read.reduce((sum, { content }) => sum + content.length, 0);
    return length <= short ? readResources(resources, options) : this.run('readResources', [resources, options]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const { fail } of this.waiting.splice(0)) fail(new Defect('The server stops.'));
    await this.worker?.terminate();
  }

  private run<T>(work: Open['request']['work'], given: readonly unknown[]): Promise<T> {
    return new Promise<T>((settle, fail) => {
      this.waiting.push({ request: { work, given }, settle: settle as Open['settle'], fail });
      this.serve();
    });
  }

  private serve(): void {
    if (this.busy || this.stopped) return;
    const next = this.waiting.shift();
    if (next) this.give((this.worker ??= this.startThread()), next);
  }

  private give(worker: Worker, { request, settle, fail }: Open): void {
    this.busy = true;
    const end = (keep: boolean, tell: () => void): void => {
      clearTimeout(timer);
      worker.off('message', hear).off('error', lose).off('exit', leave);
      if (!keep) {
        this.worker = undefined;
        void worker.terminate();
      }
      this.busy = false;
      tell();
      this.serve();
    };
    const lost = (why: string): void => end(false, () => fail(new Defect(`The thread that reads models ${why}.`)));
    const hear = (message: { readonly answer?: unknown; readonly failure?: string }): void =>
      end(true, () => (message.failure === undefined ? settle(message.answer) : fail(new Defect(message.failure))));
    const lose = (error: Error): void => lost(`failed: ${error.message}`);
    const leave = (): void => lost('was ended');
    const timer = setTimeout(() => lost(`was ended after ${longest / 1_000} s`), longest);
    worker.on('message', hear).on('error', lose).on('exit', leave);
    worker.postMessage(request);
  }

  private startThread(): Worker {
    const worker = new Worker(new URL('./model-worker.mjs', import.meta.url), {
      // nothing of the server's settings is for a file's thread
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 1_024 },
    });
    worker.unref();
    // while it waits nobody else listens: an error then only ends it
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    return worker;
  }
}
