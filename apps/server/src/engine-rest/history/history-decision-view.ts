import type { Json } from '@gaita/contracts';
import type { HistoryDecisionRow } from '../../instances/index.ts';
import { toCamundaDate } from '../wire/camunda-date.ts';
import { toTypedValue } from '../wire/typed-values.ts';

/** What a reader of decisions asks for beside the rows. */
export interface DecisionParts {
  readonly inputs: boolean;
  readonly outputs: boolean;
}

/** A decision that was made, as Camunda shows it: inputs by column, outputs by rule; both empty unless asked for. */
export const historyDecisionView = (
  row: HistoryDecisionRow,
  rootInstanceId: string,
  tenantId: string | null,
  parts: DecisionParts,
) => ({
  id: row.id,
  decisionDefinitionId: row.decisionDefinitionId,
  decisionDefinitionKey: row.decisionKey,
  decisionDefinitionName: row.decisionName,
  evaluationTime: toCamundaDate(row.evaluatedAt),
  removalTime: null,
  processDefinitionId: row.definitionId,
  processDefinitionKey: row.processKey,
  processInstanceId: row.instanceId,
  caseDefinitionId: null,
  caseDefinitionKey: null,
  caseInstanceId: null,
  activityId: row.elementId,
  activityInstanceId: row.activityInstanceId,
  tenantId,
  userId: row.evaluatedBy,
  inputs: parts.inputs
    ? row.content.inputs.map((input, index) => ({ ...clause(row, rootInstanceId, `i${index}`, input.value), ...named(input) }))
    : [],
  outputs: parts.outputs ? outputsOf(row, rootInstanceId) : [],
  collectResultValue: collected(row),
  rootDecisionInstanceId: row.rootDecisionId === row.id ? null : row.rootDecisionId,
  rootProcessInstanceId: rootInstanceId,
  decisionRequirementsDefinitionId: null,
  decisionRequirementsDefinitionKey: null,
});

const clause = (row: HistoryDecisionRow, rootProcessInstanceId: string, part: string, value: Json) => ({
  ...toTypedValue(value, undefined, true),
  id: `${row.id}-${part}`,
  decisionInstanceId: row.id,
  errorMessage: null,
  createTime: toCamundaDate(row.evaluatedAt),
  removalTime: null,
  rootProcessInstanceId,
});

const named = ({ id, name }: { readonly id?: string | undefined; readonly name: string }) => ({
  clauseId: id ?? null,
  clauseName: name,
});

/** Without rules (literal expressions, aggregates, defaults) the rule is null. */
function outputsOf(row: HistoryDecisionRow, rootInstanceId: string) {
  const { outputs, matchedRules } = row.content;
  const byRule = outputs.length === matchedRules.length;
  return outputs.flatMap((output, rule) =>
    Object.entries(output).map(([name, value], column) => ({
      ...clause(row, rootInstanceId, `o${rule}-${column}`, value),
      clauseId: null,
      clauseName: name,
      variableName: name,
      ruleId: byRule ? (matchedRules[rule] ?? null) : null,
      ruleOrder: byRule ? rule + 1 : null,
    })),
  );
}

/** The number that an aggregating table made of several rules. */
const collected = ({ content: { result, matchedRules, outputs } }: HistoryDecisionRow): number | null =>
  typeof result === 'number' && matchedRules.length > outputs.length ? result : null;
