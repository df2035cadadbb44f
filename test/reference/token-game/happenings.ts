import type { FlowNode } from '@gaita/bpmn';
import type { JournalRecord, RecordOf } from '@gaita/contracts';
import { nearestCatcher } from './catchers.ts';
import type { Active, Scope } from './scope.ts';
import { addOne, flowIn, isEventSubProcess, nodeIn } from './scope.ts';
import type { TokenGame } from './token-game.ts';

/** What happens beside the moves of tokens: work is done, events occur, errors and escalations are thrown. Why it cannot be. */
export function serve(game: TokenGame, record: JournalRecord): string | undefined {
  switch (record.kind) {
    case 'taskCompleted':
    case 'jobCompleted':
      return workDone(game, record);
    case 'timerFired':
      return occur(game, record);
    case 'subscriptionClosed':
      return record.taken ? occur(game, record) : undefined;
    case 'compensationTriggered':
      return game.completed.undo(record, game.scopes);
    case 'errorThrown':
      return thrown(game, record, 'error', record.errorCode);
    case 'escalationThrown':
      return thrown(game, record, 'escalation', record.escalationCode);
    default:
      return undefined;
  }
}

/** Whether an activity that is to complete has what it waits for. */
export function isServed({ node, isServed: served, chosen }: Active): boolean {
  switch (node.type) {
    case 'userTask':
      return served;
    case 'eventBasedGateway':
      return chosen !== undefined;
    case 'receiveTask':
      return served || !node.message;
    case 'intermediateCatchEvent':
      return served || node.definitions.some(({ type }) => type === 'link' || type === 'conditional');
    case 'serviceTask':
    case 'sendTask':
    case 'businessRuleTask':
      return served || !node.topic;
    default:
      return true;
  }
}

function workDone(game: TokenGame, { tokenId }: { tokenId: string }): undefined {
  const at = game.active.get(tokenId);
  if (at) at.isServed = true;
}

/** An event occurs for the activity that waits for it, for the activity beside which it stands, or for a scope. */
function occur(game: TokenGame, place: { tokenId: string; scopeId: string; elementId: string }): string | undefined {
  const { tokenId, elementId } = place;
  if (!isWhole(game, place)) return undefined;
  const at = game.active.get(tokenId);
  if (at?.node.id === elementId) {
    at.isServed = true;
    return undefined;
  }
  const within = game.scopes.get(tokenId) ?? game.scopes.get(place.scopeId);
  const handler = within?.model.nodes.find((node) => isEventSubProcess(node) && node.nodes.some(({ id }) => id === elementId));
  if (within && handler) return callFor(within, handler);
  if (!at) return `nothing that waits for ${elementId} is active`;
  const event = nodeIn(at.scope, elementId);
  if (event?.type === 'boundaryEvent') return occurBeside(at, event);
  if (at.node.type !== 'eventBasedGateway') return `${at.node.id} does not wait for ${elementId}`;
  const isBehind = at.node.outgoing.some((id) => flowIn(at.scope, id).target === elementId);
  if (!isBehind || at.chosen !== undefined) return `${at.node.id} does not wait for ${elementId} any more`;
  at.chosen = elementId;
  addOne(game.occurredBefore, `${at.scope.id} ${elementId}`);
  return undefined;
}

/** A parallel multiple event has occurred when all that it waits for has. */
function isWhole(
  game: TokenGame,
  { tokenId, scopeId, elementId }: { tokenId: string; scopeId: string; elementId: string },
): boolean {
  const scope = game.scopes.get(scopeId);
  const inside = scope?.model.nodes.flatMap((node) => (isEventSubProcess(node) ? [node, ...node.nodes] : [node])) ?? [];
  const event = inside.find(({ id }) => id === elementId);
  if (!event || !('parallelMultiple' in event) || !event.parallelMultiple) return true;
  const key = `${tokenId} ${elementId}`;
  addOne(game.occurred, key);
  if (game.occurred.get(key)! < event.definitions.length) return false;
  game.occurred.delete(key);
  return true;
}

function occurBeside(host: Active, event: FlowNode & { type: 'boundaryEvent' }): string | undefined {
  if (event.attachedTo !== host.node.id) return `${event.id} does not stand at ${host.node.id}`;
  if (!event.cancelActivity) addOne(host.scope.before, event.id);
  else if (host.interruptedBy !== undefined) return `${host.node.id} is interrupted already`;
  else host.interruptedBy = event.id;
  return undefined;
}

function callFor(scope: Scope, handler: FlowNode): string | undefined {
  if (scope.closedBy !== undefined) return `${scope.closedBy} has taken over there`;
  const start = 'nodes' in handler ? handler.nodes.find((node) => node.type === 'startEvent') : undefined;
  if (start?.type === 'startEvent' && start.isInterrupting) {
    scope.closedBy = handler.id;
    scope.onFlow.clear();
    scope.before.clear();
  }
  addOne(scope.before, handler.id);
  return undefined;
}

function thrown(
  game: TokenGame,
  record: RecordOf<'errorThrown'> | RecordOf<'escalationThrown'>,
  kind: 'error' | 'escalation',
  code: string,
): string | undefined {
  const thrower = game.active.get(record.tokenId);
  if (!thrower) return `${record.elementId} is not active`;
  const catcher = nearestCatcher(thrower, kind, code, game.active);
  if (catcher?.event.id !== record.caughtBy)
    return `is caught by ${record.caughtBy ?? 'nobody'}, but the nearest that fits is ${catcher?.event.id ?? 'nobody'}`;
  if (!catcher) return undefined;
  return 'host' in catcher ? occurBeside(catcher.host, catcher.event) : callFor(catcher.scope, catcher.handler);
}
