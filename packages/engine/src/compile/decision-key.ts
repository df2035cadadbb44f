import type { DecisionReference } from './compiled-process.ts';

/** Under which key the environment holds a decision: the reference as written, with the binding when it is not the latest. */
export const decisionKey = (reference: string, binding: DecisionReference['binding'], bindingValue?: string): string =>
  binding === 'latest' ? reference : `${reference}@${binding}${bindingValue === undefined ? '' : `:${bindingValue}`}`;
