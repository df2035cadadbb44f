import { Injectable } from '@nestjs/common';
import type { ProcessView } from '@gaita/contracts';
import { languages } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { visibleCases } from '../identity/index.ts';
import type { Definition, DefinitionRow } from '../models/index.ts';
import { Definitions, processName } from '../models/index.ts';
import { mayStart, startsIn } from './intake.ts';
import { Database } from '../platform/database/database.ts';
import { integer, key } from '../platform/database/table.ts';

/** The processes that a person sees, with the number of their running cases. */
@Injectable()
export class ListProcesses {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
  ) {}

  async run(actor: Actor, processKey?: string): Promise<ProcessView[]> {
    const rows = (await this.definitions.visible(actor.institution)).filter(
      (row) => processKey === undefined || row.processKey === processKey,
    );
    const running = await this.running(actor);
    const views = await Promise.all(rows.map((row) => this.view(row, actor, running.get(row.processKey) ?? 0)));
    return views.filter((view) => view !== undefined);
  }

  private async running(actor: Actor): Promise<Map<string, number>> {
    const { sql, parameters } = visibleCases(actor);
    const rows = await this.database.reader.query(
      `SELECT process_key, COUNT(*) AS running FROM instance WHERE ${sql} AND state <> 'ended' GROUP BY process_key`,
      parameters,
      { processKey: key(), running: integer() },
    );
    return new Map(rows.map(({ processKey, running }) => [processKey, running]));
  }

  private async view(row: DefinitionRow, actor: Actor, runningCases: number): Promise<ProcessView | undefined> {
    const definition = await this.definitions.byId(row.id);
    if (!definition) return undefined;
    const start = definition.process.startEvents.find(({ kind }) => kind === 'none');
    return {
      key: row.processKey,
      institution: row.institution,
      name: processName(definition, actor.language),
      names: namesOf(definition),
      ...(row.description !== null && { description: row.description }),
      definitionId: row.id,
      version: row.version,
      ...(row.versionTag !== null && { versionTag: row.versionTag }),
      runningCases,
      startable: definition.process.root.starts.length > 0,
      mayStart: definition.process.root.starts.length > 0 && mayStart(actor, definition, startsIn(actor)),
      ...(start?.formKey !== undefined && { startFormKey: start.formKey }),
      warnings: row.warnings,
    };
  }
}

function namesOf(definition: Definition): Record<string, string> {
  return Object.fromEntries(languages.map((language) => [language, processName(definition, language)]));
}
