import type { StartedView } from '@gaita/contracts';

/** A case that was just started. */
export interface Received extends StartedView {
  readonly at: number;
  /** Names of the documents that were handed in with it. */
  readonly documents: readonly string[];
}
