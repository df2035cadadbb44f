import { MissingScopes } from '../parts/missing-scopes.ts';
import type { Apart } from '../snapshot.ts';

/** What a step knows of scopes that are stored apart: which were asked for, and so are here if they are alive. */
export class Presence {
  readonly isApart: boolean;
  private readonly scopes: ReadonlySet<string>;
  private readonly below: Set<string>;

  constructor(apart: Apart | undefined) {
    this.isApart = apart !== undefined;
    this.scopes = new Set(apart?.scopes);
    this.below = new Set(apart?.below);
  }

  get apart(): Apart {
    return { scopes: [...this.scopes], below: [...this.below] };
  }

  /** A body that this step opens: all of its items are here. */
  add(bodyId: string): void {
    if (this.isApart) this.below.add(bodyId);
  }

  has(id: string, isKnown: (id: string) => boolean): boolean {
    return !this.isApart || isKnown(id) || this.scopes.has(id);
  }

  /** Throws MissingScopes. */
  require(ids: readonly string[], isKnown: (id: string) => boolean): void {
    const scopeIds = ids.filter((id) => !this.has(id, isKnown));
    if (scopeIds.length > 0) throw new MissingScopes({ scopeIds, below: [] });
  }

  /** Throws MissingScopes. */
  requireBelow(ids: readonly string[], parentOf: (id: string) => string | undefined): void {
    if (!this.isApart) return;
    const below = ids.filter((id) => !this.hasBelow(id, parentOf));
    if (below.length > 0) throw new MissingScopes({ scopeIds: [], below });
  }

  private hasBelow(id: string, parentOf: (id: string) => string | undefined): boolean {
    for (let around: string | undefined = id; around !== undefined; around = parentOf(around))
      if (this.below.has(around)) return true;
    return false;
  }
}
