import { FeelRange } from 'feelin';
import { FunctionValue } from '../feel/function-value.ts';
import { childrenOf, textOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { typeOf } from '../feel/types-of-values.ts';
import { isRecord } from '../feel/is-record.ts';
import { NotCompilable, part } from './closure.ts';
import type { Closure, Compiling, Scope } from './closure.ts';

export type Conforms = (value: unknown, scope: Scope) => boolean;

/** `x instance of type`. Null is an instance of nothing but Null. */
export function compileInstanceOf(node: Node, compiling: Compiling): Closure {
  const parts = childrenOf(node);
  const value = compiling.compile(part(parts, 0));
  const conforms = compileType(part(parts, parts.length - 1), compiling);
  return (scope, context) => conforms(value(scope, context), scope);
}

const named = new Set([
  'number',
  'string',
  'boolean',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
  'list',
  'context',
  'range',
  'function',
]);

const otherNames: ReadonlyMap<string, Conforms> = new Map<string, Conforms>([
  ['Any', (value) => value !== null],
  ['Null', (value) => value === null],
  ['duration', (value) => typeOf(value).endsWith('duration')],
  ['dateTime', (value) => typeOf(value) === 'date and time'],
  ['dayTimeDuration', (value) => typeOf(value) === 'days and time duration'],
  ['yearMonthDuration', (value) => typeOf(value) === 'years and months duration'],
]);

/** Whether a value is of a type as written: a name, `list<…>`, `range<…>`, `context<a: …>`, `function<…> -> …`. */
export function compileType(node: Node, compiling: Compiling): Conforms {
  const inner = node.name === 'Type' ? part(childrenOf(node), 0) : node;
  switch (inner.name) {
    case 'ListType':
      return listOf(compileType(child(inner, 'Type'), compiling));
    case 'ContextType':
      return contextOf(child(inner, 'ContextEntryTypes'), compiling);
    case 'FunctionType': {
      const count = childrenOf(child(inner, 'ArgumentTypes')).length;
      return (value) => value instanceof FunctionValue && value.parameters.length === count;
    }
    default:
      return byName(textOf(inner, compiling.source).replace(/\s+/g, ' ').trim(), compiling);
  }
}

function child(node: Node, name: string): Node {
  const found = childrenOf(node).find((each) => each.name === name);
  if (!found) throw new NotCompilable();
  return found;
}

const listOf =
  (conforms: Conforms): Conforms =>
  (value, scope) =>
    Array.isArray(value) && value.every((item) => item === null || conforms(item, scope));

function contextOf(entries: Node, compiling: Compiling): Conforms {
  const types = childrenOf(entries).map((entry): [string, Conforms] => {
    const [name] = childrenOf(entry);
    return [textOf(part(name ? [name] : [], 0), compiling.source), compileType(child(entry, 'Type'), compiling)];
  });
  return (value, scope) =>
    isRecord(value) &&
    types.every(([name, conforms]) => Object.hasOwn(value, name) && (value[name] === null || conforms(value[name], scope)));
}

function byName(name: string, compiling: Compiling): Conforms {
  const [, ends] = /^range·(.+)·$/.exec(name) ?? [];
  if (ends !== undefined) {
    const conforms = byName(ends.trim(), compiling);
    return (value, scope) =>
      value instanceof FeelRange && [value.start, value.end].every((end: unknown) => end === null || conforms(end, scope));
  }
  if (named.has(name)) return (value) => typeOf(value) === name;
  const other = otherNames.get(name) ?? compiling.types?.(name);
  if (!other) throw new NotCompilable(`There is no type "${name}".`);
  return other;
}
