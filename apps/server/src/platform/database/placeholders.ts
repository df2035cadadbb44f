import type { SqlValue } from './dialect.ts';

/** Of a statement: a quoted text or name, or a place for a value. */
export const placeholder = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\?/g;

/**
 * Spreads array parameters over as many placeholders (`id IN (?)`), an empty one becoming NULL, which matches nothing.
 * Booleans become 1 and 0.
 * @throws TypeError for a parameter that is not text, number, boolean, null or an array of these: an object that a request
 * smuggled in would reach the driver as something else than a value
 */
export const expand = (sql: string, parameters: readonly unknown[]): { sql: string; values: SqlValue[] } => {
  const values: SqlValue[] = [];
  let at = 0;
  const expanded = sql.replace(placeholder, (token) => {
    if (token !== '?') return token;
    if (at >= parameters.length) throw new RangeError(`A parameter is missing for: ${sql}`);
    const parameter = parameters[at++];
    if (!Array.isArray(parameter)) {
      values.push(plain(parameter));
      return '?';
    }
    values.push(...parameter.map(plain));
    return parameter.length === 0 ? 'NULL' : parameter.map(() => '?').join(', ');
  });
  if (at < parameters.length) throw new RangeError(`${parameters.length - at} parameters too many for: ${sql}`);
  return { sql: expanded, values };
};

const plain = (value: unknown): SqlValue => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`Cannot bind ${typeof value} as a parameter`);
};
