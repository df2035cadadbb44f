import type { CorrelationKey } from '@gaita/bpmn';
import type { Json, Variables } from '@gaita/contracts';
import { ExpressionError } from '@gaita/expressions';
import type { Environment } from '../advance-types.ts';
import type { CompiledProcess } from '../compile/compiled-process.ts';
import type { Evaluation } from '../data/evaluate-value.ts';
import { evaluateValueWith } from '../data/evaluate-value.ts';
import { own } from '../own-key.ts';
import type { Snapshot } from '../snapshot.ts';
import { keysOfMessage, pathsIn } from './message-keys.ts';

/** Whether messages of that name are told apart by correlation keys. */
export const hasKeysFor = (process: CompiledProcess, messageName: string): boolean =>
  process.correlationKeys.some((key) => pathsIn(key, messageName) !== undefined);

/**
 * Whether a message belongs to an instance by its correlation keys (BPMN 2.0.2, 8.4.2): `same` when a key that the instance has, or
 * that its subscription takes from its variables, has the values in the message; `other` when one has different ones, or the message
 * has none; `open` when the instance has no key yet.
 */
export function correlates(
  process: CompiledProcess,
  snapshot: Snapshot,
  message: { readonly name: string; readonly variables: Variables },
  { now, calendar }: Pick<Environment, 'now' | 'calendar'>,
): 'same' | 'other' | 'open' {
  const evaluation: Evaluation = (expression, lookup) => {
    if (expression.language === 'literal') return expression.source;
    try {
      return process.expressions.get(expression)?.evaluate(lookup, { now, calendar }) ?? null;
    } catch (error) {
      // What one instance lacks must not keep the message from the others.
      if (error instanceof ExpressionError) return null;
      throw error;
    }
  };
  const variables = snapshot.scopes[snapshot.instanceId]?.variables;
  let answer: 'same' | 'open' = 'open';
  const given = keysOfMessage(process.correlationKeys, message.name, message.variables, evaluation);
  for (const key of process.correlationKeys) {
    const values = given.get(key.id);
    if (values === undefined) continue;
    const expected = [
      own(snapshot.keys, key.id),
      bound(key, (path) => evaluateValueWith(evaluation, path, (name) => own(variables, name)?.value)),
    ];
    for (const wanted of expected) {
      if (!wanted || wanted.every((value) => value === null)) continue;
      if (!values || !wanted.every((value, i) => value === null || isSame(value, values[i]!))) return 'other';
      answer = 'same';
    }
  }
  return answer;
}

/** What the process's subscription makes of its variables; null where it leaves a property open. */
const bound = (
  { properties }: CorrelationKey,
  evaluate: (path: NonNullable<CorrelationKey['properties'][number]['dataPath']>) => Json,
): readonly Json[] => properties.map(({ dataPath }) => (dataPath ? evaluate(dataPath) : null));

const isSame = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);
