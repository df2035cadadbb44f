import type { Calendar } from '@gaita/calendar';
import type { Json } from '@gaita/contracts';

/** Finds a variable by name; undefined when there is none. */
export type Lookup = (name: string) => Json | undefined;

/** What an evaluation may know beside the variables. */
export interface EvaluationContext {
  /** Milliseconds since 1970: `now()` and `today()`. */
  readonly now: number;
  readonly calendar: Calendar;
  /** For JUEL's `execution.…`. */
  readonly execution?: { readonly processInstanceId: string; readonly businessKey?: string };
}

/** Runs work that could take long (loops, quantifiers, regular expressions, function definitions) under a limit; throws ExpressionError when stopped. */
export type Guard = <T>(work: () => T) => T;

export interface CompileOptions {
  readonly guard?: Guard;
}

export interface CompiledExpression {
  readonly source: string;
  /** Names of variables that it reads. */
  readonly names: readonly string[];
  /** JSON: FEEL's temporal values come back as ISO 8601 text. Throws ExpressionError. */
  evaluate(lookup: Lookup, context: EvaluationContext): Json;
}

/** How one decision of a requirements graph came about. */
export interface EvaluatedDecision {
  readonly id: string;
  /** The definition row it came from, set by who loads it. */
  readonly definitionId?: string;
  readonly name?: string;
  /** Of a decision table its columns with their ids, of other logic the inputs and decisions that it required. */
  readonly inputs: readonly { readonly id?: string; readonly name: string; readonly value: Json }[];
  readonly matchedRules: readonly string[];
  /** One entry a matched rule. */
  readonly outputs: readonly { readonly [name: string]: Json }[];
  readonly result: Json;
}

/** One decision or decision service of a DMN file with what it requires, ready to run. */
export interface CompiledDecision {
  readonly id: string;
  readonly name?: string;
  /** The definition row it came from, set by who loads it. */
  readonly definitionId?: string;
  /** Throws ExpressionError. `outputs`: one entry a matched rule, one in all for defaults and aggregates; a literal expression gives one with the decision's variable. */
  evaluate(
    lookup: Lookup,
    context: EvaluationContext,
  ): {
    readonly result: Json;
    readonly outputs: readonly { readonly [name: string]: Json }[];
    readonly matchedRules: readonly string[];
    /** Every decision that was made on the way, in order; this one last. */
    readonly evaluated?: readonly EvaluatedDecision[];
  };
}

/** An expression that cannot be read: position counts from 0 in `source`. */
export class ExpressionSyntaxError extends Error {
  override readonly name = 'ExpressionSyntaxError';
  readonly source: string;
  readonly position: number;
  constructor(message: string, source: string, position: number) {
    super(message);
    this.source = source;
    this.position = position;
  }
}

/** An expression that was read but failed on these values. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}
