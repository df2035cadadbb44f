import { FeelDate, FeelRange } from 'feelin';
import { spend } from '../feel/budget.ts';
import { childrenOf, textOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { isRecord } from '../feel/is-record.ts';
import type { EvaluationContext } from '../types.ts';
import { part } from './closure.ts';
import type { Closure, Compiling, Scope } from './closure.ts';

/** `name in domain`: the values that the name takes, null where there are none to take. */
export interface Iterator {
  readonly name: string;
  readonly domain: (scope: Scope, context: EvaluationContext) => readonly unknown[] | null;
}

/** `for x in …, y in … return …`; `partial` holds the results so far. */
export function compileFor(node: Node, compiling: Compiling): Closure {
  const parts = childrenOf(node);
  const iterators = compileIterators(part(parts, 1), compiling);
  const body = compiling.compile(part(parts, 3));
  return (scope, context) => collect(iterators, body, scope, context);
}

/** Null where a domain is null. */
export function collect(iterators: readonly Iterator[], body: Closure, scope: Scope, context: EvaluationContext): unknown {
  const partial: unknown[] = [];
  const withPartial: Scope = (name) => (name === 'partial' ? [...partial] : scope(name));
  const complete = visitAll(iterators, 0, withPartial, context, (inner) => {
    partial.push(body(inner, context));
    return true;
  });
  return complete ? partial : null;
}

/** `some … satisfies …` and `every … satisfies …`, in three-valued logic. */
export function compileQuantified(node: Node, compiling: Compiling): Closure {
  const parts = childrenOf(node);
  const decisive = part(parts, 0).name === 'some';
  const iterators = compileIterators(part(parts, 1), compiling);
  const condition = compiling.compile(part(parts, 3));
  return (scope, context) => quantified(decisive, iterators, condition, scope, context);
}

/** @param decisive the result of the condition that decides: true for `some`, false for `every` */
export function quantified(
  decisive: boolean,
  iterators: readonly Iterator[],
  condition: Closure,
  scope: Scope,
  context: EvaluationContext,
): boolean | null {
  let result: boolean | null = !decisive;
  const complete = visitAll(iterators, 0, scope, context, (inner) => {
    const holds = condition(inner, context);
    if (holds === decisive) result = decisive;
    else if (typeof holds !== 'boolean') result = null;
    return holds !== decisive;
  });
  return complete ? result : null;
}

/** Visits every combination until a visit says false. False where a domain is null. Recursive by the iterators as written. */
function visitAll(
  iterators: readonly Iterator[],
  index: number,
  scope: Scope,
  context: EvaluationContext,
  visit: (scope: Scope) => boolean,
): boolean {
  let goesOn = true;
  const visitFrom = (at: number, outer: Scope): boolean => {
    const iterator = iterators[at];
    if (!iterator) {
      spend(1);
      goesOn = visit(outer);
      return true;
    }
    const values = iterator.domain(outer, context);
    if (!values) return false;
    for (const value of values) {
      const inner: Scope = (name) => (name === iterator.name ? value : outer(name));
      if (!visitFrom(at + 1, inner)) return false;
      if (!goesOn) return true;
    }
    return true;
  };
  return visitFrom(index, scope);
}

function compileIterators(node: Node, compiling: Compiling): Iterator[] {
  return childrenOf(node).map((one): Iterator => {
    const [name, , domain] = childrenOf(one);
    return {
      name: textOf(part(name ? [name] : [], 0), compiling.source).replace(/\s{2,}/g, ' '),
      domain: compileDomain(part(domain ? [domain] : [], 0), compiling),
    };
  });
}

function compileDomain(node: Node, compiling: Compiling): Iterator['domain'] {
  const parts = childrenOf(node);
  const first = compiling.compile(part(parts, 0));
  if (parts.length === 1) return (scope, context) => domainOf(first(scope, context));
  const last = compiling.compile(part(parts, 2));
  return (scope, context) => between(first(scope, context), last(scope, context), true, true);
}

/** The values of a list or a closed range; anything else but null is a list of itself. */
export function domainOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (value instanceof FeelRange) return between(value.start, value.end, value['start included'], value['end included']);
  return value === null ? null : [value];
}

/** Numbers by ones and dates by days, upwards or downwards. */
function between(first: unknown, last: unknown, withFirst: boolean, withLast: boolean): readonly unknown[] | null {
  const values = numbersOrDays(first, last);
  if (!values) return null;
  const isLast = (value: unknown) => value === last || String(value) === String(last);
  if (!withLast && values.length > 0 && isLast(values.at(-1))) values.pop();
  if (!withFirst) values.shift();
  return values;
}

function numbersOrDays(first: unknown, last: unknown): unknown[] | null {
  if (typeof first === 'number' && typeof last === 'number') {
    const count = Math.floor(Math.abs(last - first)) + 1;
    spend(count);
    const step = last < first ? -1 : 1;
    return Array.from({ length: count }, (_, index) => first + index * step);
  }
  if (!(first instanceof FeelDate && last instanceof FeelDate)) return null;
  const days = first.unwrap().until(last.unwrap(), { largestUnit: 'day' }).days;
  spend(Math.abs(days) + 1);
  const step = days < 0 ? -1 : 1;
  return Array.from({ length: Math.abs(days) + 1 }, (_, index) => new FeelDate(first.unwrap().add({ days: index * step })));
}

/** What a name means inside a filter: an entry of the item, else the item itself as `item`, else what it means outside. */
export const itemScope =
  (item: unknown, outer: Scope): Scope =>
  (name) => {
    if (isRecord(item) && Object.hasOwn(item, name)) return item[name] ?? null;
    return name === 'item' ? item : outer(name);
  };
