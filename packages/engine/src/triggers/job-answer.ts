import type { Json, Variables } from '@gaita/contracts';
import { own } from '../own-key.ts';
import type { Place } from '../state/step.ts';
import type { TriggerOf } from '../trigger.ts';

/** The variable in which a worker gives its answer. */
const ANSWER = 'result';

type Given = Pick<TriggerOf<'jobCompleted'>, 'variables' | 'localVariables'>;

/** What a worker's answer to a call of an object outside writes. */
export interface CallAnswer {
  readonly variable: string;
  readonly value: Json;
  /** The given variables without the answer. */
  readonly others: Given;
}

/**
 * The answer to a call such as `${bean.method(a)}`, for the task's result variable: the variable `result` (a local one
 * first), else the only one that was given, else null. Undefined for other jobs, without a result variable, and where the
 * worker gave that variable itself.
 */
export function answerOf(at: Place, given: Given): CallAnswer | undefined {
  const { model } = at.node;
  const isCall = 'topic' in model && model.topic?.arguments !== undefined;
  const variable = isCall && 'resultVariable' in model ? model.resultVariable : undefined;
  const { variables, localVariables = {} } = given;
  if (variable === undefined || own(variables, variable) !== undefined) return undefined;
  for (const [key, values] of [
    ['localVariables', localVariables],
    ['variables', variables],
  ] as const) {
    const value = own(values, ANSWER);
    if (value !== undefined) return { variable, value, others: { variables, localVariables, [key]: without(values) } };
  }
  const all = [...Object.values(localVariables), ...Object.values(variables)];
  return { variable, value: all.length === 1 ? (all[0] ?? null) : null, others: given };
}

const without = (values: Variables): Variables => Object.fromEntries(Object.entries(values).filter(([name]) => name !== ANSWER));
