import type { CallActivity } from '@gaita/bpmn';
import type { Variables, VariableTypes } from '@gaita/contracts';
import { own } from '../own-key.ts';
import { isKept } from '../flow/compensation/keep.ts';
import { payloadAt } from '../events/message.ts';
import { evaluateText } from '../state/evaluate.ts';
import { Halt } from '../state/halt.ts';
import type { Payload } from '../state/mappings.ts';
import { mapPayload } from '../state/mappings.ts';
import type { Behaviour, Place, Step } from '../state/step.ts';
import { bytesOf, scopeSeenBy, writeLocal, writeVariable } from '../state/variables.ts';

/** Starts another process and waits for its end. The token holds the id of the called instance. */
export const callActivity: Behaviour<CallActivity> = {
  enter(step, at) {
    const { model } = at.node;
    const calledElement = evaluateText(step, at, model.calledElement);
    if (calledElement === undefined) throw new Halt('calledProcessMissing', `${model.id}: the activity names no process to call`);
    const businessKey = evaluateText(step, at, model.businessKey);
    const { variables, types } = payloadAt(step, at, model.in);
    const token = step.token(at.scopeId, at.tokenId)!;
    const childInstanceId = token.child ?? step.newId();
    step.setToken(at.scopeId, at.tokenId, { ...token, child: childInstanceId });
    step.deliver(
      {
        type: 'startCalled',
        childInstanceId,
        calledElement,
        binding: model.binding,
        ...(model.bindingValue !== undefined && { bindingValue: model.bindingValue }),
        ...(businessKey !== undefined && { businessKey }),
        variables,
        ...(Object.keys(types).length > 0 && { types }),
        ...(isKept(step, at.node) && !at.node.compensationHandler && { compensable: true }),
        tokenId: at.tokenId,
        scopeId: at.scopeId,
        elementId: model.id,
      },
      bytesOf(variables),
    );
    return 'wait';
  },
  complete(step, at) {
    const returned = step.token(at.scopeId, at.tokenId)?.returned;
    if (!returned) return;
    const { variables, types, local } = mapReturned(step, at, returned);
    for (const name of Object.keys(variables))
      if (local.has(name)) writeLocal(step, at, name, variables[name]!, own(types, name));
      else writeVariable(step, scopeSeenBy(step, at), name, variables[name]!, own(types, name));
  },
};

/** What `camunda:out` takes from the called instance's variables. Throws ExpressionError. */
export function mapReturned(step: Step, at: Place, given: { variables: Variables; types?: VariableTypes }): Payload {
  const { variables, types = {} } = given;
  return mapPayload(step, (at.node.model as CallActivity).out, {
    lookup: (name) => own(variables, name),
    all: () => ({ variables, types }),
  });
}
