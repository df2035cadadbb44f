import { Injectable } from '@nestjs/common';
import type { CompiledProcess, DecisionReference } from '@gaita/engine';
import type { CompiledDecision } from '@gaita/expressions';
import { compileDecisions } from '@gaita/expressions';
import { Database } from '../platform/database/database.ts';
import type { SqlParameter } from '../platform/database/dialect.ts';
import { shared } from './definitions.ts';
import { feelGuard } from './feel-guard.ts';
import type { DecisionRow, DefinitionRow } from './tables.ts';
import { decisionTable, resourceTable } from './tables.ts';

const none: { readonly [reference: string]: CompiledDecision } = {};

/** Finds published decisions and compiles them once. */
@Injectable()
export class Decisions {
  private readonly compiled = new Map<string, Promise<CompiledDecision | undefined>>();

  constructor(private readonly database: Database) {}

  /** What `environment.decisions` must hold for a process; a missing decision is left out, the kernel raises the incident. */
  async of(process: CompiledProcess, definition: DefinitionRow, institution: string) {
    if (process.decisions.length === 0) return none;
    const found = await Promise.all(
      process.decisions.map(async (reference) => {
        const row = await this.find(reference, definition, institution);
        const decision = row && (await this.compile(row));
        return decision ? ([reference.key, decision] as const) : undefined;
      }),
    );
    return Object.fromEntries(found.filter((entry) => entry !== undefined));
  }

  async latest(institution: string, key: string): Promise<DecisionRow | undefined> {
    return this.choose(institution, 'decision_key = ? AND is_latest = ?', [key, true]);
  }

  /** Compiled with `definitionId` set to the row's id. */
  compile(row: DecisionRow): Promise<CompiledDecision | undefined> {
    const known = this.compiled.get(row.id);
    if (known) return known;
    const loading = this.load(row);
    this.compiled.set(row.id, loading);
    loading.catch(() => this.compiled.delete(row.id));
    return loading;
  }

  private async find(reference: DecisionReference, definition: DefinitionRow, institution: string) {
    switch (reference.binding) {
      case 'deployment':
        return this.database.reader.findOne(decisionTable, 'deployment_id = ? AND decision_key = ?', [
          definition.deploymentId,
          reference.reference,
        ]);
      case 'version':
        return this.choose(institution, 'decision_key = ? AND version = ?', [
          reference.reference,
          Number(reference.bindingValue),
        ]);
      default:
        return this.latest(institution, reference.reference);
    }
  }

  private async choose(
    institution: string,
    where: string,
    parameters: readonly SqlParameter[],
  ): Promise<DecisionRow | undefined> {
    const rows = await this.database.reader.find(decisionTable, `institution IN (?, ?) AND ${where}`, [
      institution,
      shared,
      ...parameters,
    ]);
    return rows.find((row) => row.institution === institution) ?? rows[0];
  }

  private async load(row: DecisionRow): Promise<CompiledDecision | undefined> {
    const resource = await this.database.reader.findOne(resourceTable, 'deployment_id = ? AND name = ?', [
      row.deploymentId,
      row.resourceName,
    ]);
    if (!resource) return undefined;
    const { decisions } = await compileDecisions(resource.content, { guard: feelGuard });
    const decision = decisions.find(({ id }) => id === row.decisionKey);
    return decision && { ...decision, definitionId: row.id, evaluate: decision.evaluate.bind(decision) };
  }
}
