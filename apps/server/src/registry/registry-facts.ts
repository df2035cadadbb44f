import { Injectable } from '@nestjs/common';
import type { Calendar } from '@gaita/calendar';
import type { DescriptionTexts, Language, RoleKey } from '@gaita/contracts';
import { roleKeys } from '@gaita/contracts';
import type { AbsenceRow, PersonRow, RoleAssignmentRow, UnitRow } from '../identity/index.ts';
import { absencesFrom, groupAssignmentTable, personTable, roleAssignmentTable, unitTable } from '../identity/index.ts';
import { shippedCompetences, shippedRequirements } from './data/competences.ts';
import { shippedDescription } from './data/role-descriptions.ts';
import { RegistryTools } from './registry-tools.ts';
import type { PostHolderRow, PostRow } from './tables.ts';
import {
  competenceTable,
  dutyAcknowledgementTable,
  personCompetenceTable,
  postHolderTable,
  postTable,
  roleCompetenceTable,
  roleDescriptionTable,
} from './tables.ts';

export interface Competence {
  readonly key: string;
  readonly names: { readonly [L in Language]?: string };
  readonly own: boolean;
}

export interface Description {
  readonly version: number;
  readonly texts: DescriptionTexts;
  readonly shipped: boolean;
}

export interface Acknowledgement {
  readonly version: number;
  readonly at: number;
}

/** Everything that the registry knows of an institution now. */
export interface RegistryFacts {
  readonly institution: string;
  readonly now: number;
  readonly calendar: Calendar;
  /** Active ones who belong here or hold a role here, by name. */
  readonly people: readonly PersonRow[];
  readonly assignments: readonly (RoleAssignmentRow & { readonly ofGroup: boolean })[];
  readonly units: readonly UnitRow[];
  readonly posts: readonly PostRow[];
  readonly holders: readonly PostHolderRow[];
  /** Not over and not revoked, of everybody: a chain of substitutes may lead through other institutions. */
  readonly absences: readonly AbsenceRow[];
  readonly competences: readonly Competence[];
  /** Keys by person. */
  readonly held: ReadonlyMap<string, ReadonlySet<string>>;
  required(role: string): readonly string[];
  describe(role: string): Description;
  acknowledged(personId: string, role: string): Acknowledgement | undefined;
}

/** Reads the registry of one institution, in a dozen statements whatever its size. */
@Injectable()
export class ReadRegistry {
  constructor(private readonly tools: RegistryTools) {}

  async of(institution: string): Promise<RegistryFacts> {
    const { reader } = this.tools;
    const now = this.tools.now();
    const ofHere = 'SELECT person_id FROM role_assignment WHERE institution = ? AND (valid_to IS NULL OR valid_to > ?)';
    const people = await reader.find(
      personTable,
      `active = ? AND (institution = ? OR id IN (${ofHere}))`,
      [true, institution, institution, now],
      { orderBy: 'name, account' },
    );
    const ids = people.map(({ id }) => id);
    const [assignments, ofGroups, units, posts, holders, absences] = await Promise.all([
      reader.find(roleAssignmentTable, 'institution = ? AND person_id IN (?)', [institution, ids], { orderBy: 'valid_from, id' }),
      reader.find(groupAssignmentTable, 'person_id IN (?)', [ids]),
      reader.find(unitTable, 'institution = ?', [institution], { orderBy: 'id' }),
      reader.find(postTable, 'institution = ? AND active = ?', [institution, true], { orderBy: 'id' }),
      reader.find(postHolderTable, 'post_id IN (SELECT id FROM post WHERE institution = ?)', [institution], { orderBy: 'id' }),
      absencesFrom(reader, now),
    ]);
    const [descriptions, acknowledgements, own, requirements, held] = await Promise.all([
      reader.find(roleDescriptionTable, 'institution = ?', [institution], { orderBy: 'version' }),
      reader.find(dutyAcknowledgementTable, 'institution = ?', [institution], { orderBy: 'version' }),
      reader.find(competenceTable, 'institution = ?', [institution], { orderBy: 'id' }),
      reader.find(roleCompetenceTable, 'institution = ?', [institution]),
      reader.find(personCompetenceTable, 'person_id IN (?)', [ids]),
    ]);
    const fromGroups = new Set(ofGroups.map(({ id }) => id));
    const written = new Map(descriptions.map((row) => [row.role, row]));
    const required = new Map(requirements.map(({ role, competences }) => [role, competences]));
    const known = new Map(acknowledgements.map((row) => [`${row.personId} ${row.role}`, row]));
    return {
      institution,
      now,
      calendar: await this.tools.calendarOf(institution),
      people,
      assignments: assignments.map((row) => ({ ...row, ofGroup: fromGroups.has(row.id) })),
      units,
      posts,
      holders,
      absences,
      competences: [
        ...Object.entries(shippedCompetences).map(([key, names]) => ({ key, names, own: false })),
        ...own.map(({ id, names }) => ({ key: id, names, own: true })),
      ],
      held: new Map(
        ids.map((id) => [id, new Set(held.filter(({ personId }) => personId === id).map((each) => each.competence))]),
      ),
      required: (role) => required.get(role) ?? (isRole(role) ? shippedRequirements[role] : []),
      describe: (role) => {
        const row = written.get(role);
        return row ? { version: row.version, texts: row.texts, shipped: false } : shipped(role);
      },
      acknowledged: (personId, role) => known.get(`${personId} ${role}`),
    };
  }
}

export const isRole = (role: string): role is RoleKey => (roleKeys as readonly string[]).includes(role);

/** Version 1 of every role; a role that Gaita does not know has nothing to say. */
export const shipped = (role: string): Description => ({
  version: 1,
  texts: isRole(role) ? shippedDescription(role) : nothing,
  shipped: true,
});

const nothing: DescriptionTexts = { subordination: {}, duties: {}, competences: {}, conditions: {} };

/** In the reader's language, else English, else any. */
export const nameIn = (names: { readonly [L in Language]?: string }, language: Language): string =>
  names[language] || names.en || Object.values(names).find((name) => name !== '') || '–';
