import { Injectable } from '@nestjs/common';
import type { Language, PersonalCaseView, PersonalFindingsView, PersonalSubject } from '@gaita/contracts';
import { personTable } from '../identity/index.ts';
import type { PersonRow } from '../identity/index.ts';
import type { HistoryInstanceRow } from '../instances/index.ts';
import { historyInstanceTable, historyVariableTable, valueAmong } from '../instances/index.ts';
import { Definitions, processName } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import { KeptCases } from './kept-cases.ts';
import { PlacesOf } from './places-of.ts';

/**
 * Variables by which an applicant is known, in the shipped processes and in those that want to be found. They are compared as they
 * were written, so no second copy of them is kept anywhere; a name alone identifies nobody.
 */
export const identifierVariables = ['personalCode', 'registrationNumber', 'email', 'applicantEmail', 'applicantId'] as const;

export interface FoundPerson {
  readonly kind: PersonalSubject['kind'];
  readonly person: PersonRow | undefined;
  /** Root instances of the applicant. */
  readonly cases: readonly HistoryInstanceRow[];
}

/** Finds whom an identifier means, in the asker's institutions. */
@Injectable()
export class FindPerson {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly places: PlacesOf,
    private readonly kept: KeptCases,
  ) {}

  async run({ kind, identifier }: PersonalSubject, institutions: readonly string[]): Promise<FoundPerson> {
    if (kind === 'applicant') return { kind, person: undefined, cases: await this.casesOf(identifier, institutions) };
    const person = await this.database.reader.findOne(personTable, '(account = ? OR email = ?) AND institution IN (?)', [
      identifier.toLowerCase(),
      identifier,
      institutions,
    ]);
    return { kind, person, cases: [] };
  }

  /** What there is, and what an erasure would leave. */
  async view({ kind, person, cases }: FoundPerson, language: Language): Promise<PersonalFindingsView> {
    const views: PersonalCaseView[] = [];
    for (const row of cases) {
      const definition = await this.definitions.byId(row.definitionId);
      views.push({
        id: row.id,
        institution: row.institution,
        processKey: row.processKey,
        processName: definition ? processName(definition, language) : row.processKey,
        startedAt: row.startedAt,
        ...(row.businessKey !== null && { businessKey: row.businessKey }),
        ...(row.endedAt !== null && { endedAt: row.endedAt }),
        ...(await this.kept.why(row)),
      });
    }
    const found = person ? await this.places.ofPerson(person) : await this.places.ofCases(await this.withCalled(cases));
    return {
      kind,
      ...(person && { name: person.name }),
      cases: views,
      places: found.map(({ place, rows, effect }) => ({ place, rows: rows.length, goes: effect !== 'stays' })),
    };
  }

  async withCalled(cases: readonly { readonly id: string }[]): Promise<string[]> {
    if (cases.length === 0) return [];
    const ids = cases.map(({ id }) => id);
    const called = await this.database.reader.find(historyInstanceTable, 'root_instance_id IN (?)', [ids]);
    return [...new Set([...ids, ...called.map(({ id }) => id)])];
  }

  private async casesOf(identifier: string, institutions: readonly string[]): Promise<HistoryInstanceRow[]> {
    const { reader } = this.database;
    const written = valueAmong([...new Set([identifier, identifier.toLowerCase(), identifier.toUpperCase()])]);
    const rows = await reader.find(historyVariableTable, `name IN (?) AND ${written.sql} AND institution IN (?)`, [
      identifierVariables,
      ...written.parameters,
      institutions,
    ]);
    const instances = [...new Set(rows.map(({ instanceId }) => instanceId))];
    if (instances.length === 0) return [];
    const found = await reader.find(historyInstanceTable, 'id IN (?)', [instances]);
    const roots = [...new Set(found.map(({ rootInstanceId }) => rootInstanceId))];
    return reader.find(historyInstanceTable, 'id IN (?)', [roots], { orderBy: 'started_at, id' });
  }
}
