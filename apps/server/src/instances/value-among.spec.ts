import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { Applicants } from './applicants.ts';
import { historyVariableTable } from './tables.ts';
import { valueAmong } from './value-among.ts';

const apply = (key: string) =>
  smallModel(key, [userTask('check', 'case-handler')]).replace(
    'isExecutable="true"',
    'isExecutable="true" gaita:applicant="applicant"',
  );
const long = 'Anna Bērziņa-Kalniņa of the cooperative of small farmers';

describe.each(databaseNames)('Looking for cases by a value on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const key of ['one', 'two']) await server.deploy(apply(key));
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  it('finds the cases of an applicant whose name is written just so, in one process or in all', async () => {
    const start = (key: string, applicant: string) => server.start(key, { applicant }, 'case-handler-1');
    const [first, other] = [await start('one', long), await start('two', long)];
    await start('one', `${long} no. 2`);
    await start('one', long.toUpperCase());
    const actor = await server.as('case-handler-1');
    const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id).sort();
    expect(ids(await server.get(Applicants).open(actor, 'one', long))).toEqual([first]);
    const { others } = (await server.get(Applicants).ofCase(actor, first))!;
    expect(ids(others)).toEqual([other]);
    accepted(await server.complete((await server.task(other)).taskId, 'case-handler-1'));
    expect(await server.get(Applicants).open(actor, 'two', long)).toEqual([]);
  });

  it('reads by the index of values', async () => {
    const { sql, parameters } = valueAmong([long, 12, null]);
    const where = `name = ? AND ${sql}`;
    const explain = name === 'SQLite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
    const plan = await server.database.reader.query(`${explain} SELECT id FROM history_variable WHERE ${where}`, [
      'applicant',
      ...parameters,
    ]);
    expect(JSON.stringify(plan)).toContain('ix_history_variable_name_value');
    expect(await server.database.reader.count(historyVariableTable, where, ['applicant', ...parameters])).toBe(2);
  });
});
