import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Database } from '../database/database.ts';

/** Whether requests should be sent here: the database answers, the features have started, and nobody has said stop. */
@Injectable()
export class Readiness implements BeforeApplicationShutdown {
  private readonly database: Database;
  private readonly checks = new Map<string, () => boolean>();
  private stopping = false;

  constructor(database: Database) {
    this.database = database;
  }

  /** A feature that takes time to start says here when it is done. */
  add(name: string, check: () => boolean): void {
    this.checks.set(name, check);
  }

  stop(): void {
    this.stopping = true;
  }

  beforeApplicationShutdown(): void {
    this.stop();
  }

  /** Names of what is not ready. */
  async missing(): Promise<string[]> {
    const missing = [...this.checks].filter(([, check]) => !check()).map(([name]) => name);
    if (this.stopping) missing.push('stopping');
    await this.database.ping().catch(() => missing.push('database'));
    return missing;
  }
}
