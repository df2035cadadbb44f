import { FeelRange } from 'feelin';
import { normalName } from '../feel/declared-names.ts';
import { variableName } from '../feel/names.ts';
import { childrenOf, textOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { isRecord } from '../feel/is-record.ts';
import { isTemporal } from '../feel/values.ts';
import { part } from './closure.ts';
import type { Closure, Compiling } from './closure.ts';

const plainName = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** What a path may read of temporal values; everything else of theirs is an inner matter. */
const temporalProperties = new Set(
  'year month day weekday hour minute second timezone years months days hours minutes seconds'.split(' ').concat('time offset'),
);

const rangeProperties = new Set(['start', 'end', 'start included', 'end included']);

/** A variable: missing ones are null. */
export function compileVariable(node: Node, { source, declared }: Compiling): Closure {
  const name = variableName(node, source, declared);
  return (scope) => scope(name) ?? null;
}

/** `?`, the value under test. */
export const compileInput = (): Closure => (scope) => scope('?') ?? null;

export function compilePath(node: Node, compiling: Compiling): Closure {
  const parts = childrenOf(node);
  const target = compiling.compile(part(parts, 0));
  const name = textOf(part(parts, 2), compiling.source);
  return (scope, context) => property(target(scope, context), name);
}

/** An own entry of a context (of each, in a list), or a component of a date or duration; null for anything else. */
export function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return value.map((item) => property(item, name));
  if (isTemporal(value)) return temporalProperty(value, name);
  if (value instanceof FeelRange) {
    return rangeProperties.has(name) ? ((value as unknown as { [name: string]: unknown })[name] ?? null) : null;
  }
  if (!isRecord(value)) return null;
  if (Object.hasOwn(value, name)) return value[name] ?? null;
  return plainName.test(name) ? null : byNormalName(value, normalName(name));
}

/** A zone is one that has a name; an offset alone is none. */
function temporalProperty(value: object, name: string): unknown {
  const found = temporalProperties.has(name) ? (value as { readonly [name: string]: unknown })[name] : null;
  return name === 'timezone' && /^(?:UTC|[+-].*)$/.test(String(found)) ? null : (found ?? null);
}

function byNormalName(value: { readonly [name: string]: unknown }, name: string): unknown {
  const key = Object.keys(value).find((candidate) => normalName(candidate) === name);
  return key === undefined ? null : (value[key] ?? null);
}
