import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { ModelsModule } from '../models/index.ts';
import { TasksModule } from '../tasks/index.ts';
import type { Table } from '../platform/database/table.ts';
import { AuditController } from './audit.controller.ts';
import { EraseCases } from './erase-cases.ts';
import { Erasures } from './erasures.ts';
import { ExportPerson } from './export-person.ts';
import { FindPerson } from './find-person.ts';
import { KeptCases } from './kept-cases.ts';
import { LegalHolds } from './legal-holds.ts';
import { ObjectNames } from './object-names.ts';
import { PersonalData } from './personal-data.ts';
import { PlacesOf, TABLES } from './places-of.ts';
import { PrivacyController } from './privacy.controller.ts';
import { PrivacyJobs } from './privacy-jobs.ts';
import { ReadAudit } from './read-audit.ts';
import { RetentionRules } from './retention-rules.ts';
import { RunErasure } from './run-erasure.ts';
import { SweepRetention } from './sweep-retention.ts';

/** Personal data: retention, export, erasure; and the reading of the audit. */
@Module({})
export class PrivacyModule {
  /** @param tables every table of the server: all of them are looked through */
  static with(tables: readonly Table[]): DynamicModule {
    return {
      module: PrivacyModule,
      imports: [IdentityModule, ModelsModule, TasksModule],
      controllers: [AuditController, PrivacyController],
      providers: [
        { provide: TABLES, useValue: tables },
        EraseCases,
        Erasures,
        ExportPerson,
        FindPerson,
        KeptCases,
        LegalHolds,
        ObjectNames,
        PersonalData,
        PlacesOf,
        PrivacyJobs,
        ReadAudit,
        RetentionRules,
        RunErasure,
        SweepRetention,
      ],
      exports: [SweepRetention],
    };
  }
}
