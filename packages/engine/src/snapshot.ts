import type { Outcome } from '@gaita/contracts';

/** The state of one instance: only what is alive, by the model's own ids. Versioned; upgraded by a chain of functions. */
export interface Snapshot {
  readonly v: 1;
  readonly instanceId: string;
  readonly businessKey?: string;
  readonly ended?: Outcome;
}
