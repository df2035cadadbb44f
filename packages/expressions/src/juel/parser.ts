import type { Closure } from '../feel-closures/closure.ts';
import { ExpressionError, ExpressionSyntaxError } from '../types.ts';
import { asBoolean } from './coerce.ts';
import { executionGetters, executionItself, executionMethods, executionProperties, functions } from './execution.ts';
import { argumentsAt, callMethod, member } from './members.ts';
import { binary, precedence, unary } from './operators.ts';
import type { Token } from './tokens.ts';

const literals: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const deepest = 100;

/** Methods of a moment that give no moment. */
const plainResults = new Set(['toString', 'getTime', 'getMillis']);

/** Reads one `${…}`; its grammar is a part of the expression language of Java, everything else is refused. */
export class JuelParser {
  readonly names = new Set<string>();
  private next = 0;
  private depth = 0;
  private readonly source: string;
  private readonly tokens: readonly Token[];

  constructor(source: string, tokens: readonly Token[]) {
    this.source = source;
    this.tokens = tokens;
  }

  /** Throws ExpressionSyntaxError. */
  parse(): Closure {
    const closure = this.ternary();
    if (this.token.kind !== 'end') this.refuse(`"${this.token.value}" cannot stand here.`);
    return closure;
  }

  private ternary(): Closure {
    if (++this.depth > deepest) this.refuse('The expression is nested too deeply.');
    const condition = this.binary(0);
    let closure = condition;
    if (this.skip('?')) {
      const whenTrue = this.ternary();
      this.expect(':');
      const whenFalse = this.ternary();
      closure = (scope, context) => (asBoolean(condition(scope, context)) ? whenTrue(scope, context) : whenFalse(scope, context));
    }
    this.depth--;
    return closure;
  }

  private binary(level: number): Closure {
    const operators = precedence[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (let operator = this.skip(...operators); operator; operator = this.skip(...operators)) {
      left = binary(operator, left, this.binary(level + 1));
    }
    return left;
  }

  private unary(): Closure {
    const operator = this.skip(...unary.keys());
    if (!operator) return this.postfix();
    if (++this.depth > deepest) this.refuse('The expression is nested too deeply.');
    const closure = (unary.get(operator) as (operand: Closure) => Closure)(this.unary());
    this.depth--;
    return closure;
  }

  private postfix(): Closure {
    // a moment is only what now() and dateTime() give, and what its methods make of it
    let isMoment = this.token.kind === 'name' && functions.has(this.token.value) && this.tokens[this.next + 1]?.value === '(';
    let value = this.isNamed('execution') ? this.execution() : this.primary();
    for (;;) {
      if (this.skip('.')) {
        const ofMoment = isMoment;
        isMoment &&= !plainResults.has(this.token.value);
        value = this.dotted(value, ofMoment);
      } else if (this.skip('[')) {
        const [owner, key] = [value, this.ternary()];
        this.expect(']');
        value = (scope, context) => member(owner(scope, context), key(scope, context));
        isMoment = false;
      } else return value;
    }
  }

  private dotted(owner: Closure, ofMoment: boolean): Closure {
    const token = this.take('name');
    const name = token.value;
    if (!this.skip('(')) return (scope, context) => member(owner(scope, context), name);
    const takes = argumentsAt(name, ofMoment);
    if (takes === undefined) this.refuse(`The method "${name}" is not offered here.`, token);
    const given = Array.from({ length: takes }, (_, index) => {
      if (index > 0) this.expect(',');
      return this.ternary();
    });
    this.expect(')');
    return (scope, context) =>
      callMethod(
        name,
        owner(scope, context),
        given.map((argument) => argument(scope, context)),
      );
  }

  private execution(): Closure {
    this.take('name');
    // as the argument of a call of an object outside, `${bean.method(execution)}`
    if (this.token.kind === 'end' && this.next === 1) return executionItself;
    this.expect('.');
    const token = this.take('name');
    const method = executionMethods.get(token.value);
    const getter = executionGetters.get(token.value);
    if (getter && this.skip('(')) {
      this.expect(')');
      return getter;
    }
    if (method && this.skip('(')) {
      if (this.token.kind === 'text' && this.tokens[this.next + 1]?.value === ')') this.names.add(this.token.value);
      const name = this.ternary();
      this.expect(')');
      return method(name);
    }
    return executionProperties.get(token.value) ?? this.refuse(`"execution.${token.value}" is not offered here.`, token);
  }

  private primary(): Closure {
    if (this.skip('(')) {
      const inner = this.ternary();
      this.expect(')');
      return inner;
    }
    const token = this.token;
    if (token.kind === 'number' || token.kind === 'text') {
      this.next++;
      const value = token.kind === 'number' ? Number(token.value) : token.value;
      return () => value;
    }
    if (token.kind === 'end') this.refuse('The expression ends too early.');
    return this.named(this.take('name'));
  }

  private named(token: Token): Closure {
    const name = token.value;
    if (literals.has(name)) {
      const value = literals.get(name);
      return () => value;
    }
    if (this.skip('(')) {
      const called = functions.get(name) ?? this.refuse(`The function "${name}" is not offered here.`, token);
      this.expect(')');
      return called;
    }
    this.names.add(name);
    return (scope) => {
      const value = scope(name);
      if (value === undefined) throw new ExpressionError(`There is no variable "${name}".`);
      return value;
    };
  }

  private get token(): Token {
    return this.tokens[this.next] as Token; // the last token, `end`, is never passed
  }

  private isNamed(name: string): boolean {
    return this.token.kind === 'name' && this.token.value === name;
  }

  private skip(...operators: readonly string[]): string | null {
    const { kind, value } = this.token;
    if (kind !== 'operator' || !operators.includes(value)) return null;
    this.next++;
    return value;
  }

  private expect(operator: string): void {
    if (!this.skip(operator)) this.refuse(`"${operator}" is expected here.`);
  }

  private take(kind: 'name'): Token {
    const token = this.token;
    if (token.kind !== kind) this.refuse(`A ${kind} is expected here.`);
    this.next++;
    return token;
  }

  private refuse(message: string, token: Token = this.token): never {
    throw new ExpressionSyntaxError(message, this.source, token.position);
  }
}
