import { randomFillSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from './clock.ts';
import { Ids } from './ids.ts';

/** Digits that sort as text as they do as numbers, without those that people mistake for one another. */
const digits = '0123456789abcdefghjkmnpqrstvwxyz';
const counterLimit = 32 ** 4;

const inDigits = (value: number, length: number): string => {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = digits[rest % 32] + text;
  return text;
};

/**
 * Ten digits of milliseconds, four of a counter, ten at random (50 bits): 24 characters, in order of creation within a
 * process and nearly so between processes. The kernel counts from a prefix with eight more.
 */
@Injectable()
export class RandomIds extends Ids {
  private readonly clock: Clock;
  private readonly pool = Buffer.alloc(4_000);
  private used = this.pool.length;
  private time = 0;
  private counter = 0;

  constructor(clock: Clock) {
    super();
    this.clock = clock;
  }

  next(): string {
    return this.prefix();
  }

  prefix(): string {
    const now = Math.max(this.clock.now(), this.time);
    this.counter = now === this.time ? this.counter + 1 : 0;
    // more than a million in one millisecond, or a clock that stands still: the order matters more than the exact time
    this.time = this.counter < counterLimit ? now : now + 1;
    this.counter %= counterLimit;
    return inDigits(this.time, 10) + inDigits(this.counter, 4) + this.random();
  }

  private random(): string {
    if (this.used === this.pool.length) {
      randomFillSync(this.pool);
      this.used = 0;
    }
    let text = '';
    for (let i = 0; i < 10; i++) text += digits[(this.pool[this.used++] as number) % 32];
    return text;
  }
}
