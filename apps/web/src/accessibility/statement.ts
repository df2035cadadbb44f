/** What the last run of the browser tests found; written by `npm run accessibility`. */
export interface AccessibilityResult {
  /** Day of the run, `YYYY-MM-DD`. */
  readonly date: string;
  /** Version of axe-core. */
  readonly axe: string;
  readonly languages: readonly string[];
  readonly widths: readonly number[];
  /** Addresses of screens, ids left out, with the states that were looked at. */
  readonly screens: readonly { readonly screen: string; readonly states: readonly CheckedState[] }[];
  readonly violations: readonly { readonly screen: string; readonly rule: string }[];
}

/** One state of a screen, by the name that the tests give it, with the languages and widths in which it was looked at. */
export interface CheckedState {
  readonly state: string;
  readonly languages: readonly string[];
  readonly widths: readonly number[];
}

/** What no automated test finds and we know. Empty once it is mended: then the statement says so by itself. */
export const known = { noncompliance: ['canvas'], outside: ['uploads'] } as const;

export const isFullyCompliant = ({ violations }: Pick<AccessibilityResult, 'violations'>): boolean =>
  violations.length === 0 && (known.noncompliance as readonly string[]).length === 0;

export const statesOf = ({ screens }: Pick<AccessibilityResult, 'screens'>): number =>
  screens.reduce((sum, { states }) => sum + states.length, 0);
