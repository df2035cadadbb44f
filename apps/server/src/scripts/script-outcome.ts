import type { Json } from '@gaita/contracts';

/** One `execution.setVariable` (or `setVariableLocal`), in the order in which the script wrote them. */
export interface ScriptWrite {
  readonly name: string;
  readonly value: Json;
  readonly local: boolean;
}

/** How a script ended, as the worker thread tells it. */
export type ScriptOutcome =
  | { readonly kind: 'done'; readonly writes: readonly ScriptWrite[]; readonly result: Json }
  | { readonly kind: 'bpmnError'; readonly code: string; readonly message?: string; readonly writes: readonly ScriptWrite[] }
  /** It threw, or is no JavaScript. */
  | { readonly kind: 'thrown'; readonly thrown?: string; readonly line?: number }
  /** A value that no variable can hold. */
  | { readonly kind: 'unfit'; readonly unfit: string }
  | { readonly kind: 'time' | 'memory' | 'stack' | 'tooLong' | 'pending' };

export interface ScriptLimits {
  readonly milliseconds: number;
  readonly bytes: number;
  readonly stackBytes: number;
  /** Of result and written variables together, as JSON. */
  readonly answerCharacters: number;
}

export const scriptLimits: ScriptLimits = {
  milliseconds: 1_000,
  bytes: 32 * 2 ** 20,
  stackBytes: 256 * 2 ** 10,
  answerCharacters: 1_000_000,
};

type Failed = Exclude<ScriptOutcome, { kind: 'done' } | { kind: 'bpmnError' }>;

/** What an operator reads of a script that did not come to its end. */
export function sayFailure(outcome: Failed, elementId: string, limits: ScriptLimits = scriptLimits): string {
  const script = `The script of ${elementId}`;
  switch (outcome.kind) {
    case 'thrown': {
      const place = outcome.line === undefined ? '' : ` in line ${outcome.line}`;
      return `${script} failed${place}: ${shortened(outcome.thrown ?? 'an error that cannot be shown')}`;
    }
    case 'unfit':
      return `${script} gave a value that cannot be stored. ${shortened(outcome.unfit)}. Variables hold text, numbers, true and false, null, lists and plain objects.`;
    case 'time':
      return `${script} ran longer than ${limits.milliseconds} ms and was stopped. Look for a loop that does not end.`;
    case 'memory':
      return `${script} needed more than ${limits.bytes / 2 ** 20} MB of memory and was stopped.`;
    case 'stack':
      return `${script} called itself too deeply, or nested values too deeply, and was stopped.`;
    case 'tooLong':
      return `${script} gave more than ${limits.answerCharacters} characters of variables, which is too much for one script.`;
    case 'pending':
      return `${script} waits for a promise that nothing can keep: there are no timers, files or network inside a script.`;
  }
}

const longest = 1_000;
const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
