import type { Json } from '@gaita/contracts';
import type { CompiledFlow } from '../compile/compiled-process.ts';
import { Halt } from '../state/halt.ts';
import { evaluateCondition, lookupAt } from '../state/evaluate.ts';
import { scopeSeenBy } from '../state/variables.ts';
import { isTakenOnReset } from './complex-gateway.ts';
import type { Behaviour, Place, Step } from '../state/step.ts';

/** The outgoing flows that a token takes. Throws Halt (`noFlowMatches`) or ExpressionError. */
export function chooseFlows(step: Step, at: Place, rule: Behaviour['flows']): readonly CompiledFlow[] {
  const { outgoing, defaultFlow } = at.node;
  if (rule === 'all' || outgoing.length === 0) return outgoing;
  if (outgoing.length === 1 && !outgoing[0]!.condition) return outgoing;
  const phase = at.node.model.type === 'complexGateway' ? phaseOf(step, at) : undefined;
  const lookup = lookupAt(step, scopeSeenBy(step, at), phase);
  const taken: CompiledFlow[] = [];
  const isReset = phase?.get('waitingForStart') === false;
  for (const flow of outgoing) {
    if (isReset && !isTakenOnReset(flow, at.node)) continue;
    if (flow === defaultFlow) continue;
    if (flow.condition && !evaluateCondition(step, flow.condition, lookup)) continue;
    taken.push(flow);
    if (rule === 'first') return taken;
  }
  if (taken.length > 0) return taken;
  if (defaultFlow) return [defaultFlow];
  if (isReset) return [];
  throw new Halt('noFlowMatches', `${at.node.id}: no outgoing flow has a condition that holds, and there is no default flow`);
}

/** What the conditions behind a complex gateway see of its state (BPMN 2.0.2, 13.4.5). */
const phaseOf = (step: Step, at: Place): ReadonlyMap<string, Json> =>
  new Map([['waitingForStart', step.token(at.scopeId, at.tokenId)?.reset !== true]]);
