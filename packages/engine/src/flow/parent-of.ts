import type { CalledBy } from '../snapshot.ts';

/** How a delivery to the caller names the token that called. */
export const parentOf = ({ instanceId, tokenId, scopeId }: CalledBy) => ({
  parentInstanceId: instanceId,
  parentTokenId: tokenId,
  ...(scopeId !== undefined && { parentScopeId: scopeId }),
});
