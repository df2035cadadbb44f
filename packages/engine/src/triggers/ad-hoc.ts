import type { AdHoc } from '@gaita/bpmn';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { CompiledNode } from '../compile/compiled-process.ts';
import { closeAdHoc, isEnabled } from '../flow/ad-hoc.ts';
import { insideOf } from '../flow/event-sub-process.ts';
import { isBusy, placeToken } from '../flow/place-token.ts';
import type { Step } from '../state/step.ts';
import type { TriggerOf } from '../trigger.ts';

export function startAdHocActivity(step: Step, { tokenId, elementId }: TriggerOf<'startAdHocActivity'>): Rejection | undefined {
  const part = findPart(step, tokenId);
  if (!part) return over(tokenId);
  const node = part.nodes.find(({ id }) => id === elementId);
  const refuse = (why: string) => rejected('activity-not-enabled', why, { tokenId, elementId });
  if (!node) return refuse(`There is no activity ${elementId} in this part of the case.`);
  if (!isEnabled(node)) return refuse(`${elementId} cannot be started by itself: it follows another step.`);
  if (part.adHoc.sequential && isBusy(step, tokenId))
    return refuse(`${elementId} cannot be started yet: the steps of this part are done one after the other.`);
  placeToken(step, tokenId, node);
  return undefined;
}

export function completeAdHoc(step: Step, { tokenId }: TriggerOf<'completeAdHoc'>): Rejection | undefined {
  const part = findPart(step, tokenId);
  if (!part) return over(tokenId);
  if (part.adHoc.completionCondition)
    return rejected('activity-not-enabled', 'This part of the case ends by itself, when its completion condition holds.', {
      tokenId,
    });
  closeAdHoc(step, tokenId, part.adHoc);
  return undefined;
}

const over = (tokenId: string): Rejection =>
  rejected('activity-not-active', 'This part of the case is not open any more.', { tokenId });

function findPart(step: Step, tokenId: string): { adHoc: AdHoc; nodes: readonly CompiledNode[] } | undefined {
  step.require([tokenId]);
  const scope = step.scope(tokenId);
  const inside = insideOf(step, tokenId);
  if (scope?.parent === undefined || !inside?.adHoc || scope.closing || scope.interrupted) return undefined;
  const token = step.token(scope.parent, tokenId);
  return token && token.phase === undefined ? { adHoc: inside.adHoc, nodes: inside.nodes } : undefined;
}
