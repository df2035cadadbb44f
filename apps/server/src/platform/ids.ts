/** Makes ids that sort by time of creation. Injected: tests count, production uses time and randomness. */
export abstract class Ids {
  /** A complete id, at most 36 characters. */
  abstract next(): string;
  /** A prefix of at most 28 characters from which the kernel counts. */
  abstract prefix(): string;
}
