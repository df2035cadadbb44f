import { Injectable } from '@nestjs/common';
import { LoadMeter } from './load-meter.ts';

/** So long, milliseconds, may the middle one of all requests take at least, what it waits for the event loop included. */
const quick = 80;
/** Where requests take longer although few are in work, so many times as long as then, up to `slow`. */
const timesUnhurried = 2;
const slow = 400;
/** Requests at a time: below the least nobody is refused, beyond the most everybody is. */
const least = 32;
const most = 1_024;
const first = 64;
/** Of a crowd that comes at once, or waits because all stood still, as many find room as are through in so many milliseconds ... */
const crowdTakes = 150;
/** ... or so many times as many as else, while nobody knows how many that are ... */
const crowd = 8;
/** ... as long as in about so many milliseconds before there was no room beyond the limit for less than half of the time. */
const calm = 1_000;
/** After so many requests, and so many milliseconds, it is looked how long they took. */
const seenAtLeast = 16;
const lookEvery = 100;
/** How much a look counts beside all earlier ones: one at a time in which all stood still says little of what goes through. */
const weights = { quicker: 0.2, slower: 0.02 };

/**
 * How many requests are worked on at a time: as many as are through quickly. More than that would wait for each other, and all
 * would take longer; who is refused at once knows it at once and comes again. The number is found by how long requests
 * take: it shrinks by a tenth while the middle one takes too long, and grows while there is demand and they are quick.
 */
@Injectable()
export class Admission {
  private limit = first;
  private took: number[] = [];
  private lookedAt: number;
  private mostAtOnce = 0;
  /** Share of the last time in which there was no room beyond the limit; what is long ago counts less and less. */
  private full = 0;
  private notedAt: number;
  /** The middle one's time when there was room for all. */
  private unhurried = 0;
  /** Requests that are through in a millisecond when there are many; undefined until there were. */
  private pace: number | undefined;
  private readonly begun = new Map<symbol, number>();

  constructor(private readonly meter: LoadMeter) {
    this.lookedAt = meter.now();
    this.notedAt = this.lookedAt;
    meter.lag();
  }

  /** Requests in work, and how many may be. */
  get room(): { readonly taken: number; readonly limit: number } {
    return { taken: this.begun.size, limit: this.limit };
  }

  /** @returns what to call when it is answered, any number of times; undefined: it is refused */
  enter(): (() => void) | undefined {
    if (!this.hasRoom()) return undefined;
    const now = this.meter.now();
    this.note(now);
    const mark = Symbol('request');
    this.begun.set(mark, now);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.begun.size);
    return () => this.leave(mark);
  }

  /** What `enter` would say; counts as a refusal when there is none. */
  hasRoom(): boolean {
    if (this.begun.size < this.limit) return true;
    this.note(this.meter.now());
    return this.full < 0.5 && this.begun.size < this.roomForCrowd();
  }

  private leave(mark: symbol): void {
    const began = this.begun.get(mark);
    if (began === undefined) return;
    const now = this.meter.now();
    this.note(now);
    this.begun.delete(mark);
    this.took.push(now - began);
    if (this.took.length >= seenAtLeast && now - this.lookedAt >= lookEvery) this.look(now);
  }

  private roomForCrowd(): number {
    return Math.min(most, this.pace === undefined ? this.limit * crowd : this.pace * crowdTakes);
  }

  /** To be called before the number of requests in work changes. */
  private note(now: number): void {
    const isFull = this.begun.size >= this.limit ? 1 : 0;
    this.full += (1 - Math.exp((this.notedAt - now) / calm)) * (isFull - this.full);
    this.notedAt = now;
  }

  private look(now: number): void {
    const sorted = this.took.sort((a, b) => a - b);
    const middle = (sorted[sorted.length >> 1] ?? 0) + this.meter.lag();
    if (this.mostAtOnce <= least / 4) this.unhurried = middle;
    if (this.mostAtOnce >= least) {
      const pace = sorted.length / (now - this.lookedAt);
      const before = this.pace ?? pace;
      this.pace = before + (pace > before ? weights.quicker : weights.slower) * (pace - before);
    }
    const wanted = Math.min(slow, Math.max(quick, timesUnhurried * this.unhurried));
    if (middle > wanted) this.limit = Math.max(least, Math.min(this.limit, 2 * this.mostAtOnce) * 0.9);
    else if (this.mostAtOnce >= this.limit) this.limit = Math.min(most, this.limit + Math.max(1, this.limit * 0.05));
    this.took = [];
    this.lookedAt = now;
    this.mostAtOnce = this.begun.size;
  }
}
