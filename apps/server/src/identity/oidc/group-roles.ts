import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.ts';
import { Institutions } from '../institutions.ts';

/** A role that a group at the sign-in provider gives. */
export interface GroupRole {
  readonly role: string;
  readonly institution: string;
}

export const isSameRole = (one: GroupRole, other: GroupRole): boolean =>
  one.role === other.role && one.institution === other.institution;

/**
 * Of the roles that groups would give somebody now, one after the other, those that they must not get beside what they hold.
 * @param ending ids of assignments that end at the same time
 */
export type JudgeGroupRoles = (
  account: string,
  given: readonly GroupRole[],
  ending: ReadonlySet<string>,
) => Promise<readonly GroupRole[]>;

/** What groups give (`OIDC_ROLES`). Port: whoever knows which roles must not meet in one person registers here. */
@Injectable()
export class GroupRoles {
  private judge: JudgeGroupRoles = async () => [];

  constructor(
    private readonly config: Config,
    private readonly institutions: Institutions,
  ) {}

  judgedBy(judge: JudgeGroupRoles): void {
    this.judge = judge;
  }

  /** A role in an institution that does not exist (any more) is none. @param home where `OIDC_ROLES` names no institution */
  async of(groups: readonly string[], home: string): Promise<readonly GroupRole[]> {
    const institutions = await this.institutions.list();
    const roles = this.config
      .oidc!.groupRoles.filter(({ group }) => groups.includes(group))
      .map(({ role, institution = home }) => ({ role, institution }))
      .filter(({ institution }) => institutions.some(({ id }) => id === institution));
    return roles.filter((one, at) => roles.findIndex((other) => isSameRole(one, other)) === at);
  }

  refused(...asked: Parameters<JudgeGroupRoles>): ReturnType<JudgeGroupRoles> {
    return this.judge(...asked);
  }
}
