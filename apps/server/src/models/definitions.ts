import { Injectable } from '@nestjs/common';
import type { ProcessModel } from '@gaita/bpmn';
import type { CompiledProcess } from '@gaita/engine';
import { compile } from '@gaita/engine';
import { condition } from '../platform/database/condition.ts';
import { Database } from '../platform/database/database.ts';
import type { SqlParameter } from '../platform/database/dialect.ts';
import { Defect } from '../platform/errors.ts';
import { feelGuard } from './feel-guard.ts';
import { ModelThread } from './model-thread.ts';
import type { DefinitionRow } from './tables.ts';
import { definitionTable, resourceTable } from './tables.ts';

/** A definition ready to run. */
export interface Definition {
  readonly row: DefinitionRow;
  readonly model: ProcessModel;
  readonly process: CompiledProcess;
}

/** Institution whose definitions everybody sees. */
export const shared = 'shared';

/** Definitions are immutable, so compiled ones are kept; beyond this many the one unused for longest goes. */
const kept = 500;

/** Finds published definitions: one's own institution first, then `shared`. */
@Injectable()
export class Definitions {
  private readonly ready = new Map<string, Promise<Definition>>();

  constructor(
    private readonly database: Database,
    private readonly thread: ModelThread,
  ) {}

  /** Compiled, from memory where possible; undefined for an unknown id. */
  async byId(id: string): Promise<Definition | undefined> {
    const known = this.ready.get(id);
    if (known) {
      this.ready.delete(id);
      this.ready.set(id, known);
      return known;
    }
    const row = await this.database.reader.byId(definitionTable, id);
    if (!row) return undefined;
    const loading = this.ready.get(id) ?? this.load(row);
    this.ready.set(id, loading);
    loading.catch(() => this.ready.delete(id));
    const [oldest] = this.ready.keys();
    if (this.ready.size > kept && oldest !== undefined) this.ready.delete(oldest);
    return loading;
  }

  async latest(institution: string, key: string): Promise<DefinitionRow | undefined> {
    const isLatest = condition('process_key = ? AND is_latest = ?', key, true);
    const rows = await this.database.reader.among(definitionTable, 'institution', [institution, shared], isLatest);
    rows.sort((one, other) => other.version - one.version);
    return rows.find((row) => row.institution === institution) ?? rows[0];
  }

  async byVersion(institution: string, key: string, version: number): Promise<DefinitionRow | undefined> {
    return this.choose(institution, 'process_key = ? AND version = ?', [key, version]);
  }

  async byVersionTag(institution: string, key: string, tag: string): Promise<DefinitionRow | undefined> {
    return this.choose(institution, 'process_key = ? AND version_tag = ?', [key, tag]);
  }

  async byDeployment(deploymentId: string, key: string): Promise<DefinitionRow | undefined> {
    return this.database.reader.findOne(definitionTable, 'deployment_id = ? AND process_key = ?', [deploymentId, key]);
  }

  /** The latest version of each key that the institution sees. */
  async visible(institution: string): Promise<DefinitionRow[]> {
    const rows = await this.database.reader.find(definitionTable, 'institution IN (?, ?) AND is_latest = ?', [
      institution,
      shared,
      true,
    ]);
    const own = new Set(rows.filter((row) => row.institution === institution).map(({ processKey }) => processKey));
    return rows
      .filter((row) => row.institution === institution || !own.has(row.processKey))
      .sort((a, b) => (a.processKey < b.processKey ? -1 : 1));
  }

  /** A file of the definition's deployment. */
  async resource(deploymentId: string, name: string): Promise<string | undefined> {
    const row = await this.database.reader.findOne(resourceTable, 'deployment_id = ? AND name = ?', [deploymentId, name]);
    return row?.content;
  }

  private async choose(
    institution: string,
    where: string,
    parameters: readonly SqlParameter[],
  ): Promise<DefinitionRow | undefined> {
    const rows = await this.database.reader.find(
      definitionTable,
      `institution IN (?, ?) AND ${where}`,
      [institution, shared, ...parameters],
      {
        orderBy: 'version DESC',
      },
    );
    return rows.find((row) => row.institution === institution) ?? rows[0];
  }

  private async load(row: DefinitionRow): Promise<Definition> {
    const xml = await this.resource(row.deploymentId, row.resourceName);
    if (xml === undefined) throw new Defect(`Definition ${row.id} lost its file ${row.resourceName}`);
    const model = (await this.thread.readModel(xml)).processes.find(({ id }) => id === row.processKey);
    if (!model) throw new Defect(`File ${row.resourceName} of definition ${row.id} does not hold process ${row.processKey}`);
    return { row, model, process: compile(model, { guard: feelGuard, isChecked: true }) };
  }
}
