import { Injectable } from '@nestjs/common';
import type { ProcessModel } from '@gaita/bpmn';
import type { Problem } from '@gaita/contracts';
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

/** Looks at a model that is sound in itself: what stands in the way of using it in the institution (or in all: `shared`). */
export type CheckPublication = (
  model: ProcessModel,
  institution: string,
  /** Published by the same deployment. */
  beside: readonly ProcessModel[],
) => Promise<readonly Problem[]>;

/** Port: features above register what a publication means to them, and what it is refused for. */
@Injectable()
export class DefinitionListeners {
  private readonly listeners: DefinitionPublished[] = [];
  private readonly checks: CheckPublication[] = [];

  register(listener: DefinitionPublished): void {
    this.listeners.push(listener);
  }

  checkBy(check: CheckPublication): void {
    this.checks.push(check);
  }

  async findings(model: ProcessModel, institution: string, beside: readonly ProcessModel[]): Promise<Problem[]> {
    return (await Promise.all(this.checks.map((check) => check(model, institution, beside)))).flat();
  }

  async published(definition: PublishedDefinition): Promise<void> {
    for (const listener of this.listeners) await listener(definition);
  }
}
