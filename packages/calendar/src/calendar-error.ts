/**
 * A question that the calendar cannot answer. The message is one readable text of three parts:
 * what is wrong, where it stands, and what to do about it.
 */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';
  /** What is wrong: `"ten days" is no deadline rule`. */
  readonly what: string;
  /** Where: the option, rule or function that was given. */
  readonly where: string;
  /** What the reader can do. */
  readonly advice: string;

  constructor(what: string, where: string, advice: string) {
    super(`${what} (${where}). ${advice}`);
    this.what = what;
    this.where = where;
    this.advice = advice;
  }
}

/** Quotes what was given, shortened: texts of models may be long. */
export function quote(text: string): string {
  return text.length > 80 ? `"${text.slice(0, 80)}…"` : `"${text}"`;
}
