import { Injectable } from '@nestjs/common';
import type { Listener } from '@gaita/bpmn';
import type { Variables } from '@gaita/contracts';
import { Defect } from '../platform/errors.ts';
import type { JobRow } from './tables.ts';

/** What a handler gets to do its work with. */
export interface JobWork {
  readonly job: JobRow;
  readonly institution: string;
  /** Variables that the task sees, its input mappings first. */
  readonly variables: Variables;
  /** Set when the job is a listener's, not the element's own work. */
  readonly listener?: Listener;
  /** The same with every try: whoever gets it twice does the work once. */
  readonly idempotencyKey: string;
}

/** What a handler did, where it is more than variables to write. */
export type HandlerAnswer =
  | { readonly localVariables: Variables; readonly variables: Variables }
  /** The model's own kind of failure: an error boundary event takes over. */
  | { readonly bpmnError: { readonly code: string; readonly message?: string }; readonly variables: Variables };

/**
 * Does the work of one topic and gives the variables to write. May be called again for the same job (`idempotencyKey`).
 * Throws when it could not be done now; after the job's tries an operator is asked.
 */
export type JobHandler = (work: JobWork) => Promise<Variables | undefined>;

/** As `JobHandler`, for work that can end in other ways too. */
export type AnsweringHandler = (work: JobWork) => Promise<HandlerAnswer>;

interface Registered {
  readonly handle: AnsweringHandler;
  /** Jobs of this topic that run at the same time in this process. */
  readonly atOnce: number;
}

/** Port: features that own an effect register how it is done. Topics without a handler wait for an external worker. */
@Injectable()
export class JobHandlers {
  private readonly byTopic = new Map<string, Registered>();

  register(topic: string, handler: JobHandler): void {
    this.add(topic, {
      handle: async (work) => ({ variables: (await handler(work)) ?? {}, localVariables: {} }),
      atOnce: Infinity,
    });
  }

  /** @param atOnce jobs of this topic that may run at the same time: slow ones leave room for the others */
  registerAnswering(topic: string, handle: AnsweringHandler, atOnce: number): void {
    this.add(topic, { handle, atOnce });
  }

  find(topic: string): Registered | undefined {
    return this.byTopic.get(topic);
  }

  private add(topic: string, registered: Registered): void {
    if (this.byTopic.has(topic)) throw new Defect(`Two handlers for jobs of topic ${topic}`);
    this.byTopic.set(topic, registered);
  }

  get topics(): string[] {
    return [...this.byTopic.keys()];
  }
}
