import { Injectable } from '@nestjs/common';
import type { CompiledProcess } from '@gaita/engine';
import type { RowChanges } from '../platform/write-plan.ts';
import type { DefinitionRow } from './tables.ts';

export interface PublishedDefinition {
  readonly row: DefinitionRow;
  readonly process: CompiledProcess;
  /** The version that it replaces as the latest. */
  readonly previous?: DefinitionRow;
  readonly now: number;
  readonly changes: RowChanges;
  /** Runs after the commit; never throws. */
  afterCommit(effect: () => void): void;
}

/** Called while a publication is prepared: reads what it needs and adds its rows to the same plan (start timers, start subscriptions). */
export type DefinitionPublished = (published: PublishedDefinition) => Promise<void>;

/** Port: features above register what a publication means to them. */
@Injectable()
export class DefinitionListeners {
  private readonly listeners: DefinitionPublished[] = [];

  register(listener: DefinitionPublished): void {
    this.listeners.push(listener);
  }

  async published(definition: PublishedDefinition): Promise<void> {
    for (const listener of this.listeners) await listener(definition);
  }
}
