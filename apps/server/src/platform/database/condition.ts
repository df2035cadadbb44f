import type { SqlParameter } from './dialect.ts';

/** Part of a WHERE, with `?` for its parameters. Its texts are ours; what callers send is a parameter only. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

export const nothing: Condition = { sql: '1 = 0', parameters: [] };
export const everything: Condition = { sql: '1 = 1', parameters: [] };

export const condition = (sql: string, ...parameters: readonly SqlParameter[]): Condition => ({ sql, parameters });

export const all = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => sql).join(' AND '),
  parameters: conditions.flatMap(({ parameters }) => parameters),
});

/** What can never hold is left out: beside it databases read no index for the rest. */
export const any = (conditions: readonly Condition[]): Condition => {
  const possible = conditions.filter(({ sql }) => sql !== nothing.sql);
  return possible.length === 0
    ? nothing
    : {
        sql: `(${possible.map(({ sql }) => sql).join(' OR ')})`,
        parameters: possible.flatMap(({ parameters }) => parameters),
      };
};

export const among = (column: string, values: readonly string[]): Condition =>
  values.length === 0 ? nothing : { sql: `${column} IN (?)`, parameters: [values] };
