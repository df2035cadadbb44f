import { Injectable } from '@nestjs/common';
import type { AddUnitRequest, ChangeUnitRequest, IdAnswer, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor, UnitRow } from '../identity/index.ts';
import { raiseRevisions, roleAssignmentTable, unitsBelow, unitTable } from '../identity/index.ts';
import type { Command, Guard } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { ownGuard } from './assign-role.ts';
import { manages, notManaging } from './registry-rights.ts';
import { RegistryTools } from './registry-tools.ts';

const deepest = 12;

/** Units of an institution. Moving one changes what everybody may do whose role is limited to a unit. */
@Injectable()
export class ManageUnits {
  constructor(private readonly tools: RegistryTools) {}

  /** Rejections: `not-allowed`, `not-found` (parent). */
  add(command: Command, actor: Actor, { institution = actor.institution, names, parent }: AddUnitRequest) {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      if (!manages(actor, institution)) return notManaging(institution);
      const units = await this.unitsOf(institution);
      const refused = refuseParent(units, undefined, parent);
      if (refused) return refused;
      const id = this.tools.id();
      const changes = new RowChanges();
      this.tools.record(changes, actor, institution, 'unit-added', { type: 'unit', id }, { names });
      changes.insert(unitTable, { id, institution, parent, names, active: true, revision: 1 });
      return this.plan(command, actor, changes, institution, { id }, []);
    });
  }

  /** Rejections: `not-allowed`, `not-found`, `version-conflict`, `invalid-request` (below itself; people still hold roles there). */
  change(command: Command, actor: Actor, id: string, { names, parent, active, revision }: ChangeUnitRequest) {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      const row = await this.find(actor, id);
      if (isRejection(row)) return row;
      if (row.revision !== revision) return this.tools.changedMeanwhile('The unit', { type: 'unit', id }, ['unit-changed']);
      const units = await this.unitsOf(row.institution);
      const refused = refuseParent(units, id, parent) ?? (active ? undefined : await this.refuseClosing(units, id));
      if (refused) return refused;
      const changes = new RowChanges();
      this.tools.record(changes, actor, row.institution, 'unit-changed', { type: 'unit', id }, { names, parent, active });
      const guard = changes.revise(unitTable, row, { names, parent, active });
      return this.plan(command, actor, changes, row.institution, { id }, [guard]);
    });
  }

  private async plan(
    command: Command,
    actor: Actor,
    changes: RowChanges,
    institution: string,
    answer: IdAnswer,
    guards: readonly Guard[],
  ) {
    const now = this.tools.now();
    const where = 'institution = ? AND unit IS NOT NULL AND (valid_to IS NULL OR valid_to > ?)';
    const limited = await this.tools.reader.find(roleAssignmentTable, where, [institution, now]);
    const people = new Set(limited.map(({ personId }) => personId));
    const raised = await raiseRevisions(this.tools.reader, changes, people, now);
    return {
      guards: [...guards, ...raised, ...ownGuard(actor)],
      changes: changes.list(),
      commands: [{ command, answer }],
      answer,
      afterCommit: [],
    };
  }

  private async find(actor: Actor, id: string): Promise<UnitRow | Rejection> {
    const row = await this.tools.reader.byId(unitTable, id);
    if (!row || !actor.institutions.includes(row.institution)) return rejected('not-found', `No unit has the id ${id}.`);
    return manages(actor, row.institution) ? row : notManaging(row.institution);
  }

  private unitsOf(institution: string): Promise<UnitRow[]> {
    return this.tools.reader.find(unitTable, 'institution = ?', [institution]);
  }

  private async refuseClosing(units: readonly UnitRow[], id: string): Promise<Rejection | undefined> {
    if (units.some(({ parent, active }) => parent === id && active))
      return rejected('invalid-request', 'Units below it are open still: close or move them first.');
    const where = 'unit = ? AND (valid_to IS NULL OR valid_to > ?)';
    const held = await this.tools.reader.count(roleAssignmentTable, where, [id, this.tools.now()]);
    return held > 0
      ? rejected('invalid-request', 'People hold roles in this unit: end or move them first.', { held })
      : undefined;
  }
}

function refuseParent(units: readonly UnitRow[], id: string | undefined, parent: string | null): Rejection | undefined {
  if (parent === null) return undefined;
  if (!units.some((unit) => unit.id === parent && unit.active)) return rejected('not-found', `There is no open unit ${parent}.`);
  if (id !== undefined && unitsBelow(units, id).includes(parent))
    return rejected('invalid-request', 'A unit cannot lie below itself.');
  const above = depthOf(units, parent);
  return above >= deepest ? rejected('invalid-request', `Units lie at most ${deepest} deep.`) : undefined;
}

/** 0 at the top. */
export function depthOf(units: readonly Pick<UnitRow, 'id' | 'parent'>[], id: string): number {
  let depth = 0;
  for (let at = units.find((unit) => unit.id === id); at?.parent && depth < 50; depth += 1) {
    const above: string = at.parent;
    at = units.find((unit) => unit.id === above);
  }
  return depth;
}
