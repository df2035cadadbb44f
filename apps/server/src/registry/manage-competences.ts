import { Injectable } from '@nestjs/common';
import type { AddCompetenceRequest, IdAnswer, Rejection, SetCompetencesRequest, SetKindRequest } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor, PersonRow } from '../identity/index.ts';
import { personTable, raiseRevisions } from '../identity/index.ts';
import type { Command, Guard } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { ownGuard } from './assign-role.ts';
import { shippedCompetences, shippedRequirements } from './data/competences.ts';
import { isRole } from './registry-facts.ts';
import { manages, notManaging } from './registry-rights.ts';
import { RegistryTools } from './registry-tools.ts';
import { competenceTable, personCompetenceTable, roleCompetenceTable } from './tables.ts';

/** What people can and what roles ask for; what is missing shows as a gap. And who is from outside. */
@Injectable()
export class ManageCompetences {
  constructor(private readonly tools: RegistryTools) {}

  /** Rejections: `not-allowed`. */
  add(command: Command, actor: Actor, { institution = actor.institution, names }: AddCompetenceRequest) {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      if (!manages(actor, institution)) return notManaging(institution);
      const id = this.tools.id();
      const changes = new RowChanges();
      this.tools.record(changes, actor, institution, 'competence-added', { type: 'competence', id }, { names });
      changes.insert(competenceTable, { id, institution, names });
      return planOf(command, actor, changes, { id });
    });
  }

  /** Rejections: `not-allowed`, `not-found` (role, competence), `version-conflict` (not what was seen). */
  ofRole(command: Command, actor: Actor, role: string, request: SetCompetencesRequest) {
    const { institution = actor.institution, competences, seen } = request;
    return this.tools.committer.run<IdAnswer>(command, async () => {
      if (!manages(actor, institution)) return notManaging(institution);
      if (!isRole(role)) return rejected('not-found', `The registry has no role ${role}.`);
      const refused = await this.refuseUnknown(institution, competences);
      if (refused) return refused;
      const id = `${institution}.${role}`;
      const row = await this.tools.reader.byId(roleCompetenceTable, id);
      if (seen && !isSame(seen, row?.competences ?? shippedRequirements[role]))
        return this.tools.changedMeanwhile(
          'What the role asks for',
          { type: 'role', id: role },
          ['competences-required'],
          (entry) => entry.institution === institution,
        );
      const changes = new RowChanges();
      const asked = [...new Set(competences)];
      this.tools.record(changes, actor, institution, 'competences-required', { type: 'role', id: role }, { competences: asked });
      if (!row) changes.insert(roleCompetenceTable, { id, institution, role, competences: asked, revision: 1 });
      const guards = row ? [changes.revise(roleCompetenceTable, row, { competences: asked })] : [];
      return planOf(command, actor, changes, { id }, guards);
    });
  }

  /** Rejections: `not-allowed`, `not-found` (person, competence), `version-conflict` (not what was seen). */
  ofPerson(command: Command, actor: Actor, account: string, { competences, seen }: SetCompetencesRequest) {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      const person = await this.find(actor, account);
      if (isRejection(person)) return person;
      const refused = await this.refuseUnknown(person.institution, competences);
      if (refused) return refused;
      const held = await this.tools.reader.find(personCompetenceTable, 'person_id = ?', [person.id]);
      if (
        seen &&
        !isSame(
          seen,
          held.map(({ competence }) => competence),
        )
      )
        return this.tools.changedMeanwhile('What somebody can', { type: 'person', id: person.id }, ['competences-recorded']);
      const changes = new RowChanges();
      const what = { account, competences };
      this.tools.record(changes, actor, person.institution, 'competences-recorded', { type: 'person', id: person.id }, what);
      for (const row of held) if (!competences.includes(row.competence)) changes.delete(personCompetenceTable, row.id);
      for (const competence of new Set(competences))
        if (!held.some((row) => row.competence === competence))
          changes.insert(personCompetenceTable, {
            id: this.tools.id(),
            personId: person.id,
            competence,
            since: this.tools.now(),
          });
      return planOf(command, actor, changes, { id: person.account }, [changes.revise(personTable, person, {})]);
    });
  }

  /** From outside or not: what they may see follows at once. Rejections: `not-allowed`, `not-found`, `version-conflict` (not what was seen). */
  setKind(command: Command, actor: Actor, account: string, { kind, organisation, seen }: SetKindRequest) {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      const person = await this.find(actor, account);
      if (isRejection(person)) return person;
      const changes = new RowChanges();
      if (seen && (seen.kind !== person.kind || (seen.organisation ?? null) !== person.organisation))
        return this.tools.changedMeanwhile('Where somebody belongs', { type: 'person', id: person.id }, ['person-placed']);
      const guards = await raiseRevisions(this.tools.reader, changes, [person.id], this.tools.now());
      const of = kind === 'partner' && organisation ? organisation : null;
      const what = { account, kind, organisation: of };
      this.tools.record(changes, actor, person.institution, 'person-placed', { type: 'person', id: person.id }, what);
      changes.update(personTable, person.id, { kind, organisation: of });
      return planOf(command, actor, changes, { id: person.account }, guards);
    });
  }

  private async find(actor: Actor, account: string): Promise<PersonRow | Rejection> {
    const person = await this.tools.reader.findOne(personTable, 'account = ? AND active = ?', [account, true]);
    if (!person || !actor.institutions.includes(person.institution))
      return rejected('not-found', `Nobody has the account ${account}.`, { account });
    return manages(actor, person.institution) ? person : notManaging(person.institution);
  }

  private async refuseUnknown(institution: string, competences: readonly string[]): Promise<Rejection | undefined> {
    const own = await this.tools.reader.find(competenceTable, 'institution = ?', [institution]);
    const unknown = competences.find((key) => !Object.hasOwn(shippedCompetences, key) && !own.some(({ id }) => id === key));
    return unknown === undefined
      ? undefined
      : rejected('not-found', `There is no competence ${unknown}.`, { competence: unknown });
  }
}

const isSame = (seen: readonly string[], now: readonly string[]): boolean =>
  [...new Set(seen)].sort().join() === [...new Set(now)].sort().join();

const planOf = (command: Command, actor: Actor, changes: RowChanges, answer: IdAnswer, guards: readonly Guard[] = []) => ({
  guards: [...guards, ...ownGuard(actor).filter(({ id }) => !guards.some((other) => other.id === id))],
  changes: changes.list(),
  commands: [{ command, answer }],
  answer,
  afterCommit: [],
});
