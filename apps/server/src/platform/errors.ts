/**
 * Three kinds of failure fix status and log level: a refusal is a value (`Rejection` of contracts, 4xx, not logged above
 * info); an OperationalError passes when tried again (503, warn); a Defect pages someone (500, error).
 */
export class OperationalError extends Error {
  override readonly name = 'OperationalError';
}

export class Defect extends Error {
  override readonly name = 'Defect';
}

/**
 * A plan inserted a row whose unique key is taken: nothing of it was written. The caller knows what that means for its user
 * (`version-conflict`, an answer already stored, …).
 */
export class DuplicateRow extends Error {
  override readonly name = 'DuplicateRow';
  /** Name of the table. */
  readonly table: string;
  /** For the table `command`: which of the plan's commands are stored already, by id or by account and key. */
  readonly commandIds: readonly string[];

  constructor(table: string, commandIds: readonly string[] = [], options?: ErrorOptions) {
    super(`A row of ${table} with this key exists.`, options);
    this.table = table;
    this.commandIds = commandIds;
  }
}

/** A value that its column cannot hold and that no schema refused before: told as a wrong request (400), as it came with one. */
export class UnfitValue extends Error {
  override readonly name = 'UnfitValue';
}
