import type { DeclaredNames, Shape } from '../feel/declared-names.ts';
import type { Closure } from '../feel-closures/closure.ts';
import { filtered } from '../feel-closures/filter.ts';
import { collect, domainOf, quantified } from '../feel-closures/iteration.ts';
import type { BoxedIterator, Conditional, Element, Filter } from './model.ts';

type Compile = (element: Element | undefined, declared: DeclaredNames, variable: string) => Closure;
type WithNames = (declared: DeclaredNames, names: readonly (readonly [string, Shape])[]) => DeclaredNames;

/** The boxed expressions of DMN 1.4 by their elements' types; undefined for other elements. */
export function compileBoxed14(
  element: Element,
  declared: DeclaredNames,
  variable: string,
  compile: Compile,
  withNames: WithNames,
): Closure | undefined {
  switch (element.$type) {
    case 'boxed:Conditional': {
      const { if: condition, then: whenTrue, else: whenFalse } = element as Conditional;
      const [test, yes, no] = [condition, whenTrue, whenFalse].map((part) => compile(part?.value, declared, variable));
      return (scope, context) => (test?.(scope, context) === true ? yes?.(scope, context) : no?.(scope, context)) ?? null;
    }
    case 'boxed:Filter': {
      const { in: list, match } = element as Filter;
      const items = compile(list?.value, declared, variable);
      const condition = compile(match?.value, withNames(declared, [['item', null]]), variable);
      return (scope, context) => filtered(items(scope, context), condition, true, scope, context);
    }
    case 'boxed:For':
    case 'boxed:Every':
    case 'boxed:Some': {
      const { iteratorVariable = 'item', in: list, return: result, satisfies } = element as BoxedIterator;
      const items = compile(list?.value, declared, variable);
      const known = withNames(declared, [
        [iteratorVariable, null],
        ['partial', null],
      ]);
      const body = compile((result ?? satisfies)?.value, known, variable);
      const iterators = [
        { name: iteratorVariable, domain: (...[scope, context]: Parameters<Closure>) => domainOf(items(scope, context)) },
      ];
      if (element.$type === 'boxed:For') return (scope, context) => collect(iterators, body, scope, context);
      return (scope, context) => quantified(element.$type === 'boxed:Some', iterators, body, scope, context);
    }
    default:
      return undefined;
  }
}
