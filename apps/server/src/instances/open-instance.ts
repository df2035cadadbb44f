import type { Need, Snapshot, TriggerPlace } from '@gaita/engine';
import { needAt, withParts } from '@gaita/engine';
import { Defect } from '../platform/errors.ts';
import type { PartReader } from './read-parts.ts';

/** Somebody else has changed the instance since it was read: begin anew. */
export class InstanceChanged extends Error {
  override readonly name = 'InstanceChanged';
}

/** Levels of bodies within bodies, and bodies met one after the other in a slice. */
const mostReads = 2_000;

/** An instance while commands work on it: what of it is here grows by what they need. */
export class OpenInstance {
  snapshot: Snapshot;
  /** Rows of `instance_part` that have been read: what they held is in the snapshot, or was taken away since. */
  readonly known: Map<string, number>;
  /** Scopes that steps have changed. */
  readonly touched = new Set<string>();
  private readonly parts: PartReader;
  private readonly revision: number;
  private reads = 0;

  constructor(parts: PartReader, revision: number, snapshot: Snapshot, known: ReadonlyMap<string, number>) {
    this.parts = parts;
    this.revision = revision;
    this.snapshot = snapshot;
    this.known = new Map(known);
  }

  /** Throws InstanceChanged. */
  async read(need: Need): Promise<void> {
    if (++this.reads > mostReads) throw new Defect(`Instance ${this.snapshot.instanceId} asks for more and more of its parts`);
    const read = await this.parts.needed(this.snapshot, this.revision, need);
    if (!read) throw new InstanceChanged();
    // what was read before may have changed here since
    const fresh = Object.entries(read.scopes).filter(([id]) => !this.known.has(id));
    for (const [id, size] of read.rows) if (!this.known.has(id)) this.known.set(id, size);
    this.snapshot = withParts(this.snapshot, need, Object.fromEntries(fresh));
  }

  /** The snapshot with what stands at a place. Throws InstanceChanged. */
  async at(place: TriggerPlace): Promise<Snapshot> {
    for (let need = needAt(this.snapshot, place); need; need = needAt(this.snapshot, place)) await this.read(need);
    return this.snapshot;
  }

  /** Takes over what a step has done. */
  step(snapshot: Snapshot, touched: readonly string[]): void {
    this.snapshot = snapshot;
    for (const id of touched) this.touched.add(id);
  }
}
