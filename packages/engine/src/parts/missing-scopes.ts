import type { Need } from '../advance-types.ts';

/** Thrown within a step that meets a scope which is stored apart: `advance` answers with what it needs. */
export class MissingScopes extends Error {
  override readonly name = 'MissingScopes';
  readonly need: Need;
  constructor(need: Need) {
    super(`needs scopes ${[...need.scopeIds, ...need.below].join(', ')}`);
    this.need = need;
  }
}
