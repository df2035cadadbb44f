import { Injectable } from '@nestjs/common';
import type { CompiledProcess, DecisionReference } from '@gaita/engine';
import { decisionKey } from '@gaita/engine';
import type { CompiledDecision, DescribedRule } from '@gaita/expressions';
import { compileDecisions, readRules } from '@gaita/expressions';
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

  private readonly rules = new Map<string, Promise<readonly DescribedRule[]>>();

  /** `camunda:versionTag` of rows, which never change. */
  private readonly tags = new Map<string, string>();

  constructor(private readonly database: Database) {}

  /** What `environment.decisions` must hold for a process; a missing decision is left out, the kernel raises the incident. */
  async of(process: CompiledProcess, definition: DefinitionRow, institution: string) {
    if (process.decisions.length === 0 && process.decisionsByExpression.length === 0) return none;
    const references = [...process.decisions];
    for (const { binding, bindingValue } of process.decisionsByExpression)
      for (const reference of await this.keys(binding, definition, institution))
        references.push({
          key: decisionKey(reference, binding, bindingValue),
          reference,
          binding,
          ...(bindingValue !== undefined && { bindingValue }),
        });
    const found = await Promise.all(
      references.map(async (reference) => {
        const row = await this.find(reference, definition, institution);
        const decision = row && (await this.compile(row));
        return decision ? ([reference.key, decision] as const) : undefined;
      }),
    );
    return Object.fromEntries(found.filter((entry) => entry !== undefined));
  }

  /** Of all decisions that an expression may name. */
  private async keys(binding: DecisionReference['binding'], definition: DefinitionRow, institution: string): Promise<string[]> {
    const rows =
      binding === 'deployment'
        ? await this.database.reader.find(decisionTable, 'deployment_id = ?', [definition.deploymentId])
        : await this.database.reader.find(decisionTable, 'institution IN (?, ?) AND is_latest = ?', [institution, shared, true]);
    return [...new Set(rows.map((row) => row.decisionKey))];
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
      case 'versionTag':
        return this.tagged(institution, reference.reference, reference.bindingValue);
      case 'latest':
        return this.latest(institution, reference.reference);
    }
  }

  /** The newest version whose file gives the decision that `camunda:versionTag`. */
  private async tagged(institution: string, key: string, tag: string | undefined): Promise<DecisionRow | undefined> {
    const rows = await this.database.reader.find(decisionTable, 'institution IN (?, ?) AND decision_key = ?', [
      institution,
      shared,
      key,
    ]);
    const own = (row: DecisionRow) => (row.institution === institution ? 0 : 1);
    for (const row of rows.sort((a, b) => own(a) - own(b) || b.version - a.version))
      if (tag !== undefined && (await this.tagOf(row)) === tag) return row;
    return undefined;
  }

  private async tagOf(row: DecisionRow): Promise<string | undefined> {
    const known = this.tags.get(row.id);
    if (known !== undefined) return known;
    const source = (await this.source(row)) ?? '';
    const elements = source.match(/<(?:[\w.-]+:)?decision\s[^>]*>/g) ?? [];
    const element = elements.find((each) => /\sid\s*=\s*["']([^"']*)/.exec(each)?.[1] === row.decisionKey);
    const tag = /\s[\w.-]+:versionTag\s*=\s*["']([^"']*)/.exec(element ?? '')?.[1] ?? '';
    this.tags.set(row.id, tag);
    return tag;
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

  /** The rules of a decision's table; none where it is gone or no table. */
  rulesOf(definitionId: string): Promise<readonly DescribedRule[]> {
    const known = this.rules.get(definitionId);
    if (known) return known;
    const reading = this.readRules(definitionId);
    this.rules.set(definitionId, reading);
    reading.catch(() => this.rules.delete(definitionId));
    return reading;
  }

  private async readRules(definitionId: string): Promise<readonly DescribedRule[]> {
    const row = await this.database.reader.byId(decisionTable, definitionId);
    const source = row && (await this.source(row));
    return (source !== undefined && (await readRules(source)).get(row!.decisionKey)) || [];
  }

  /** The DMN file that a decision stands in. */
  async source(row: DecisionRow): Promise<string | undefined> {
    const resource = await this.database.reader.findOne(resourceTable, 'deployment_id = ? AND name = ?', [
      row.deploymentId,
      row.resourceName,
    ]);
    return resource?.content;
  }

  private async load(row: DecisionRow): Promise<CompiledDecision | undefined> {
    const source = await this.source(row);
    if (source === undefined) return undefined;
    const { decisions } = await compileDecisions(source, { guard: feelGuard });
    const decision = decisions.find(({ id }) => id === row.decisionKey);
    if (!decision) return undefined;
    // decisions of the same file that it requires, each with its own row
    const rows = await this.database.reader.find(decisionTable, 'deployment_id = ? AND resource_name = ?', [
      row.deploymentId,
      row.resourceName,
    ]);
    const idOf = new Map(rows.map(({ decisionKey, id }) => [decisionKey, id]));
    return {
      ...decision,
      definitionId: row.id,
      evaluate: (lookup, context) => {
        const result = decision.evaluate(lookup, context);
        const evaluated = (result.evaluated ?? []).map((one) => {
          const definitionId = idOf.get(one.id);
          return { ...one, ...(definitionId !== undefined && { definitionId }) };
        });
        return { ...result, evaluated };
      },
    };
  }
}
