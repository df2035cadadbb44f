import type { MigrationInterface, QueryRunner } from 'typeorm';

const index = 'ix_history_variable_name_value';

/**
 * Cases are looked for by a value: who applied, a personal code. Only its beginning is indexed, as values may be long: MySQL does that
 * by a length, SQLite by an expression.
 */
export class VariableValues1700000036000 implements MigrationInterface {
  readonly name = 'VariableValues1700000036000';

  async up(runner: QueryRunner): Promise<void> {
    const isSqlite = runner.dataSource.options.type === 'better-sqlite3';
    if (isSqlite) await runner.query(`CREATE INDEX IF NOT EXISTS ${index} ON history_variable (name, substr(value, 1, 40))`);
    else if (!(await runner.getTable('history_variable'))?.indices.some(({ name }) => name === index))
      await runner.query(`CREATE INDEX ${index} ON history_variable (name, value(40))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const isSqlite = runner.dataSource.options.type === 'better-sqlite3';
    await runner.query(`DROP INDEX ${index}${isSqlite ? '' : ' ON history_variable'}`);
  }
}
