import { IdentityModule } from '../identity/index.ts';
import type { OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { ModelsModule } from '../models/index.ts';
import { AdHocParts } from './ad-hoc-parts.ts';
import { AdvanceInstance } from './advance-instance.ts';
import { instanceApplier } from './apply-instance-records.ts';
import { CancelInstance } from './cancel-instance.ts';
import { CasesController } from './cases.controller.ts';
import { Applicants } from './applicants.ts';
import { CaseSummaries } from './case-summaries.ts';
import { Instances } from './command-instance.ts';
import { Deliveries } from './drain.ts';
import { DrainedInstances } from './drained-instances.ts';
import { FindCase } from './find-case.ts';
import { GatherStarts } from './gather-starts.ts';
import { InstanceQueue } from './instance-queue.ts';
import { Intake } from './intake.ts';
import { IntakeController } from './intake.controller.ts';
import { ListCases } from './list-cases.ts';
import { ListProcesses } from './list-processes.ts';
import { LoadInstance } from './load-instance.ts';
import { OwnPartOfCase } from './own-part-of-case.ts';
import { PartReader } from './read-parts.ts';
import { ProcessesController } from './processes.controller.ts';
import { ResolvePeople } from './resolve-people.ts';
import { ReceiptNumbers } from './receipt-numbers.ts';
import { RecordAppliers } from './record-appliers.ts';
import { StartByEvent } from './start-by-event.ts';
import { StartInstance } from './start-instance.ts';
import { StartParts } from './start-parts.ts';
import { StartProcess } from './start-process.ts';
import { historyUndo } from './undo/history-undo.ts';
import { NoteUndo } from './undo/note-undo.ts';
import { UndoRules } from './undo/undo-rules.ts';
import { UndoSteps } from './undo/undo-steps.ts';

/** The heart: commands on process instances, their journal and history. */
@Module({
  imports: [IdentityModule, ModelsModule],
  controllers: [CasesController, IntakeController, ProcessesController],
  providers: [
    RecordAppliers,
    ResolvePeople,
    Deliveries,
    PartReader,
    LoadInstance,
    AdvanceInstance,
    UndoRules,
    NoteUndo,
    UndoSteps,
    InstanceQueue,
    StartInstance,
    Applicants,
    Intake,
    ReceiptNumbers,
    StartParts,
    StartProcess,
    StartByEvent,
    GatherStarts,
    CancelInstance,
    CaseSummaries,
    FindCase,
    OwnPartOfCase,
    AdHocParts,
    ListCases,
    ListProcesses,
    { provide: Instances, useClass: DrainedInstances },
  ],
  exports: [
    ResolvePeople,
    Instances,
    RecordAppliers,
    UndoRules,
    Deliveries,
    StartParts,
    StartProcess,
    StartByEvent,
    GatherStarts,
    CancelInstance,
    CaseSummaries,
    FindCase,
    OwnPartOfCase,
  ],
})
export class InstancesModule implements OnModuleInit, OnApplicationBootstrap {
  constructor(private readonly appliers: RecordAppliers) {}

  onModuleInit(): void {
    this.appliers.register(instanceApplier, historyUndo);
  }

  onApplicationBootstrap(): void {
    this.appliers.checkComplete();
  }
}
