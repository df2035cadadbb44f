import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { GroupRole } from '../identity/index.ts';
import { GroupRoles } from '../identity/index.ts';
import { ExplainConflict } from './explain-conflict.ts';
import type { FoundConflict } from './facts.ts';
import { JudgeRoles } from './judge-roles.ts';
import { DutyNotes } from './notes.ts';

/** Groups at the sign-in provider give nobody both halves of a hard pair: the half that comes second is refused, and kept as refused. */
@Injectable()
export class JudgeGroups implements OnModuleInit {
  constructor(
    private readonly port: GroupRoles,
    private readonly roles: JudgeRoles,
    private readonly explain: ExplainConflict,
    private readonly notes: DutyNotes,
  ) {}

  onModuleInit(): void {
    this.port.judgedBy((account, given, ending) => this.refused(account, given, ending));
  }

  private async refused(
    account: string,
    given: readonly GroupRole[],
    ending: ReadonlySet<string>,
  ): Promise<readonly GroupRole[]> {
    const refused: GroupRole[] = [];
    for (const role of given) {
      const before = given.slice(0, given.indexOf(role)).filter((other) => !refused.includes(other));
      const conflict = await this.conflictOf(account, role, before, ending);
      if (!conflict) continue;
      refused.push(role);
      const { institution } = role;
      const view = await this.explain.view(conflict, 'en');
      await this.notes.keepRefusal({ institution, conflict: view, act: 'assign', account, actor: account });
    }
    return refused;
  }

  private async conflictOf(
    account: string,
    role: GroupRole,
    before: readonly GroupRole[],
    ending: ReadonlySet<string>,
  ): Promise<FoundConflict | undefined> {
    const judged = await this.roles.assign(account, role, ending);
    const beside = await this.roles.beside(account, role, before);
    return [...judged.flatMap(({ conflicts }) => conflicts), ...beside].find(({ pair }) => pair.level === 'hard');
  }
}
