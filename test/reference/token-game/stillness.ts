import type { FlowNode } from '@gaita/bpmn';
import { tokensFor } from './joins.ts';
import type { Active, Scope } from './scope.ts';
import { flowIn, nodeIn } from './scope.ts';
import type { TokenGame } from './token-game.ts';

/** These never wait: they are passed at once. */
const passing: readonly FlowNode['type'][] = [
  ...(['startEvent', 'endEvent', 'boundaryEvent', 'intermediateThrowEvent'] as const),
  ...(['task', 'manualTask', 'scriptTask', 'exclusiveGateway', 'parallelGateway', 'inclusiveGateway'] as const),
];

/** While an instance waits for something outside: what in it could move and does not. Undefined when nothing could. */
export function findStandstill(game: TokenGame): string | undefined {
  if (game.hasEnded) return undefined;
  const active = [...game.active.values()];
  for (const scope of game.scopes.values()) {
    const found = tokenThatCouldMove(scope, active);
    if (found) return found;
  }
  return active.map((at) => standing(game, at)).find((found) => found !== undefined);
}

function tokenThatCouldMove(scope: Scope, active: readonly Active[]): string | undefined {
  const [before] = scope.before.keys();
  if (before !== undefined) return `a token stands before ${before}`;
  for (const flowId of scope.onFlow.keys()) {
    const target = nodeIn(scope, flowIn(scope, flowId).target)!;
    const isDecided = target.type !== 'complexGateway' && typeof tokensFor(scope, target, active) !== 'string';
    if (isDecided) return `${target.id} could start`;
  }
  return undefined;
}

function standing(game: TokenGame, { tokenId, node, isBody }: Active): string | undefined {
  if (game.waits.of(tokenId).length > 0) return undefined;
  const compensates = 'definitions' in node && node.definitions.some(({ type }) => type === 'compensation' || type === 'cancel');
  if (!isBody && !compensates && passing.includes(node.type)) return `${node.id} could be passed`;
  const within = game.scopes.get(tokenId);
  if (within && !within.adHoc && game.inside(within).length === 0 && within.onFlow.size === 0)
    return `nothing is left to do in ${node.id}`;
  return undefined;
}
