import { Injectable } from '@nestjs/common';
import type { Variables } from '@gaita/contracts';
import { Defect } from '../platform/errors.ts';
import type { JobRow } from './tables.ts';

/** What a handler gets to do its work with. */
export interface JobWork {
  readonly job: JobRow;
  readonly institution: string;
  /** Variables that the task sees, its input mappings first. */
  readonly variables: Variables;
  /** The same with every try: whoever gets it twice does the work once. */
  readonly idempotencyKey: string;
}

/**
 * Does the work of one topic and gives the variables to write. May be called again for the same job (`idempotencyKey`).
 * Throws when it could not be done now; after the job's tries an operator is asked.
 */
export type JobHandler = (work: JobWork) => Promise<Variables | undefined>;

/** Port: features that own an effect register how it is done. Topics without a handler wait for an external worker. */
@Injectable()
export class JobHandlers {
  private readonly byTopic = new Map<string, JobHandler>();

  register(topic: string, handler: JobHandler): void {
    if (this.byTopic.has(topic)) throw new Defect(`Two handlers for jobs of topic ${topic}`);
    this.byTopic.set(topic, handler);
  }

  find(topic: string): JobHandler | undefined {
    return this.byTopic.get(topic);
  }

  get topics(): string[] {
    return [...this.byTopic.keys()];
  }
}
