import { Injectable } from '@nestjs/common';
import type { JournalRecord, RecordKind } from '@gaita/contracts';
import { recordKinds } from '@gaita/contracts';
import { Defect } from '../platform/errors.ts';
import type { AnyApplier, ApplyContext, RecordApplier, RecordObserver } from './record-applier.ts';
import type { UndoRule } from './undo/undo-rules.ts';
import { UndoRules } from './undo/undo-rules.ts';

/** Which feature turns which record kind into rows. Complete and without doubles, or the server does not start. */
@Injectable()
export class RecordAppliers {
  private readonly byKind = new Map<RecordKind, AnyApplier>();

  private readonly observers: RecordObserver[] = [];

  constructor(private readonly undoRules: UndoRules) {}

  /** Called with each record after its applier. @param undo how rows that the observer writes are taken back */
  observe(observer: RecordObserver, undo: readonly UndoRule[] = []): void {
    for (const rule of undo) this.undoRules.register(rule);
    this.observers.push(observer);
  }

  /** @param undo how rows that the applier writes are taken back with the completion that brought them about */
  register(applier: RecordApplier, undo: readonly UndoRule[] = []): void {
    for (const rule of undo) this.undoRules.register(rule);
    for (const [kind, apply] of Object.entries(applier) as [RecordKind, AnyApplier][]) {
      if (this.byKind.has(kind)) throw new Defect(`Two appliers for journal records of kind ${kind}`);
      this.byKind.set(kind, apply);
    }
  }

  /** Throws Defect when a record kind has no applier. */
  checkComplete(): void {
    const missing = recordKinds.filter((kind) => !this.byKind.has(kind));
    if (missing.length > 0) throw new Defect(`No applier for journal records of kind ${missing.join(', ')}`);
  }

  apply(record: JournalRecord, context: ApplyContext): void {
    const apply = this.byKind.get(record.kind);
    if (!apply) throw new Defect(`No applier for journal records of kind ${record.kind}`);
    apply(record, context);
    for (const observe of this.observers) observe(record, context);
  }
}
