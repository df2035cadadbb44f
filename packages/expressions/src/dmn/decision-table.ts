import type { DeclaredNames } from '../feel/declared-names.ts';
import type { Closure, Scope, Test } from '../feel-closures/closure.ts';
import { feelText } from '../feel/text-of-values.ts';
import { ExpressionError } from '../types.ts';
import type { EvaluationContext } from '../types.ts';
import type { Compilation } from './compilation.ts';
import { aggregations, hitPolicies } from './hit-policies.ts';
import type { HitPolicy, Match } from './hit-policies.ts';
import type { DataType, DataTypes } from './item-definitions.ts';
import type { DecisionTable, InputClause, OutputClause, TextElement } from './model.ts';

/** What a decision's logic gives: FEEL values; `outputs` has one entry a matched rule, or the aggregate alone. */
export interface Outcome {
  readonly result: unknown;
  readonly outputs: readonly { readonly [name: string]: unknown }[];
  readonly matchedRules: readonly string[];
  /** The values of a table's columns. */
  readonly inputs: readonly { readonly id: string | undefined; readonly name: string; readonly value: unknown }[];
}

export type Logic = (scope: Scope, context: EvaluationContext) => Outcome;

interface CompiledRule {
  readonly id: string;
  readonly tests: readonly Test[];
  readonly outputs: readonly Closure[];
}

/** Compiles a decision table; `variable` names the output of a table with one unnamed output. */
export function compileDecisionTable(
  table: DecisionTable,
  variable: string,
  declared: DeclaredNames,
  types: DataTypes,
  compilation: Compilation,
): Logic {
  const inputs = (table.input ?? []).map((input) => ({
    id: input.id,
    name: input.label ?? input.inputExpression?.text?.trim() ?? '',
    value: compilation.expression(input.inputExpression, declared, input.id),
    type: types.of(input.inputExpression?.typeRef),
    allowed: allowedInput(input, declared, compilation),
  }));
  const columns = table.output ?? [];
  const names = columns.map((column, index) => column.name ?? (columns.length === 1 ? variable : `output ${index + 1}`));
  const rules = (table.rule ?? []).map(({ id, inputEntry = [], outputEntry = [] }, index): CompiledRule => {
    if (inputEntry.length !== inputs.length || outputEntry.length !== columns.length) {
      compilation.report('dmn-rule', `Rule ${index + 1} has not one entry for each input and output.`, id ?? table.id);
    }
    return {
      id: id ?? String(index + 1),
      tests: inputEntry.map((entry) => compilation.tests(entry, declared, id)),
      outputs: outputEntry.map((entry, column) =>
        typed(compilation.expression(entry, declared, id), types.of(columns[column]?.typeRef)),
      ),
    };
  });
  const priorities = columns.map((column) => outputValues(column, types, declared, compilation));
  const defaults = columns.map((column) => compilation.expression(column.defaultOutputEntry, declared, column.id));
  const hasDefaults = columns.some((column) => column.defaultOutputEntry?.text);
  const policy = hitPolicyOf(table, compilation);
  const aggregate = aggregationOf(table, compilation);
  const asEntry = (outputs: readonly unknown[]) => Object.fromEntries(names.map((name, i) => [name, outputs[i] ?? null]));
  const asResult = (outputs: readonly unknown[]): unknown => (names.length === 1 ? (outputs[0] ?? null) : asEntry(outputs));

  return (scope, context) => {
    const values = inputs.map(({ value, type }) => type.read(value(scope, context), context));
    inputs.forEach(({ name, allowed }, i) => {
      const value = values[i] ?? null;
      if (value === null || !allowed || allowed(value, scope, context) === true) return;
      throw new ExpressionError(
        `The input "${name}" has the value ${feelText([value]).slice(1, -1)}, which the table does not allow.`,
      );
    });
    const seen = inputs.map(({ id, name }, i) => ({ id, name, value: values[i] ?? null }));
    const matches = matchesOf(rules, values, policy, scope, context);
    if (aggregate && (matches.length > 0 || !hasDefaults)) {
      const result = aggregate(matches.map(({ outputs }) => outputs[0] ?? null));
      return { result, outputs: [asEntry([result])], matchedRules: idsOf(matches, rules), inputs: seen };
    }
    if (matches.length === 0 && hasDefaults) {
      const outputs = defaults.map((value) => value(scope, context));
      return { result: asResult(outputs), outputs: [asEntry(outputs)], matchedRules: [], inputs: seen };
    }
    const chosen = policy.choose(
      matches,
      priorities.map((value) => value(scope, context) as unknown[]),
    );
    const results = chosen.map(({ outputs }) => asResult(outputs));
    return {
      result: policy.single ? (results[0] ?? null) : results,
      outputs: chosen.map(({ outputs }) => asEntry(outputs)),
      matchedRules: idsOf(chosen, rules),
      inputs: seen,
    };
  };
}

function matchesOf(
  rules: readonly CompiledRule[],
  values: readonly unknown[],
  policy: HitPolicy,
  scope: Scope,
  context: EvaluationContext,
): Match[] {
  const matches: Match[] = [];
  for (const [rule, { tests, outputs }] of rules.entries()) {
    if (!tests.every((test, i) => test(values[i] ?? null, scope, context) === true)) continue;
    matches.push({ rule, outputs: outputs.map((output) => output(scope, context)) });
    if (policy.stopsAtFirst) break;
  }
  return matches;
}

const idsOf = (matches: readonly Match[], rules: readonly CompiledRule[]): string[] =>
  matches.map(({ rule }) => (rules[rule] as CompiledRule).id);

/** Texts of dates and durations become such where the column says so; what does not fit the column stays as it is. */
const typed =
  (value: Closure, type: DataType): Closure =>
  (scope, context) => {
    const given = value(scope, context);
    return typeof given === 'string' ? (type.read(given, context) ?? given) : given;
  };

/** The values that an input may have; one that the table does not list is a mistake of who asks. */
function allowedInput(input: InputClause, declared: DeclaredNames, compilation: Compilation): Test | null {
  return input.inputValues?.text?.trim() ? compilation.tests(input.inputValues, declared, input.id) : null;
}

/** The values that a column may give, from the column or from its type: for PRIORITY and OUTPUT ORDER. */
function outputValues(column: OutputClause, types: DataTypes, declared: DeclaredNames, compilation: Compilation): Closure {
  const type: DataType = types.of(column.typeRef);
  const listed: TextElement | undefined = column.outputValues ?? type.allowedValues;
  if (!listed?.text?.trim()) return () => [];
  return compilation.expression({ ...listed, $type: listed.$type, text: `[${listed.text}]` }, declared, column.id);
}

function hitPolicyOf(table: DecisionTable, compilation: Compilation): HitPolicy {
  const name = table.hitPolicy ?? 'UNIQUE';
  const policy = hitPolicies.get(name);
  if (!policy) compilation.report('dmn-hit-policy', `The hit policy "${name}" is not known.`, table.id);
  return policy ?? (hitPolicies.get('UNIQUE') as HitPolicy);
}

function aggregationOf(table: DecisionTable, compilation: Compilation) {
  if (table.hitPolicy !== 'COLLECT' || !table.aggregation) return undefined;
  const aggregate = aggregations.get(table.aggregation);
  if (!aggregate || (table.output ?? []).length !== 1) {
    compilation.report(
      'dmn-hit-policy',
      `The aggregation "${table.aggregation}" is not possible here.`,
      table.id,
      'Use one output.',
    );
  }
  return aggregate;
}
