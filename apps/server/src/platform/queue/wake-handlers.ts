import { Logger } from '@nestjs/common';
import { Defect } from '../errors.ts';
import { reach } from '../fail-points.ts';
import type { OnDue } from './wake-queue.ts';

/** The handlers by name, and those of their calls that are at work. */
export class WakeHandlers {
  private readonly byName = new Map<string, OnDue>();
  private readonly working = new Set<Promise<void>>();
  private readonly log = new Logger('queue');

  add(name: string, handler: OnDue): void {
    if (this.byName.has(name)) throw new Defect(`Two handlers wait for ${name}.`);
    this.byName.set(name, handler);
  }

  get atWork(): number {
    return this.working.size;
  }

  /** Never rejects. */
  call(name: string, id: string): Promise<void> {
    const work = this.handle(name, id).finally(() => this.working.delete(work));
    this.working.add(work);
    return work;
  }

  async settled(): Promise<void> {
    await Promise.all(this.working);
  }

  private async handle(name: string, id: string): Promise<void> {
    try {
      reach('wake-received');
      await this.byName.get(name)?.(id);
      reach('wake-handled');
    } catch (error) {
      this.log.warn({
        message: 'a wake-up failed, the sweep will come',
        name,
        id,
        error: (error as Error | null)?.stack ?? String(error),
      });
    }
  }
}
