import type { AddDutyPairRequest, CaseDutiesView, DutiesView, DutyConflict, DutyPair } from '@gaita/contracts';
import { query, request, RequestError } from './request.ts';

export const listDuties = (institution: string | undefined, signal?: AbortSignal) =>
  request<DutiesView>('GET', `/duties${query({ institution })}`, undefined, signal);

export const addPair = (pair: AddDutyPairRequest) => request<DutyPair>('POST', '/duties/pairs', pair);

export const removePair = (id: string) => request<{ id: string }>('DELETE', `/duties/pairs/${encodeURIComponent(id)}`);

export const listCaseDuties = (caseId: string, signal?: AbortSignal) =>
  request<CaseDutiesView>('GET', `/cases/${encodeURIComponent(caseId)}/duties`, undefined, signal);

/** What a refusal by the rule about roles tells; undefined of any other error. */
export function conflictOf(error: unknown): { readonly conflict: DutyConflict; readonly account: string } | undefined {
  if (!(error instanceof RequestError) || (error.code !== 'role-conflict' && error.code !== 'reason-needed')) return undefined;
  const { conflict, account } = error.details;
  return typeof conflict === 'object' && conflict !== null
    ? { conflict: conflict as DutyConflict, account: typeof account === 'string' ? account : '' }
    : undefined;
}

/** Asks the person for a reason, for one task or for many of which the conflict is the first; undefined when they would rather not do it. */
export type AskReason = (conflict: DutyConflict, account: string, tasks: number) => Promise<string | undefined>;

let askReason: AskReason | undefined;

/** The dialog that asks; only one stands in the page. */
export function onReasonNeeded(ask: AskReason): () => void {
  askReason = ask;
  return () => {
    if (askReason === ask) askReason = undefined;
  };
}

/**
 * Sends what a soft pair of roles may stop until a reason is given: claiming, completing, giving a task or a role to somebody. Throws the
 * refusal when the person gives none.
 */
export async function withReason<T>(send: (conflictReason?: string) => Promise<T>, tasks = 1): Promise<T> {
  let reason: string | undefined;
  for (;;) {
    try {
      return await send(reason);
    } catch (error) {
      const found = error instanceof RequestError && error.code === 'reason-needed' ? conflictOf(error) : undefined;
      if (!found || !askReason) throw error;
      const given = await askReason(found.conflict, found.account, tasks);
      if (given === undefined) throw error;
      reason = given;
    }
  }
}
