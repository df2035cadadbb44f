import { visibleOfCases } from '../../identity/index.ts';
import { everything } from '../../platform/database/condition.ts';
import type { SqlParameter } from '../../platform/database/dialect.ts';
import { invalidRequest } from '../wire/camunda-error.ts';
import { readVariables } from '../wire/typed-values.ts';
import type { Filter } from './filters.ts';

interface Asked {
  readonly name: string;
  readonly operator: string;
  readonly value: unknown;
}

/**
 * `name_eq_value` joined by commas in a query string, `[{ name, operator, value }]` in a body; only `eq`. Compares the
 * variables of the process instance, as far as the reader may see all of them: a question would tell a value as well as an answer.
 * @param instanceColumn column of the list's table that holds the instance's id
 */
export const variablesEqual =
  (instanceColumn: string): Filter =>
  (into, name, given) => {
    for (const asked of readAsked(name, given)) {
      if (asked.operator !== 'eq')
        throw invalidRequest(`${name}: only the operator eq is supported here, not '${asked.operator}'`);
      const { variables } = readVariables({ [asked.name]: { value: asked.value } });
      const seen = into.reader ? visibleOfCases(into.reader) : everything;
      into.add(
        `${instanceColumn} IN (SELECT instance_id FROM history_variable WHERE scope_id = instance_id AND name = ? AND value = ? AND ${seen.sql})`,
        asked.name,
        JSON.stringify(variables[asked.name]),
        ...(seen.parameters as SqlParameter[]),
      );
    }
  };

function readAsked(name: string, given: unknown): Asked[] {
  if (Array.isArray(given))
    return given.map((one: Partial<Asked> | null) => ({
      name: String(one?.name),
      operator: String(one?.operator),
      value: one?.value ?? null,
    }));
  if (typeof given !== 'string') throw invalidRequest(`${name}: expected variable expressions`);
  return given.split(',').map((part) => {
    const [variable, operator, value] = part.split('_');
    if (!variable || operator === undefined || value === undefined)
      throw invalidRequest(`variable query parameter has to have format KEY_OPERATOR_VALUE: ${part}`);
    return { name: variable, operator, value };
  });
}
