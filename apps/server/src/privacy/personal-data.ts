import { Injectable } from '@nestjs/common';
import type { PersonalFindingsView, PersonalSubject, PrivacyJobView, Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { AccessLog } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { ExportPerson } from './export-person.ts';
import type { FoundPerson } from './find-person.ts';
import { FindPerson } from './find-person.ts';
import { PrivacyJobs } from './privacy-jobs.ts';
import { guardians, institutionsOf } from './rights.ts';

/** What is held of a person. Whoever looks is in the audit, without the identifier: by the first case or the account. */
@Injectable()
export class PersonalData {
  constructor(
    private readonly person: FindPerson,
    private readonly exportPerson: ExportPerson,
    private readonly jobs: PrivacyJobs,
    private readonly accessLog: AccessLog,
  ) {}

  /** Rejections: `not-found`. */
  async find(actor: Actor, subject: PersonalSubject): Promise<PersonalFindingsView | Rejection> {
    const found = await this.look(actor, subject, 'person-searched');
    return found ? this.person.view(found, actor.language) : nobody;
  }

  /** Rejections: `not-found`. */
  async export(actor: Actor, subject: PersonalSubject): Promise<PrivacyJobView | Rejection> {
    const found = await this.look(actor, subject, 'person-exported');
    if (!found) return nobody;
    return this.jobs.begin(actor, 'person-export', actor.institution, (progress, output) =>
      this.exportPerson.run(found, subject.identifier, actor.language, progress, output),
    );
  }

  private async look(actor: Actor, subject: PersonalSubject, act: string): Promise<FoundPerson | undefined> {
    const found = await this.person.run(subject, institutionsOf(actor, guardians));
    const { person, cases } = found;
    for (const { id, institution } of cases) this.accessLog.saw(actor, { type: 'case', id, instanceId: id, institution, act });
    if (person) this.accessLog.saw(actor, { type: 'person', id: person.id, institution: person.institution, act });
    return person || cases.length > 0 ? found : undefined;
  }
}

const nobody = rejected('not-found', 'Nothing is held of anybody by that identifier in your institutions.');
