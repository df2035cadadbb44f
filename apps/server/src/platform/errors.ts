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
