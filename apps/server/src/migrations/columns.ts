import type { QueryRunner } from 'typeorm';

/**
 * Column types per database, frozen: migrations that ran must keep saying what they said. A new type is added, none changed.
 * SQLite holds what it is given; the program checks lengths before it writes.
 */
const types = {
  id: { sqlite: 'text', mysql: 'varchar(36)' },
  key: { sqlite: 'text', mysql: 'varchar(191)' },
  text: { sqlite: 'text', mysql: 'varchar(500)' },
  bigText: { sqlite: 'text', mysql: 'longtext' },
  json: { sqlite: 'text', mysql: 'longtext' },
  millis: { sqlite: 'integer', mysql: 'bigint' },
  integer: { sqlite: 'integer', mysql: 'int' },
  boolean: { sqlite: 'integer', mysql: 'tinyint(1)' },
} as const;

type Type = keyof typeof types;

/** `'key'`, or `'key?'` where the column may be null. */
export type ColumnSpec = Type | `${Type}?`;

export interface TableSpec {
  readonly name: string;
  /** By their names in snake case; `id` is the primary key. */
  readonly columns: { readonly id: 'id' | 'key'; readonly [column: string]: ColumnSpec };
  /** Columns of each unique key, as `institution, key, version`. */
  readonly unique?: readonly string[];
  /** Columns of each further index. */
  readonly indices?: readonly string[];
  /** The rows go when the row goes whose `id` the column holds. */
  readonly belongsTo?: { readonly column: string; readonly table: string };
}

type Family = 'sqlite' | 'mysql';

const columnSql = (family: Family, name: string, spec: ColumnSpec): string => {
  const nullable = spec.endsWith('?');
  const type = types[spec.replace('?', '') as Type][family];
  return `\`${name}\` ${type} ${nullable ? 'NULL' : 'NOT NULL'}`;
};

const listed = (columns: string): string[] => columns.split(',').map((column) => column.trim());
const quotedList = (columns: string): string =>
  listed(columns)
    .map((column) => `\`${column}\``)
    .join(', ');
const indexName = (prefix: string, table: string, columns: string): string =>
  `${prefix}_${table}_${listed(columns).join('_')}`.slice(0, 64);

/** Creates the table with its indices, on MySQL in one statement: such a database commits each on its own. */
export const createTable = async (runner: QueryRunner, spec: TableSpec): Promise<void> => {
  const family: Family = runner.dataSource.options.type === 'better-sqlite3' ? 'sqlite' : 'mysql';
  const parts = Object.entries(spec.columns).map(([name, column]) => columnSql(family, name, column));
  parts.push('PRIMARY KEY (`id`)');
  if (spec.belongsTo) {
    const { column, table } = spec.belongsTo;
    parts.push(`FOREIGN KEY (\`${column}\`) REFERENCES \`${table}\` (\`id\`) ON DELETE CASCADE`);
  }
  const unique = spec.unique ?? [];
  const indices = spec.indices ?? [];
  if (family === 'mysql') {
    parts.push(...unique.map((columns) => `UNIQUE KEY \`${indexName('uq', spec.name, columns)}\` (${quotedList(columns)})`));
    parts.push(...indices.map((columns) => `KEY \`${indexName('ix', spec.name, columns)}\` (${quotedList(columns)})`));
    const collation = runner.dataSource.options.type === 'mariadb' ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin';
    await runner.query(
      `CREATE TABLE \`${spec.name}\` (${parts.join(', ')}) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation}`,
    );
    return;
  }
  await runner.query(`CREATE TABLE \`${spec.name}\` (${parts.join(', ')})`);
  for (const columns of unique) {
    await runner.query(
      `CREATE UNIQUE INDEX \`${indexName('uq', spec.name, columns)}\` ON \`${spec.name}\` (${quotedList(columns)})`,
    );
  }
  for (const columns of indices) {
    await runner.query(`CREATE INDEX \`${indexName('ix', spec.name, columns)}\` ON \`${spec.name}\` (${quotedList(columns)})`);
  }
};

/** Adds columns and indices to a table that exists. */
export const extendTable = async (
  runner: QueryRunner,
  table: string,
  columns: { readonly [column: string]: `${Type}?` },
  indices: readonly string[] = [],
): Promise<void> => {
  const family: Family = runner.dataSource.options.type === 'better-sqlite3' ? 'sqlite' : 'mysql';
  for (const [name, spec] of Object.entries(columns)) {
    await runner.query(`ALTER TABLE \`${table}\` ADD COLUMN ${columnSql(family, name, spec)}`);
  }
  for (const listedColumns of indices) {
    const name = indexName('ix', table, listedColumns);
    await runner.query(`CREATE INDEX \`${name}\` ON \`${table}\` (${quotedList(listedColumns)})`);
  }
};
