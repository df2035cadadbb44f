import { createHash } from 'node:crypto';

/** The first is never 0. */
type NumbersOf = (id: string) => readonly [first: number, second: number];

/** Millions of ids in sixteen bytes each: two numbers of 48 bits for each, in tables of open addressing. */
export class IdSet {
  private slots = new Slots(1 << 16);
  private used = 0;
  private readonly numbersOf: NumbersOf;

  constructor(numbersOf: NumbersOf = hashed) {
    this.numbersOf = numbersOf;
  }

  get size(): number {
    return this.used;
  }

  /** False when it was there already. */
  add(id: string): boolean {
    if (this.used * 2 >= this.slots.length) this.grow();
    const isNew = this.slots.put(...this.numbersOf(id));
    if (isNew) this.used += 1;
    return isNew;
  }

  has(id: string): boolean {
    return this.slots.has(...this.numbersOf(id));
  }

  private grow(): void {
    const larger = new Slots(this.slots.length * 2);
    for (const [first, second] of this.slots.taken()) larger.put(first, second);
    this.slots = larger;
  }
}

class Slots {
  readonly length: number;
  private readonly firsts: Float64Array;
  private readonly seconds: Float64Array;

  constructor(length: number) {
    this.length = length;
    this.firsts = new Float64Array(length);
    this.seconds = new Float64Array(length);
  }

  has(first: number, second: number): boolean {
    return this.firsts[this.placeOf(first, second)] !== 0;
  }

  /** False when it was there. */
  put(first: number, second: number): boolean {
    const at = this.placeOf(first, second);
    const isFree = this.firsts[at] === 0;
    this.firsts[at] = first;
    this.seconds[at] = second;
    return isFree;
  }

  *taken(): Generator<readonly [number, number]> {
    for (let at = 0; at < this.length; at++) if (this.firsts[at] !== 0) yield [this.firsts[at]!, this.seconds[at]!];
  }

  /** Where it is, or where it would be. */
  private placeOf(first: number, second: number): number {
    let at = first % this.length;
    while (this.firsts[at] && (this.firsts[at] !== first || this.seconds[at] !== second)) at = (at + 1) % this.length;
    return at;
  }
}

/** The first never 0, which marks a free slot. One of them alone would meet another id's among ten millions. */
const hashed: NumbersOf = (id) => {
  const hash = createHash('sha1').update(id).digest();
  return [hash.readUIntBE(0, 6) + 1, hash.readUIntBE(6, 6)];
};
