import { createHash } from 'node:crypto';

/** Millions of ids in eight bytes each: a number of 48 bits for each, in tables of open addressing. */
export class IdSet {
  private slots = new Float64Array(1 << 16);
  private used = 0;

  get size(): number {
    return this.used;
  }

  /** False when it was there already. */
  add(id: string): boolean {
    if (this.used * 2 >= this.slots.length) this.grow();
    const put = place(this.slots, numberOf(id));
    if (put) this.used += 1;
    return put;
  }

  has(id: string): boolean {
    const wanted = numberOf(id);
    let at = wanted % this.slots.length;
    while (this.slots[at] !== 0 && this.slots[at] !== wanted) at = (at + 1) % this.slots.length;
    return this.slots[at] === wanted;
  }

  private grow(): void {
    const larger = new Float64Array(this.slots.length * 2);
    for (const each of this.slots) if (each !== 0) place(larger, each);
    this.slots = larger;
  }
}

const place = (slots: Float64Array, value: number): boolean => {
  let at = value % slots.length;
  while (slots[at] !== 0 && slots[at] !== value) at = (at + 1) % slots.length;
  const isFree = slots[at] === 0;
  slots[at] = value;
  return isFree;
};

/** Never 0, which marks a free slot. */
const numberOf = (id: string): number => createHash('sha1').update(id).digest().readUIntBE(0, 6) + 1;
