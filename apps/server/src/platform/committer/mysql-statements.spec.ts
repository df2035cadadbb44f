import { describe, expect, it } from '@jest/globals';
import { bigText, id, integer, table } from '../database/table.ts';
import { planOf } from '../testing/things.ts';
import type { RowChanges } from '../write-plan.ts';
import { encodePlan } from './encode-plan.ts';
import { packets, selectGuards, writeStatements } from './mysql-statements.ts';

const columns = { id: id(), note: bigText(), count: integer() };
const [cases, people] = [table('cases', columns), table('people', columns)];
const row = (name: string) => ({ id: name, note: 'n', count: 1 });
const written = (...plans: ((changes: RowChanges) => void)[]) =>
  writeStatements(plans.map((change) => encodePlan(planOf(0, change), 0)));
const texts = (...plans: ((changes: RowChanges) => void)[]) => written(...plans).map(({ sql }) => sql);

describe('What MariaDB and MySQL are told', () => {
  it('is to delete first, then to change, then to insert, tables in one order', () => {
    const statements = written(
      (changes) => {
        changes.insert(people, row('new'));
        changes.update(people, 'p', { count: 2 });
        changes.delete(people, 'b');
        changes.delete(cases, 'x');
      },
      (changes) => {
        changes.insert(cases, row('new'));
        changes.delete(people, 'a');
      },
    );
    expect(statements.map(({ sql, table: { name } }) => [sql.split(' ')[0], name])).toEqual([
      ['DELETE', 'cases'],
      ['DELETE', 'people'],
      ['UPDATE', 'people'],
      ['INSERT', 'cases'],
      ['INSERT', 'people'],
    ]);
    expect(statements[1]!.sql).toBe("DELETE FROM `people` WHERE id IN ('a', 'b')");
    expect(statements[3]!.sql).toMatch(/^INSERT INTO `cases` \(.+\) VALUES \('new', 'n', 1\)$/);
  });

  it('is one statement for rows whose same columns change, the same value written once', () => {
    const change = (name: string, count: number) => (changes: RowChanges) => changes.update(cases, name, { note: "it's", count });
    expect(texts(change('b', 2), change('a', 1))).toEqual([
      "UPDATE `cases` SET `note` = 'it\\'s', `count` = CASE id WHEN 'a' THEN 1 WHEN 'b' THEN 2 END WHERE id IN ('a', 'b')",
    ]);
    expect(texts(change('a', 1), (changes) => changes.update(cases, 'b', { count: 1 }))).toHaveLength(2);
    expect(texts(change('a', 1), (changes) => changes.update(people, 'a', { note: 'n', count: 1 }))).toHaveLength(2);
  });

  it('is the later change of a row after the earlier one', () => {
    const change = (count: number) => (changes: RowChanges) => changes.update(cases, 'a', { count });
    expect(texts(change(1), change(2), (changes) => changes.update(cases, 'b', { count: 3 }))).toEqual([
      "UPDATE `cases` SET `count` = CASE id WHEN 'a' THEN 1 WHEN 'b' THEN 3 END WHERE id IN ('a', 'b')",
      "UPDATE `cases` SET `count` = 2 WHERE id = 'a'",
    ]);
  });

  it('is cut where a statement would grow too long for the database to search or to take', () => {
    const many = (of: number, change: (changes: RowChanges, name: string) => void) => (changes: RowChanges) => {
      for (let at = 0; at < of; at++) change(changes, `r${String(at).padStart(4, '0')}`);
    };
    const updates = texts(many(65, (changes, name) => changes.update(cases, name, { count: 1 })));
    expect(updates.map((sql) => sql.match(/'r\d+'/g)!.length)).toEqual([64, 1]);
    const deletes = texts(many(2_001, (changes, name) => changes.delete(cases, name)));
    expect(deletes.map((sql) => sql.match(/'r\d+'/g)!.length)).toEqual([1_000, 1_000, 1]);
    const half = 'x'.repeat(499_000);
    const inserts = texts(many(3, (changes, name) => changes.insert(cases, { ...row(name), note: half })));
    expect(inserts.map((sql) => sql.match(/'r\d+'/g)!.length)).toEqual([2, 1]);
    const larger = texts(many(3, (changes, name) => changes.update(cases, name, { note: half })));
    expect(larger.map((sql) => new Set(sql.match(/'r\d+'/g)).size)).toEqual([2, 1]);
    const huge = texts(many(2, (changes, name) => changes.insert(cases, { ...row(name), note: 'x'.repeat(2_000_000) })));
    expect(huge).toHaveLength(2);
  });

  it('is to lock guarded rows in the order of their ids', () => {
    const group = { table: cases, ids: ['a', 'b'] };
    expect(selectGuards('mariadb', { ...group, mode: 'write' })).toMatch(
      /^SELECT id, revision FROM `cases` WHERE id IN \('a', 'b'\) ORDER BY id FOR UPDATE/,
    );
    expect(selectGuards('mariadb', { ...group, mode: 'rely' })).toContain('LOCK IN SHARE MODE');
  });

  it('goes in packets: as many statements as fit, one that is larger alone', () => {
    expect(packets(['aaaa', 'bbbb', 'cc'], 10)).toEqual(['aaaa; bbbb', 'cc']);
    expect(packets(['aaaa', 'bbbb'], 9)).toEqual(['aaaa', 'bbbb']);
    expect(packets(['a'.repeat(20), 'b'], 10)).toEqual(['a'.repeat(20), 'b']);
    expect(packets([], 10)).toEqual([]);
  });
});
