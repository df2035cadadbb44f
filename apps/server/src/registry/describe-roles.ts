import { Injectable } from '@nestjs/common';
import type {
  AcknowledgeRequest,
  ChangeDescriptionRequest,
  DescriptionPart,
  DescriptionTexts,
  Rejection,
} from '@gaita/contracts';
import { descriptionParts, rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { DuplicateRow } from '../platform/errors.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { ownGuard } from './assign-role.ts';
import { isRole, shipped } from './registry-facts.ts';
import { manages, notManaging } from './registry-rights.ts';
import { RegistryTools } from './registry-tools.ts';
import { dutyAcknowledgementTable, roleDescriptionTable } from './tables.ts';

interface Versioned {
  readonly role: string;
  readonly version: number;
}

/** Descriptions of roles, version by version, and who knows their duties. */
@Injectable()
export class DescribeRoles {
  constructor(private readonly tools: RegistryTools) {}

  /** Writes the next version; who holds the role is asked again. Rejections: `not-allowed`, `not-found`, `version-conflict`. */
  async change(command: Command, actor: Actor, role: string, request: ChangeDescriptionRequest): Promise<Versioned | Rejection> {
    const { institution = actor.institution, basedOn, texts, note } = request;
    if (!manages(actor, institution)) return notManaging(institution);
    if (!isRole(role)) return rejected('not-found', `The registry has no role ${role}.`);
    try {
      return await this.tools.committer.run<Versioned>(command, async () => {
        const latest = await this.latest(institution, role);
        if (latest !== basedOn) return this.overtaken(institution, role, latest);
        const version = latest + 1;
        const changes = new RowChanges();
        changes.insert(roleDescriptionTable, {
          id: this.tools.id(),
          institution,
          role,
          version,
          texts,
          changedBy: actor.account,
          changedAt: this.tools.now(),
          note: note === undefined || note === '' ? null : note,
        });
        this.tools.record(changes, actor, institution, 'role-described', { type: 'role', id: role }, { version });
        const answer = { role, version };
        return { guards: ownGuard(actor), changes: changes.list(), commands: [{ command, answer }], answer, afterCommit: [] };
      });
    } catch (error) {
      // somebody else wrote the same version at the same moment
      if (error instanceof DuplicateRow && error.table === roleDescriptionTable.name)
        return this.overtaken(institution, role, await this.latest(institution, role));
      throw error;
    }
  }

  /**
   * "I know the duties of my role", in the version that was read. Saying it again changes nothing.
   * Rejections: `not-allowed` (does not hold the role oneself), `version-conflict` (there is a newer one).
   */
  acknowledge(command: Command, actor: Actor, role: string, request: AcknowledgeRequest): Promise<Versioned | Rejection> {
    const { institution = actor.institution, version } = request;
    return this.tools.committer.run<Versioned>(command, async () => {
      const { personId } = actor;
      const own = actor.roles.some(
        (held) => held.role === role && held.institution === institution && held.standsInFor === undefined,
      );
      if (!own || personId === undefined) return rejected('not-allowed', `You do not hold the role ${role} in ${institution}.`);
      const latest = await this.latest(institution, role);
      if (latest !== version) return this.overtaken(institution, role, latest);
      const answer = { role, version };
      const changes = new RowChanges();
      const where = 'person_id = ? AND institution = ? AND role = ? AND version = ?';
      const known = await this.tools.reader.count(dutyAcknowledgementTable, where, [personId, institution, role, version]);
      if (known === 0) {
        changes.insert(dutyAcknowledgementTable, {
          id: this.tools.id(),
          personId,
          institution,
          role,
          version,
          at: this.tools.now(),
        });
        this.tools.record(changes, actor, institution, 'duties-acknowledged', { type: 'role', id: role }, { version });
      }
      return { guards: ownGuard(actor), changes: changes.list(), commands: [{ command, answer }], answer, afterCommit: [] };
    });
  }

  /** Who wrote the newer version, and when. */
  private async overtaken(institution: string, role: string, version: number): Promise<Rejection> {
    const where = 'institution = ? AND role = ? AND version = ?';
    const row = await this.tools.reader.findOne(roleDescriptionTable, where, [institution, role, version]);
    return rejected('version-conflict', `Version ${version} of the description was written meanwhile. Look again.`, {
      version,
      ...(row && { by: row.changedBy, at: row.changedAt }),
    });
  }

  private async latest(institution: string, role: string): Promise<number> {
    const where = 'institution = ? AND role = ?';
    const row = await this.tools.reader.findOne(roleDescriptionTable, where, [institution, role], 'version DESC');
    return row?.version ?? shipped(role).version;
  }
}

/** Parts that say nothing in any language. */
export const emptyParts = (texts: DescriptionTexts): DescriptionPart[] =>
  descriptionParts.filter((part) => !Object.values(texts[part]).some((text) => text.trim() !== ''));
