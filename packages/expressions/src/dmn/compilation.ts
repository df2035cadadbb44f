import type { Problem } from '@gaita/contracts';
import { compileFeel } from '../feel/compile-feel.ts';
import type { CompiledFeel } from '../feel/compile-feel.ts';
import { compileUnaryTests } from '../feel/compile-unary-tests.ts';
import type { DeclaredNames } from '../feel/declared-names.ts';
import type { Closure, DeclaredTypes, Test } from '../feel-closures/closure.ts';
import { ExpressionSyntaxError } from '../types.ts';
import type { CompileOptions } from '../types.ts';
import type { TextElement } from './model.ts';

const nothing: Closure = () => null;

/** Collects problems while a file's expressions are read, so that one wrong cell does not hide the others. */
export class Compilation {
  readonly problems: Problem[] = [];
  private readonly options: CompileOptions;
  /** Whether a type of the file holds a value: for `instance of`. */
  types: DeclaredTypes = () => undefined;
  private isHeavy = false;
  private readonly language: string | undefined;
  /** What was read of equal texts under the same names: tables repeat their cells. */
  private readonly known = new Map<
    DeclaredNames,
    { readonly values: Map<string, CompiledFeel>; readonly tests: Map<string, Test> }
  >();

  constructor(options: CompileOptions, language: string | undefined) {
    this.options = options;
    this.language = language;
  }

  markHeavy(): void {
    this.isHeavy = true;
  }

  /** What was compiled, and whether something in it could take long: it then runs under the guard as a whole. */
  weighed<T>(compile: () => T): { readonly compiled: T; readonly heavy: boolean } {
    const before = this.isHeavy;
    this.isHeavy = false;
    const compiled = compile();
    const heavy = this.isHeavy;
    this.isHeavy ||= before;
    return { compiled, heavy };
  }

  report(rule: string, message: string, elementId: string | undefined, advice?: string): void {
    this.problems.push({ severity: 'error', rule, message, ...(advice && { advice }), ...(elementId && { elementId }) });
  }

  /** The expression in an element; an empty one is null. */
  expression(element: TextElement | undefined, declared: DeclaredNames, owner: string | undefined): Closure {
    const text = element?.text ?? '';
    if (/^\s*-?\s*$/.test(text)) return nothing;
    const compile = () => {
      const { heavy, evaluate } = once(this.readUnder(declared).values, text, () =>
        compileFeel(text, { ...this.options, declared, types: this.types }),
      );
      if (heavy) this.markHeavy();
      return evaluate;
    };
    return this.reading(element, owner, compile, nothing);
  }

  tests(element: TextElement | undefined, declared: DeclaredNames, owner: string | undefined): Test {
    const text = element?.text ?? '';
    return this.reading<Test>(
      element,
      owner,
      () =>
        once(this.readUnder(declared).tests, text, () =>
          compileUnaryTests(text, { ...this.options, declared, types: this.types }),
        ),
      () => false,
    );
  }

  private readUnder(declared: DeclaredNames) {
    return once(this.known, declared, () => ({ values: new Map<string, CompiledFeel>(), tests: new Map<string, Test>() }));
  }

  private reading<T>(element: TextElement | undefined, owner: string | undefined, compile: () => T, instead: T): T {
    const elementId = element?.id ?? owner;
    const language = element?.expressionLanguage ?? this.language;
    if (language !== undefined && !/feel/i.test(language)) {
      this.report('dmn-language', `The expression language "${language}" is not supported.`, elementId, 'Write it in FEEL.');
      return instead;
    }
    try {
      return compile();
    } catch (error) {
      if (!(error instanceof ExpressionSyntaxError)) throw error;
      const place = `at character ${error.position + 1} of ${JSON.stringify(error.source)}`;
      this.report('dmn-expression', `${error.message} (${place})`, elementId);
      return instead;
    }
  }
}

/** The value of a key, made when it is asked for first. */
function once<Key, Value>(values: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = make();
  values.set(key, made);
  return made;
}
