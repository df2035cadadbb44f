import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Row {
  readonly id: string;
  readonly business_key: string | null;
  readonly search: string | null;
}

const atOnce = 1_000;
const names = ['subject', 'title', 'serviceName'];

/** Cases that were there before search was are found by their subject and without diacritics too, like those that came later. */
export class SearchOfOldCases1700000042000 implements MigrationInterface {
  readonly name = 'SearchOfOldCases1700000042000';

  async up(runner: QueryRunner): Promise<void> {
    for (let after = ''; ;) {
      const rows = (await runner.query(
        'SELECT `id`, `business_key`, `search` FROM `history_instance` WHERE `id` > ? ORDER BY `id` LIMIT ?',
        [after, atOnce],
      )) as Row[];
      const subjects = await subjectsOf(
        runner,
        rows.map(({ id }) => id),
      );
      for (const { id, business_key: key, search } of rows) {
        const right = fold(`${key ?? ''} ${subjects.get(id) ?? ''}`).slice(0, 191);
        if (right !== (search ?? ''))
          await runner.query('UPDATE `history_instance` SET `search` = ? WHERE `id` = ?', [right, id]);
      }
      if (rows.length < atOnce) return;
      after = rows.at(-1)!.id;
    }
  }

  async down(): Promise<void> {
    // what is found by more words is not found by fewer again
  }
}

/** The first that says something of each case. */
async function subjectsOf(runner: QueryRunner, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const places = (values: readonly string[]) => values.map(() => '?').join(', ');
  const found = (await runner.query(
    `SELECT instance_id, name, value FROM history_variable WHERE scope_id = instance_id AND instance_id IN (${places(ids)}) AND name IN (${places(names)})`,
    [...ids, ...names],
  )) as { readonly instance_id: string; readonly name: string; readonly value: string }[];
  const subjects = new Map<string, string>();
  for (const name of names.toReversed())
    for (const { instance_id: id, name: of, value } of found) {
      const text: unknown = of === name && JSON.parse(value);
      if (typeof text === 'string' && text.trim() !== '') subjects.set(id, text);
    }
  return subjects;
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim();
