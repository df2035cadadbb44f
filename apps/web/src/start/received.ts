import type { StartedView } from '@gaita/contracts';

/** A case that was just started. */
export interface Received extends StartedView {
  readonly at: number;
  /** The first task could not be completed with the form: it waits in the case. */
  readonly unfinished: boolean;
}
