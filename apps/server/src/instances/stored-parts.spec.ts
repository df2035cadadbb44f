import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ScopeState, Snapshot } from '@gaita/engine';
import { storeApart } from '@gaita/engine';
import type { Database } from '../platform/database/database.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { InstanceChanged, OpenInstance } from './open-instance.ts';
import { PartReader } from './read-parts.ts';
import type { InstancePartRow } from './tables.ts';
import { instancePartTable, instanceTable } from './tables.ts';
import { writeSnapshot } from './write-snapshot.ts';

const loop = { sequential: false, total: 2, started: 2, completed: 0 };
const long = 'x'.repeat(40_000);
const item = (parent: string, value = long): ScopeState => ({
  element: 'b',
  parent,
  token: { element: 'b' },
  variables: { text: { id: 'v', version: 1, value } },
});
/** A body with two items, in the first of which stands a body of its own. */
const scopes = {
  case: { element: 'p' },
  body: { element: 'b', parent: 'case', loop },
  one: item('body'),
  two: item('body'),
  sub: { element: 's', parent: 'one' },
  inner: { element: 'i', parent: 'sub', loop },
  'inner-one': item('inner', 'short'),
};
const snapshot: Snapshot = { v: 2, instanceId: 'case', scopes };
const sizeOf = (scope: object) => JSON.stringify(scope).length;

const write = (after: Snapshot, touched: readonly string[] = [], known: ReadonlyMap<string, number> = new Map()) => {
  const changes = new RowChanges();
  const written = writeSnapshot(changes, after, new Set(touched), known, () => 'z');
  return { ...written, changes: changes.list() };
};

describe('An instance with large bodies', () => {
  describe('is written', () => {
    it('as one row up to 64 KB, and however large while no body is open', () => {
      const small = { ...snapshot, scopes: { ...scopes, one: item('body', ''), two: item('body', '') } };
      const bodiless = { ...snapshot, scopes: { case: item(''), more: item('case') } };
      for (const whole of [small, bodiless]) {
        const { text, changes, parts, ...rest } = write(whole, ['case']);
        expect([text, parts, rest]).toEqual([JSON.stringify(whole), new Map(), { snapshot: whole, whole }]);
        expect(changes).toEqual([{ op: 'update', table: instanceTable, id: 'case', set: { snapshot: text } }]);
      }
      const room = 65_536 - JSON.stringify(small).length;
      const filled = (more: number) => ({ ...small, businessKey: 'k'.repeat(room - ',"businessKey":""'.length + more) });
      expect(JSON.stringify(filled(0))).toHaveLength(65_536);
      expect([write(filled(0)).whole.apart, write(filled(1)).whole.apart]).toEqual([undefined, { scopes: [], below: ['case'] }]);
    });

    it('as one row a scope beyond that, of which memory keeps those outside of items', () => {
      const { text, whole, changes, parts, snapshot: kept } = write(snapshot);
      expect(whole).toEqual(storeApart(snapshot, 'z'));
      expect(JSON.parse(text)).toEqual({ ...snapshot, scopes: {}, apart: { scopes: [], below: [] } });
      expect(kept).toEqual({ ...snapshot, scopes: { case: scopes.case, body: scopes.body }, apart: { scopes: [], below: [] } });
      expect(parts).toEqual(
        new Map([
          ['case', sizeOf(scopes.case)],
          ['body', sizeOf(scopes.body)],
        ]),
      );
      const inserted = changes.flatMap((change) => (change.op === 'insert' ? [change.row] : []));
      expect(inserted.map(({ id, instanceId, partId, bodyId }) => [id, instanceId, partId, bodyId])).toEqual([
        ['case', 'case', 'case', 'case'],
        ['body', 'case', 'case', 'case'],
        ['one', 'case', 'one', 'body'],
        ['two', 'case', 'two', 'body'],
        ['sub', 'case', 'one', 'body'],
        ['inner', 'case', 'one', 'body'],
        ['inner-one', 'case', 'inner-one', 'inner'],
      ]);
      expect(inserted.every(({ id, content }) => content === JSON.stringify(whole.scopes[id as string]))).toBe(true);
      expect(changes.at(-1)).toMatchObject({ op: 'update', table: instanceTable, id: 'case', set: { snapshot: text } });
    });

    it('by the scopes that were touched: changed, new and gone ones', () => {
      const apart = storeApart(snapshot, 'z');
      const { two: _, ...others } = apart.scopes;
      const after = { ...apart, scopes: { ...others, three: item('body', 'new') } };
      const known = new Map(['case', 'body', 'one', 'two'].map((id) => [id, 1]));
      const { changes, parts, whole } = write(after, ['one', 'two', 'three', 'never stored'], known);
      expect(changes.slice(0, -1)).toEqual([
        { op: 'update', table: instancePartTable, id: 'one', set: { content: JSON.stringify(scopes.one) } },
        { op: 'delete', table: instancePartTable, id: 'two' },
        {
          op: 'insert',
          table: instancePartTable,
          row: {
            id: 'three',
            instanceId: 'case',
            partId: 'three',
            bodyId: 'body',
            content: JSON.stringify(after.scopes['three']),
          },
        },
      ]);
      expect([parts, whole]).toEqual([
        new Map([
          ['case', 1],
          ['body', 1],
        ]),
        after,
      ]);
    });

    it('as one row again when no body is open any more, or it is over', () => {
      const known = new Map([
        ['case', 1],
        ['one', 1],
      ]);
      const apart = { scopes: [], below: ['case'] };
      const deleted = ['case', 'one'].map((id) => ({ op: 'delete', table: instancePartTable, id }));
      const bodiless: Snapshot = { ...snapshot, scopes: { case: item('') }, apart };
      const { apart: _, ...together } = bodiless;
      const text = JSON.stringify(together);
      const update = { op: 'update', table: instanceTable, id: 'case', set: { snapshot: text } };
      expect(write(bodiless, [], known)).toMatchObject({ text, parts: new Map(), changes: [...deleted, update] });
      const over: Snapshot = { ...snapshot, scopes: {}, apart, ended: 'completed' };
      expect(write(over, [], known).changes).toEqual(deleted);
      // kept for its caller, bodies or not
      expect(write({ ...snapshot, apart, ended: 'completed' }, [], known)).toMatchObject({ changes: [{}, {}, { op: 'update' }] });
      expect(write({ ...snapshot, ended: 'completed' }).whole).not.toHaveProperty('apart');
    });
  });

  describe('is read', () => {
    const apart = storeApart(snapshot, 'z');
    let rows: InstancePartRow[];
    let revision: number | undefined;
    let asked: [string, readonly string[]][];

    beforeEach(() => {
      const written = write(snapshot).changes.flatMap((change) => (change.op === 'insert' ? [change.row] : []));
      rows = written as unknown as InstancePartRow[];
      revision = 5;
      asked = [];
    });

    const reader = () => {
      const find = async (_: unknown, condition: string, [ids]: [readonly string[]]) => {
        asked.push([condition, ids]);
        const [column] = condition.split(' ');
        const property = { id: 'id', part_id: 'partId', body_id: 'bodyId' }[column!] as keyof InstancePartRow;
        return rows.filter((row) => ids.includes(row[property]));
      };
      const byId = async (table: unknown, id: string) =>
        table === instanceTable && id === 'case' && revision !== undefined ? { revision } : undefined;
      return new PartReader({ reader: { find, byId } } as unknown as Database);
    };
    const own = { ...apart, scopes: { case: scopes.case, body: scopes.body }, apart: { scopes: [], below: [] } } as Snapshot;
    const idsOf = (read: { scopes: object } | undefined) => Object.keys(read!.scopes).sort();
    const needed = (scopeIds: readonly string[], below: readonly string[] = [], of = own) =>
      reader().needed(of, 5, { scopeIds: [...scopeIds], below: [...below] });

    it('by its own part first, with how large each row is', async () => {
      const read = await reader().own('case', 5);
      expect(read).toEqual({
        scopes: { case: scopes.case, body: scopes.body },
        rows: new Map([
          ['case', sizeOf(scopes.case)],
          ['body', sizeOf(scopes.body)],
        ]),
      });
      expect(asked).toEqual([['part_id IN (?)', ['case']]]);
      for (const other of [6, undefined]) {
        revision = other;
        expect(await reader().own('case', 5)).toBeUndefined();
      }
    });

    it('by the item in which a scope lives, and those around it that are not here', async () => {
      expect(idsOf(await needed(['sub']))).toEqual(['inner', 'one', 'sub']);
      expect(asked).toEqual([
        ['id IN (?)', ['sub']],
        ['part_id IN (?)', ['one']],
      ]);
      expect(idsOf(await needed(['inner-one']))).toEqual(['inner', 'inner-one', 'one', 'sub']);
      expect(idsOf(await needed(['nowhere']))).toEqual([]);
      expect(idsOf(await needed(['two', 'two']))).toEqual(['two']);
      asked = [];
      const here = { ...own, scopes: { ...own.scopes, inner: scopes.inner } };
      expect(idsOf(await needed(['inner-one'], [], here))).toEqual(['inner-one']);
      expect(asked).toHaveLength(2);
      revision = 6;
      expect(await needed(['sub'])).toBeUndefined();
    });

    it('but for scopes of other instances', async () => {
      rows = rows.map((row) => (row.id === 'sub' ? { ...row, instanceId: 'other' } : row));
      expect(idsOf(await needed(['sub']))).toEqual([]);
    });

    it('by all items of the bodies below a scope, and of bodies in those', async () => {
      expect(idsOf(await needed([], ['case']))).toEqual(['inner', 'inner-one', 'one', 'sub', 'two']);
      expect(asked).toEqual([
        ['body_id IN (?)', ['body']],
        ['body_id IN (?)', ['inner']],
      ]);
      expect(idsOf(await needed([], ['body']))).toHaveLength(5);
      expect(idsOf(await needed([], ['elsewhere']))).toEqual([]);
      expect(idsOf(await needed([]))).toEqual([]);
      expect(asked).toHaveLength(4);
      const here = { ...own, scopes: { ...own.scopes, one: scopes.one, sub: scopes.sub, inner: scopes.inner } };
      expect(idsOf(await needed([], ['sub'], here))).toEqual(['inner-one']);
    });

    it('with at most a thousand ids in one statement', async () => {
      await needed(Array.from({ length: 2_001 }, (_, at) => `s${at}`));
      expect(asked.map(([, { length }]) => length)).toEqual([1_000, 1_000, 1]);
    });

    it('more and more while commands work on it, each row once', async () => {
      const open = new OpenInstance(
        reader(),
        5,
        own,
        new Map([
          ['case', 1],
          ['body', 1],
        ]),
      );
      await open.at({ scopeId: 'one', tokenId: 't' });
      expect([...open.known.keys()].sort()).toEqual(['body', 'case', 'inner', 'one', 'sub']);
      expect(open.known.get('one')).toBe(sizeOf(scopes.one));
      open.step({ ...open.snapshot, scopes: own.scopes }, ['one']);
      await open.read({ scopeIds: ['one'], below: [] });
      // what a step took away does not come again
      expect(open.snapshot.scopes).not.toHaveProperty('one');
      expect(open.known.get('case')).toBe(1);
      expect([...open.touched]).toEqual(['one']);
      const before = asked.length;
      expect(await open.at({ scopeId: 'case', tokenId: 't' })).toBe(open.snapshot);
      expect(asked).toHaveLength(before);
      revision = 6;
      await expect(open.read({ scopeIds: ['two'], below: [] })).rejects.toBeInstanceOf(InstanceChanged);
      expect(new InstanceChanged().name).toBe('InstanceChanged');
    });

    it('no more than two thousand times in one go', async () => {
      const nothing = { needed: async () => ({ scopes: {}, rows: new Map() }) } as unknown as PartReader;
      const open = new OpenInstance(nothing, 5, own, new Map());
      const none = { scopeIds: [], below: [] };
      for (let reads = 0; reads < 2_000; reads++) await open.read(none);
      await expect(open.read(none)).rejects.toThrow('Instance case asks for more and more of its parts');
    });
  });
});
