import { called } from '../feel/budget.ts';
import { FunctionValue } from '../feel/function-value.ts';
import { childrenOf, textOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { NotCompilable, part } from './closure.ts';
import type { Closure, Compiling, Scope } from './closure.ts';
import { compileType } from './instance-of.ts';

/** `function(a, b: number) a + b`: it sees the names around it; a value of a wrong type gives null. */
export function compileFunctionDefinition(node: Node, compiling: Compiling): Closure {
  const parts = childrenOf(node);
  const body = parts.at(-1);
  if (!body || parts.some(({ name }) => name === 'external')) {
    throw new NotCompilable('Functions outside of FEEL (Java, PMML) are not run here.');
  }
  const parameters = childrenOf(part(parts, 2)).map((parameter) => {
    const [name, type] = childrenOf(parameter);
    return {
      name: textOf(part(name ? [name] : [], 0), compiling.source).replace(/\s{2,}/g, ' '),
      conforms: type ? compileType(type, compiling) : null,
    };
  });
  const names = parameters.map(({ name }) => name);
  const result = compiling.compile(part(childrenOf(body), 0));
  return (scope, context) =>
    new FunctionValue(names, (given) => {
      if (!parameters.every(({ conforms }, i) => !conforms || given[i] === null || conforms(given[i], scope))) return null;
      const values = new Map(names.map((name, index) => [name, given[index]]));
      const inner: Scope = (name) => (values.has(name) ? values.get(name) : scope(name));
      return called(() => result(inner, context));
    });
}
