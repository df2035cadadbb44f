import { Injectable } from '@nestjs/common';
import { fold, languages } from '@gaita/contracts';
import { Definitions, processName } from '../models/index.ts';
import { Clock } from '../platform/clock.ts';
import type { Condition } from '../platform/database/condition.ts';
import { any, nothing } from '../platform/database/condition.ts';
import { Database } from '../platform/database/database.ts';
import { nameInModel } from '../tasks/index.ts';

interface OpenElement {
  readonly definitionId: string;
  readonly elementId: string;
}

const goodFor = 5_000;

/**
 * Which open tasks a word finds by the names of task and process. Those stand in the models, in every language; so a word is looked
 * up there, and the database is asked for elements, not for texts.
 */
@Injectable()
export class NameMatches {
  private readonly names = new Map<string, string>();
  private open: { readonly at: number; readonly elements: Promise<OpenElement[]> } | undefined;

  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly clock: Clock,
  ) {}

  /** Rows of `task` whose names hold the folded word. */
  async byWord(word: string): Promise<Condition> {
    const found = new Map<string, string[]>();
    for (const element of await this.openElements()) {
      if (!(await this.nameOf(element)).includes(word)) continue;
      found.set(element.definitionId, [...(found.get(element.definitionId) ?? []), element.elementId]);
    }
    if (found.size === 0) return nothing;
    return any(
      [...found].map(([definitionId, elementIds]) => ({
        sql: '(definition_id = ? AND element_id IN (?))',
        parameters: [definitionId, elementIds],
      })),
    );
  }

  private openElements(): Promise<OpenElement[]> {
    const now = this.clock.now();
    if (this.open && now - this.open.at < goodFor && now >= this.open.at) return this.open.elements;
    const elements = this.database.reader
      .query<{ definition_id: string; element_id: string }>('SELECT DISTINCT definition_id, element_id FROM task')
      .then((rows) => rows.map((row) => ({ definitionId: row.definition_id, elementId: row.element_id })));
    this.open = { at: now, elements };
    elements.catch(() => (this.open = undefined));
    return elements;
  }

  private async nameOf({ definitionId, elementId }: OpenElement): Promise<string> {
    const key = `${definitionId} ${elementId}`;
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const definition = await this.definitions.byId(definitionId);
    const names = definition
      ? languages.flatMap((language) => [nameInModel(definition, elementId, language) ?? '', processName(definition, language)])
      : [];
    const folded = fold([...new Set(names)].join(' '));
    this.names.set(key, folded);
    return folded;
  }
}
