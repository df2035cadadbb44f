import type { DeclaredNames } from '../feel/declared-names.ts';
import type { Node } from '../feel/tree.ts';
import type { EvaluationContext } from '../types.ts';

/** Finds a FEEL value by name; undefined when there is none. */
export type Scope = (name: string) => unknown;

/** A compiled node: FEEL values are JSON, feelin's temporal values and ranges, and functions; never undefined. */
export type Closure = (scope: Scope, context: EvaluationContext) => unknown;

/** A compiled test of one value. */
export type Test = (value: unknown, scope: Scope, context: EvaluationContext) => boolean | null;

/** What a handler gets: the text, the names, and the way to compile children. */
export interface Compiling {
  readonly source: string;
  readonly declared: DeclaredNames;
  /** Whether a value is of a type that the model declares; undefined for names that it does not. */
  readonly types?: DeclaredTypes;
  /** Throws NotCompilable. */
  compile(node: Node): Closure;
}

export type DeclaredTypes = (name: string) => ((value: unknown) => boolean) | undefined;

/** Says that something can be read but not be run; becomes an ExpressionSyntaxError with its place. */
export class NotCompilable extends Error {
  constructor(message = 'This is not offered here.') {
    super(message);
  }
}

export const part = (parts: readonly Node[], index: number): Node => {
  const found = parts[index];
  if (!found) throw new NotCompilable();
  return found;
};
