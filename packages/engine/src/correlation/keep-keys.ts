import type { CompiledNode } from '../compile/compiled-process.ts';
import { definitionsOf } from '../compile/definitions-of.ts';
import type { Variables } from '@gaita/contracts';
import type { MessageModel } from '@gaita/bpmn';
import { ExpressionError } from '@gaita/expressions';
import { evaluateText, evaluateWith } from '../state/evaluate.ts';
import type { Step } from '../state/step.ts';
import { keysOfMessage } from './message-keys.ts';

/**
 * The first message that an instance sends or receives sets the keys that stand in it; all later ones must have the same (BPMN 2.0.2,
 * 8.4.2).
 */
export function keepKeys(step: Step, messageName: string, variables: Variables): void {
  const { correlationKeys } = step.process;
  if (correlationKeys.length === 0) return;
  for (const [id, values] of keysOfMessage(correlationKeys, messageName, variables, (...given) => evaluateWith(step, ...given)))
    if (values && !step.keys.has(id)) step.keys.set(id, values);
}

/** The same for a message that a catching element got, whose name is the element's. */
export function keepKeysOf(
  step: Step,
  at: { scopeId: string; tokenId: string },
  element: CompiledNode,
  variables: Variables,
): void {
  if (step.process.correlationKeys.length === 0) return;
  const { model } = element;
  const messages = [
    ...('message' in model && model.message ? [model.message] : []),
    ...definitionsOf(element).flatMap((definition) => (definition.type === 'message' ? [definition.message] : [])),
  ];
  for (const message of messages) {
    const name = nameOf(step, at, message);
    if (name !== undefined) keepKeys(step, name, variables);
  }
}

/** The variables of the name may have changed since it was waited for. The message is here all the same; it sets no key then. */
function nameOf(step: Step, at: { scopeId: string; tokenId: string }, { name }: MessageModel): string | undefined {
  try {
    return evaluateText(step, at, name);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
