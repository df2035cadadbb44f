import { describe, expect, it } from '@jest/globals';
import { commandTable } from '../platform/command-table.ts';
import type { ColumnType, Table } from '../platform/database/table.ts';
import { tables } from '../schema.ts';
import { places } from './places.ts';

const all: readonly Table[] = [...tables, commandTable];

describe('The registry of places of personal data', () => {
  it('names every table of the server, and no other', () => {
    expect(Object.keys(places).sort()).toEqual(all.map(({ name }) => name).sort());
  });

  it.each(all.map((table) => [table.name, table] as const))(
    'says of %s how its rows are found and erased, or why it is free',
    (name, table) => {
      const { free, ofCase, ofPerson } = places[name] ?? {};
      expect([free !== undefined, ofCase !== undefined || ofPerson !== undefined].filter(Boolean)).toHaveLength(1);
      const named = [
        ...(ofCase ? [ofCase.by] : []),
        ...(ofPerson?.account ?? []),
        ...(ofPerson?.personId ?? []),
        ...[ofCase?.effect, ofPerson?.effect].flatMap((effect) => (typeof effect === 'object' ? Object.keys(effect) : [])),
      ];
      for (const property of named) expect(Object.keys(table.columns)).toContain(property);
    },
  );

  it.each(all.filter((table) => 'instanceId' in table.columns).map(({ name }) => [name] as const))(
    'says of %s, which belongs to cases, what becomes of it',
    (name) => {
      expect(places[name]?.ofCase ?? places[name]?.free ?? places[name]?.ofPerson).toBeDefined();
    },
  );

  it.each(all.flatMap((table) => (places[table.name]?.ofCase ? [[table.name, table] as const] : [])))(
    'says of every text of %s whether it goes',
    (name, table) => {
      const { effect, keeps = [] } = places[name]!.ofCase!;
      if (effect === 'delete') return;
      const texts = Object.entries(table.columns).flatMap(([property, { type }]) =>
        isText(type) && !harmless.includes(property) ? [property] : [],
      );
      const gone = effect === 'stays' ? [] : Object.keys(effect);
      expect([...gone, ...keeps].filter((each) => texts.includes(each)).sort()).toEqual(texts.sort());
    },
  );
});

const isText = (type: ColumnType): boolean => ['key', 'text', 'bigText', 'json'].includes(type);
/** Keys of authorities, models and elements, numbers of cases, accounts of staff, and how something ended. */
const harmless = [
  ...['institution', 'unit', 'processKey', 'businessKey', 'elementId', 'role', 'outcome'],
  ...['account', 'actor', 'assignee', 'startedBy', 'completedBy', 'evaluatedBy', 'askedBy', 'askedOf'],
];
