import type { ScopeState } from '../snapshot.ts';

/** Which scopes stand directly below the bodies of multi-instance activities and loops. */
export class Items {
  private readonly byBody = new Map<string, Set<string>>();

  constructor(scopes: Readonly<Record<string, ScopeState>>) {
    for (const id of Object.keys(scopes)) if (scopes[id]!.loop) this.byBody.set(id, new Set());
    for (const id of Object.keys(scopes)) this.add(id, scopes[id]!);
  }

  of(bodyId: string): string[] {
    return [...(this.byBody.get(bodyId) ?? [])];
  }

  add(id: string, { parent, loop }: ScopeState): void {
    if (loop && !this.byBody.has(id)) this.byBody.set(id, new Set());
    if (parent !== undefined) this.byBody.get(parent)?.add(id);
  }

  remove(id: string, scope: ScopeState | undefined): void {
    if (scope?.parent !== undefined) this.byBody.get(scope.parent)?.delete(id);
    this.byBody.delete(id);
  }
}
