import { Inject, Injectable } from '@nestjs/common';
import { commandTable } from '../platform/command-table.ts';
import { Database } from '../platform/database/database.ts';
import { columnName } from '../platform/database/table.ts';
import type { Table } from '../platform/database/table.ts';
import { Defect } from '../platform/errors.ts';
import type { RowChanges } from '../platform/write-plan.ts';
import type { Effect, Place } from './places.ts';
import { places } from './places.ts';

export const TABLES = Symbol('every table of the server');

export interface FoundPlace {
  readonly place: string;
  readonly table: Table;
  readonly effect: Effect;
  readonly rows: readonly ({ readonly id: string } & Record<string, unknown>)[];
}

const idsAtOnce = 300;

/** Finds everything that the places hold of cases or of somebody, and erases it. */
@Injectable()
export class PlacesOf {
  private readonly byName: ReadonlyMap<string, Table>;

  constructor(
    private readonly database: Database,
    @Inject(TABLES) tables: readonly Table[],
  ) {
    this.byName = new Map([...tables, commandTable as Table].map((table) => [table.name, table]));
  }

  /** @param ids instances, called ones included */
  async ofCases(ids: readonly string[], { withInner = true } = {}): Promise<FoundPlace[]> {
    const found: FoundPlace[] = [];
    for (const [place, { ofCase }] of Object.entries(places)) {
      if (!ofCase || (ofCase.inner && !withInner)) continue;
      const table = this.table(place);
      const via = ofCase.via === undefined ? undefined : await this.idsIn(ofCase.via, ids);
      const rows = await this.rows(table, [ofCase.by], via ?? ids);
      if (rows.length > 0) found.push({ place, table, effect: ofCase.effect, rows });
    }
    return found;
  }

  async ofPerson(person: { readonly id: string; readonly account: string }): Promise<FoundPlace[]> {
    const found: FoundPlace[] = [];
    for (const [place, { ofPerson }] of Object.entries(places)) {
      if (!ofPerson) continue;
      const table = this.table(place);
      const rows = [
        ...(await this.rows(table, ofPerson.account ?? [], [person.account])),
        ...(await this.rows(table, ofPerson.personId ?? [], [person.id])),
      ].map((row) => hiding(row, ofPerson));
      if (rows.length > 0) found.push({ place, table, effect: ofPerson.effect, rows });
    }
    return found;
  }

  private async idsIn(place: string, instances: readonly string[]): Promise<string[]> {
    return (await this.rows(this.table(place), ['instanceId'], instances)).map(({ id }) => id);
  }

  private async rows(table: Table, properties: readonly string[], values: readonly string[]) {
    const rows = new Map<string, FoundPlace['rows'][number]>();
    for (const property of properties)
      for (let from = 0; from < values.length; from += idsAtOnce) {
        const portion = values.slice(from, from + idsAtOnce);
        for (const row of await this.database.reader.find(table, `${columnName(property)} IN (?)`, [portion]))
          rows.set(row.id as string, row as FoundPlace['rows'][number]);
      }
    return [...rows.values()];
  }

  private table(place: string): Table {
    const table = this.byName.get(place);
    if (!table) throw new Defect(`The place ${place} names no table.`);
    return table;
  }
}

const hiding = <R extends object>(row: R, { hides = [] }: NonNullable<Place['ofPerson']>): R =>
  ({ ...row, ...Object.fromEntries(hides.map((property) => [property, '•'])) }) as R;

/** One row's part of an erasure. */
export const eraseRow = (changes: RowChanges, { table, effect }: FoundPlace, row: FoundPlace['rows'][number]): void => {
  if (effect === 'stays') return;
  if (effect === 'delete') return changes.delete(table, row.id);
  const left = Object.entries(effect).map(([property, value]) => [property, typeof value === 'function' ? value(row) : value]);
  const { revision } = row;
  changes.update(table, row.id, {
    ...Object.fromEntries(left),
    ...(typeof revision === 'number' && { revision: revision + 1 }),
  } as never);
};
