import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.ts';
import { Institutions } from '../../identity/index.ts';
import { shared } from '../../models/index.ts';
import { Database } from '../../platform/database/database.ts';
import type { RowOf, Table } from '../../platform/database/table.ts';
import { invalidRequest } from '../wire/camunda-error.ts';
import { Conditions } from './conditions.ts';
import type { ListOf } from './filters.ts';
import type { Parameters } from './parameters.ts';
import { asBoolean, asInteger, asTexts } from './parameters.ts';

/** Rows of one answer; who wants more pages. */
const most = 10_000;

/** Reads the lists of this dialect: visible rows, filtered, sorted, paged. */
@Injectable()
export class Lists {
  constructor(
    private readonly database: Database,
    private readonly institutions: Institutions,
  ) {}

  /** @throws CamundaError 400 for a parameter that cannot be read, an unknown `sortBy`, or an answer of more than 10,000 rows */
  async find<T extends Table>(list: ListOf<T>, actor: Actor, parameters: Parameters): Promise<RowOf<T>[]> {
    const conditions = await this.conditions(list, actor, parameters);
    const offset = pageParameter('firstResult', parameters);
    const limit = pageParameter('maxResults', parameters);
    if (limit !== undefined && limit > most) throw invalidRequest(`Max results limit of ${most} exceeded!`);
    if (limit === 0) return [];
    const rows = await this.database.reader.find(list.table, conditions.sql, conditions.parameters, {
      orderBy: orderOf(list, parameters),
      limit: limit ?? most + 1,
      offset: offset ?? 0,
    });
    if (rows.length > most)
      throw invalidRequest(`An unbound number of results is forbidden! There are more than ${most}: use maxResults.`);
    return rows;
  }

  async count(list: ListOf, actor: Actor, parameters: Parameters): Promise<{ count: number }> {
    const conditions = await this.conditions(list, actor, parameters);
    return { count: await this.database.reader.count(list.table, conditions.sql, conditions.parameters) };
  }

  /** The row of this id, if the caller may know of it. */
  async one<T extends Table>(list: ListOf<T>, actor: Actor, id: string, column = 'id'): Promise<RowOf<T> | undefined> {
    const conditions = new Conditions().add(`${column} = ?`, id);
    list.visible(conditions, actor);
    return this.database.reader.findOne(list.table, conditions.sql, conditions.parameters);
  }

  /** Is there such a row, whoever may know of it? */
  async exists(list: ListOf, id: string): Promise<boolean> {
    return (await this.database.reader.byId(list.table, id)) !== undefined;
  }

  private async conditions(list: ListOf, actor: Actor, parameters: Parameters): Promise<Conditions> {
    const into = new Conditions(actor);
    list.visible(into, actor);
    await this.tenants(into, parameters);
    for (const [name, value] of Object.entries(parameters)) {
      const filter = Object.hasOwn(list.filters, name) ? list.filters[name] : undefined;
      if (filter && value !== null && value !== undefined) await filter(into, name, value, parameters);
    }
    return into;
  }

  /** `shared` and the default institution have no tenant id. */
  private async tenants(into: Conditions, { tenantIdIn, withoutTenantId }: Parameters): Promise<void> {
    if (tenantIdIn !== undefined && tenantIdIn !== null)
      into.add('institution IN (?)', [...asTexts('tenantIdIn', tenantIdIn), '']);
    if (withoutTenantId === undefined || withoutTenantId === null || !asBoolean('withoutTenantId', withoutTenantId)) return;
    into.add('institution IN (?)', [shared, (await this.institutions.findDefault())?.id ?? shared]);
  }
}

function pageParameter(name: string, parameters: Parameters): number | undefined {
  const value = parameters[name];
  if (value === undefined || value === null || value === '') return undefined;
  const number = asInteger(name, value);
  if (number < 0) throw invalidRequest(`Cannot set query parameter '${name}' to value '${number}': it must not be negative`);
  return number;
}

function orderOf({ sorts, order }: ListOf, { sortBy, sortOrder, sorting }: Parameters): string {
  if ((sortBy === undefined || sortBy === null) !== (sortOrder === undefined || sortOrder === null))
    throw invalidRequest('Only a single sorting parameter specified. sortBy and sortOrder required');
  const asked: { sortBy?: unknown; sortOrder?: unknown }[] = Array.isArray(sorting) ? sorting : [];
  if (sortBy !== undefined && sortBy !== null) asked.unshift({ sortBy, sortOrder });
  const columns = asked.map((one) => {
    const name = String(one?.sortBy);
    if (!Object.hasOwn(sorts, name)) throw invalidRequest(`sortBy parameter has invalid value: ${name}`);
    if (one.sortOrder !== 'asc' && one.sortOrder !== 'desc')
      throw invalidRequest(`sortOrder parameter has invalid value: ${String(one.sortOrder)}`);
    const direction = one.sortOrder === 'asc' ? 'ASC' : 'DESC';
    return sorts[name]!.split(', ')
      .map((column) => `${column} ${direction}`)
      .join(', ');
  });
  return [...columns, order].join(', ');
}
