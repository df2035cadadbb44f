import { randomBytes } from 'node:crypto';
import { Ids } from './ids.ts';

/**
 * 48 bits of time, 40 bits that tell this process and moment from others, 20 bits that count within the process: 27 characters
 * in hexadecimal, sortable by time of creation; the kernel counts on behind them.
 */
export class SystemIds extends Ids {
  private readonly now: () => number;
  private readonly process = randomBytes(5).toString('hex');
  private count = 0;

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    super();
    this.now = now;
  }

  prefix(): string {
    this.count = (this.count + 1) % 0x100000;
    const time = Math.floor(this.now()).toString(16).padStart(12, '0');
    return `${time}${this.count.toString(16).padStart(5, '0')}${this.process}`;
  }

  next(): string {
    return `${this.prefix()}-0`;
  }
}
