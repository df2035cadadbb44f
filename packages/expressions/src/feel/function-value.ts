/** A FEEL function: built in, or defined by a model. */
export class FunctionValue {
  /** Names of the parameters; the last one stands for any number of arguments where `variadic` is set. */
  readonly parameters: readonly string[];
  private readonly run: (given: readonly unknown[]) => unknown;

  constructor(parameters: readonly string[], run: (given: readonly unknown[]) => unknown) {
    this.parameters = parameters;
    this.run = run;
  }

  /** Calls with arguments in order; null where their number does not fit. */
  call(given: readonly unknown[]): unknown {
    return given.length === this.parameters.length ? (this.run(given) ?? null) : null;
  }

  /** Calls with arguments by name; null where the names do not fit. */
  callNamed(given: ReadonlyMap<string, unknown>): unknown {
    if (given.size !== this.parameters.length || !this.parameters.every((name) => given.has(name))) return null;
    return this.run(this.parameters.map((name) => given.get(name))) ?? null;
  }
}
