import { Injectable } from '@nestjs/common';
import type { Calendar } from '@gaita/calendar';
import { rejected } from '@gaita/contracts';
import type { Rejection } from '@gaita/contracts';
import type { AuditEntryRow } from '../audit/index.ts';
import { lastAct, recordAct } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { Calendars } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import type { Reader } from '../platform/database/reader.ts';
import { Ids } from '../platform/ids.ts';
import type { RowChanges } from '../platform/write-plan.ts';

interface ActObject {
  readonly type: 'role' | 'person' | 'unit' | 'post' | 'absence' | 'competence';
  readonly id: string;
}
type Details = Readonly<Record<string, unknown>>;

/** What every command of the registry needs. */
@Injectable()
export class RegistryTools {
  constructor(
    readonly committer: Committer,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly calendars: Calendars,
  ) {}

  get reader(): Reader {
    return this.database.reader;
  }

  now(): number {
    return this.clock.now();
  }

  id(): string {
    return this.ids.next();
  }

  /** Puts into the trail who did what to which object, in the plan of its effect. */
  record(changes: RowChanges, actor: Actor, institution: string, act: string, object: ActObject, details?: Details): void {
    const { account } = actor;
    recordAct(changes, { id: this.id(), at: this.now(), account, institution, act, object, ...(details && { details }) });
  }

  /**
   * What was seen is not what is there now; says who changed it and when, where the trail knows.
   * @param acts those that change it
   */
  async changedMeanwhile(
    what: string,
    object: ActObject,
    acts: readonly string[],
    isIt?: (entry: AuditEntryRow) => boolean,
  ): Promise<Rejection> {
    const who = await lastAct(this.reader, object, acts, isIt);
    return rejected('version-conflict', `${what} was changed meanwhile. Look again.`, who);
  }

  calendarOf(institution: string): Promise<Calendar> {
    return this.calendars.of(institution);
  }
}
