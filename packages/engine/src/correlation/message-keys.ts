import type { CorrelationKey, DataValue, ProcessModel } from '@gaita/bpmn';
import type { Json, Variables } from '@gaita/contracts';
import { ExpressionError } from '@gaita/expressions';
import type { Evaluation } from '../data/evaluate-value.ts';
import { evaluateValueWith } from '../data/evaluate-value.ts';
import { own } from '../own-key.ts';

export type CorrelationKeys = NonNullable<ProcessModel['correlationKeys']>;

/** Where the properties of a key stand in a message; undefined when the message does not have all of them. */
export function pathsIn(key: CorrelationKey, messageName: string): readonly DataValue[] | undefined {
  const paths = key.properties.map(({ retrievals }) => retrievals.find(({ message }) => message === messageName)?.path);
  return paths.length > 0 && paths.every((path) => path !== undefined) ? (paths as DataValue[]) : undefined;
}

/**
 * The values of the keys that a message has, by the key's id; null for one that the model finds in such messages, but not in this.
 */
export function keysOfMessage(
  keys: CorrelationKeys,
  messageName: string,
  variables: Variables,
  evaluation: Evaluation,
): ReadonlyMap<string, readonly Json[] | null> {
  const found = new Map<string, readonly Json[] | null>();
  for (const key of keys) {
    const paths = pathsIn(key, messageName);
    if (!paths) continue;
    const values = paths.map((path) => valueAt(path, variables, evaluation));
    found.set(key.id, values.some((value) => value === null) ? null : values);
  }
  return found;
}

/** What cannot be evaluated is not in the message. */
function valueAt(path: DataValue, variables: Variables, evaluation: Evaluation): Json {
  try {
    return evaluateValueWith(evaluation, path, (name) => own(variables, name));
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}
