import { Injectable } from '@nestjs/common';
import type { TakeBackObstacle } from '@gaita/contracts';
import type { RowOf, Table } from '../../platform/database/table.ts';
import { Defect } from '../../platform/errors.ts';
import type { RowChanges } from '../../platform/write-plan.ts';

/** What happened to something that a completion has brought about, so that it cannot be taken back. */
export interface Overtaken {
  readonly reason: TakeBackObstacle;
  /** Of the task or element. */
  readonly name?: string;
  readonly elementId?: string;
  readonly account?: string;
  /** Milliseconds. */
  readonly at?: number;
}

export interface UndoContext {
  readonly now: number;
  readonly changes: RowChanges;
  afterCommit(effect: () => void): void;
}

/** How rows of one table are taken back: what was deleted comes again, what was changed is as before, what was created goes. */
export interface UndoRule<T extends Table = Table> {
  readonly table: T;
  /** Instead of deleting a created row: how it is marked. */
  mark?(now: number): Partial<RowOf<T>>;
  /** What a change has replaced, where that is known without reading the row. */
  before?(set: Partial<RowOf<T>>): Partial<RowOf<T>> | undefined;
  /**
   * Why what has become of a row stands in the way; undefined: nothing does. `row` undefined: it is gone.
   * @param revision the one that the completion gave it
   * @param account who has completed
   */
  overtaken?(row: RowOf<T> | undefined, revision: number | undefined, account: string): Overtaken | undefined;
  /** The row is there again as it was, deleted or changed before. */
  restored?(row: { readonly id: string } & Partial<RowOf<T>>, now: { readonly wasDeleted: boolean }, context: UndoContext): void;
  /** A created row goes. */
  removed?(id: string, context: UndoContext): void;
}

/** One rule among those of other tables. */
export const undoRule = <T extends Table>(rule: UndoRule<T>): UndoRule => rule as unknown as UndoRule;

/** Which tables take part when a completion is taken back; rows of all others (journal, audit, notices) stay as they are. */
@Injectable()
export class UndoRules {
  private readonly byTable = new Map<string, UndoRule>();

  register(rule: UndoRule): void {
    const { name } = rule.table;
    if (this.byTable.has(name)) throw new Defect(`Two rules of how rows of ${name} are taken back`);
    this.byTable.set(name, rule);
  }

  of(table: string): UndoRule | undefined {
    return this.byTable.get(table);
  }
}
