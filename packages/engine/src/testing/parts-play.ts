import { expect } from '@jest/globals';
import type { Advanced, Environment, Need } from '../advance-types.ts';
import { advance } from '../advance.ts';
import { own, put } from '../own-key.ts';
import { hasBodies, ownPart, partOf, storeApart, storeTogether, withParts } from '../parts/parts.ts';
import type { ScopeState, Snapshot } from '../snapshot.ts';
import type { Trigger } from '../trigger.ts';
import { asStored, Play } from './play.ts';

type Scopes = Record<string, ScopeState>;

/** What storage reads for a need: whole parts with those around them, or all that lives below a scope. */
export function readParts(stored: Snapshot, { scopeIds, below }: Need): Scopes {
  const read: Scopes = {};
  const parts = new Set<string>();
  for (const id of scopeIds) {
    for (let around: string | undefined = id; own(stored.scopes, around ?? '');) {
      const part: string = partOf(stored, around!);
      parts.add(part);
      around = stored.scopes[part]!.parent;
    }
  }
  const isBelow = (id: string): boolean => {
    for (let around: string | undefined = id; around !== undefined; around = stored.scopes[around]?.parent)
      if (below.includes(around)) return true;
    return false;
  };
  for (const [id, scope] of Object.entries(stored.scopes)) if (parts.has(partOf(stored, id)) || isBelow(id)) put(read, id, scope);
  return read;
}

/** An instance whose items are stored apart from its first body on; each step starts with the instance's own part and asks for more. */
export class PartsPlay extends Play {
  /** Scopes that each step has read beyond the instance's own part, and written. */
  readonly traffic: { read: number; written: number; needs: number }[] = [];

  protected override advance(trigger: Trigger, environment: Environment): Advanced {
    const stored = this.snapshot;
    let held = stored && asStored(ownPart(stored));
    let needs = 0;
    for (;;) {
      const answer = advance(this.process, held, trigger, environment);
      if (answer.kind === 'rejected') return answer;
      if (answer.kind === 'advanced') {
        const read = held ? Object.keys(held.scopes).length - Object.keys(ownPart(stored!).scopes).length : 0;
        this.traffic.push({ read, written: answer.touched.length, needs });
        return { ...answer, snapshot: this.store(held, answer) };
      }
      expect(++needs).toBeLessThan(100);
      held = asStored(withParts(held!, answer, readParts(stored!, answer)));
    }
  }

  /** Writes what was touched, and only that. */
  private store(held: Snapshot | undefined, { snapshot, touched }: Advanced & { kind: 'advanced' }): Snapshot {
    if (snapshot.ended) return snapshot;
    const scopes: Scopes = { ...this.snapshot?.scopes };
    const changed = new Set(touched);
    const forgotten = Object.entries(snapshot.scopes).filter(([id, scope]) => !changed.has(id) && scope !== held?.scopes[id]);
    expect(forgotten).toEqual([]);
    for (const id of touched) {
      const scope = own(snapshot.scopes, id);
      if (scope) put(scopes, id, scope);
      else delete scopes[id];
    }
    const orphans = Object.values(scopes).filter(({ parent }) => parent !== undefined && !own(scopes, parent));
    expect(orphans).toEqual([]);
    const whole = { ...snapshot, scopes };
    if (!whole.apart && hasBodies(whole)) return storeApart(whole, `p${this.traffic.length}-`);
    return whole.apart && !hasBodies(whole) ? storeTogether(whole) : whole;
  }
}
