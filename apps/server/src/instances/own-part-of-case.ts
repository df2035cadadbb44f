import { Injectable } from '@nestjs/common';
import type { Variables } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { seesOwnOnly, visibleActivities } from '../identity/index.ts';
import type { Definition } from '../models/index.ts';
import { Definitions, Forms } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import type { HistoryInstanceRow } from './tables.ts';
import { historyActivityTable } from './tables.ts';

type Part = Pick<HistoryInstanceRow, 'id' | 'institution' | 'definitionId'>;

/** What somebody may see of a case of which only their own tasks concern them: the values that the forms of those show. */
@Injectable()
export class OwnPartOfCase {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly forms: Forms,
  ) {}

  /** Names of the variables that the reader may see; undefined: all. */
  async namesIn(actor: Actor, part: Part): Promise<ReadonlySet<string> | undefined> {
    if (!seesOwnOnly(actor, part.institution)) return undefined;
    const definition = await this.definitions.byId(part.definitionId);
    const { sql, parameters } = visibleActivities(actor);
    const rows = await this.database.reader.find(historyActivityTable, `instance_id = ? AND task_id IS NOT NULL AND ${sql}`, [
      part.id,
      ...parameters,
    ]);
    const shown = new Set<string>();
    for (const elementId of new Set(rows.map((row) => row.elementId)))
      for (const name of await this.shownAt(definition, elementId)) shown.add(name);
    return shown;
  }

  /** Of the variables of a task those that the reader may see. */
  async ofTask<V extends Variables>(
    actor: Actor,
    { institution, elementId }: { readonly institution: string; readonly elementId: string },
    definition: Definition | undefined,
    variables: V,
  ): Promise<V> {
    if (!seesOwnOnly(actor, institution)) return variables;
    return only(variables, await this.shownAt(definition, elementId));
  }

  private async shownAt(definition: Definition | undefined, elementId: string): Promise<ReadonlySet<string>> {
    const model = definition?.process.nodes.get(elementId)?.model;
    if (!definition || model?.type !== 'userTask') return new Set();
    return this.forms.namesShown(definition.row, model.formKey);
  }
}

/** The values of these names. @param names undefined: all */
export function only<V extends object>(values: V, names: ReadonlySet<string> | undefined): V {
  return names ? (Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name))) as V) : values;
}
