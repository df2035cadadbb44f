import type { Condition } from './condition.ts';
import { everything } from './condition.ts';
import type { SqlValue } from './dialect.ts';
import { quoted } from './dialect.ts';
import { expand } from './placeholders.ts';
import type { RawRow } from './row-codec.ts';
import { codecOf } from './row-codec.ts';
import type { Table } from './table.ts';
import { columnName } from './table.ts';

export interface ReadStatement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Runs reading statements, each by itself as far as transactions go; answers the rows of each. */
export type RunTogether = (statements: readonly ReadStatement[]) => Promise<RawRow[][]>;

type Row = Readonly<Record<string, unknown>>;

interface Asked {
  readonly values: readonly string[];
  resolve(rows: Row[]): void;
  reject(error: unknown): void;
}

/** Readings that differ in the values only. */
interface Alike {
  readonly table: Table;
  readonly property: string;
  readonly rest: ReadStatement;
  readonly asked: Asked[];
}

const valuesPerStatement = 500;

/**
 * Readings by key of many commands at once: those that are asked for in one turn of the event loop and differ only in the values
 * share a statement, and all of the turn travel together. Nobody's reading begins before it was asked for, and what is wrong with one
 * is told to its asker alone.
 */
export class GatheredReads {
  private readonly run: RunTogether;
  private waiting = new Map<string, Alike>();

  constructor(run: RunTogether) {
    this.run = run;
  }

  /**
   * Rows whose `property` has one of the values, and for which the rest holds; whoever asks alike shares them.
   * @throws TypeError for a value that is no text, RangeError or TypeError for parameters that do not fit the rest
   */
  async find(table: Table, property: string, values: readonly string[], rest: Condition): Promise<Row[]> {
    if (values.length === 0) return [];
    if (values.some((value) => typeof value !== 'string')) throw new TypeError(`${table.name}.${property} is compared with text`);
    const expanded = rest === everything ? bare : expand(` AND (${rest.sql})`, rest.parameters);
    return new Promise((resolve, reject) => {
      if (this.waiting.size === 0) setImmediate(() => void this.flush());
      const own = expanded.values.length === 0 ? '' : JSON.stringify(expanded.values);
      const key = `${table.name} ${property}${expanded.sql} ${own}`;
      const asked = { values, resolve, reject };
      const alike = this.waiting.get(key);
      if (alike) alike.asked.push(asked);
      else this.waiting.set(key, { table, property, rest: expanded, asked: [asked] });
    });
  }

  private async flush(): Promise<void> {
    const shapes = [...this.waiting.values()];
    this.waiting = new Map();
    try {
      await this.read(shapes);
    } catch (error) {
      if (shapes.length === 1) for (const { reject } of shapes[0]?.asked ?? []) reject(error);
      else await Promise.all(shapes.map((shape) => this.alone(shape)));
    }
  }

  private async alone(shape: Alike): Promise<void> {
    try {
      await this.read([shape]);
    } catch (error) {
      for (const { reject } of shape.asked) reject(error);
    }
  }

  private async read(shapes: readonly Alike[]): Promise<void> {
    const statements = shapes.map(statementsOf);
    const results = await this.run(statements.flat());
    let at = 0;
    for (const [i, shape] of shapes.entries()) {
      const count = (statements[i] as ReadStatement[]).length;
      answer(shape, results.slice(at, at + count).flat());
      at += count;
    }
  }
}

const bare: ReadStatement = { sql: '', values: [] };

const statementsOf = ({ table, property, rest, asked }: Alike): ReadStatement[] => {
  const values = [...new Set(asked.length === 1 ? asked[0]?.values : asked.flatMap((each) => each.values))];
  const head = `SELECT ${codecOf(table).columnList} FROM ${quoted(table.name)} WHERE ${quoted(columnName(property))} IN `;
  const statements: ReadStatement[] = [];
  for (let from = 0; from < values.length; from += valuesPerStatement) {
    const part = filled(values.slice(from, from + valuesPerStatement));
    const places = part.map(() => '?').join(', ');
    statements.push({ sql: `${head}(${places})${rest.sql}`, values: [...part, ...rest.values] });
  }
  return statements;
};

/** Up to the next power of two with the last value again: few different texts, so that prepared statements are met again. */
const filled = (values: readonly string[]): readonly string[] => {
  const length = 2 ** Math.ceil(Math.log2(values.length));
  const last = values.at(-1) as string;
  return length === values.length ? values : [...values, ...Array.from({ length: length - values.length }, () => last)];
};

const answer = ({ table, property, asked }: Alike, raw: readonly RawRow[]): void => {
  const codec = codecOf(table);
  const column = columnName(property);
  const byValue = new Map<unknown, Row[]>();
  const broken = new Map<unknown, unknown>();
  for (const each of raw) {
    const value = each[column];
    try {
      const row = codec.decode(each);
      const alike = byValue.get(value);
      if (alike) alike.push(row);
      else byValue.set(value, [row]);
    } catch (error) {
      broken.set(value, error);
    }
  }
  for (const { values, resolve, reject } of asked) {
    const bad = broken.size === 0 ? undefined : values.find((value) => broken.has(value));
    if (bad !== undefined) reject(broken.get(bad));
    else resolve([...new Set(values)].flatMap((value) => byValue.get(value) ?? []));
  }
};
