import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { rejected, roleKeys } from '@gaita/contracts';
import type { CompiledProcess, Trigger } from '@gaita/engine';
import { recordAct } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { administers, holdsRole } from '../identity/index.ts';
import type { Command } from '../platform/write-plan.ts';
import { Instances } from './command-instance.ts';
import { FindCase, unknownCase } from './find-case.ts';

import type { InstanceRow } from './tables.ts';

const registry: ReadonlySet<string> = new Set(roleKeys);

/** What people do with the ad-hoc parts of a case: start one of the possible steps, say that the part is done. */
@Injectable()
export class AdHocParts {
  constructor(
    private readonly instances: Instances,
    private readonly cases: FindCase,
  ) {}

  /** Rejections: `not-allowed`, `instance-unknown`, `activity-not-active`, `activity-not-enabled`. */
  async start(
    command: Command,
    actor: Actor,
    instanceId: string,
    tokenId: string,
    elementId: string,
  ): Promise<{ started: true } | Rejection> {
    return this.run(command, actor, instanceId, { type: 'startAdHocActivity', tokenId, elementId }, { started: true });
  }

  /** Rejections: as `start`. */
  async finish(command: Command, actor: Actor, instanceId: string, tokenId: string): Promise<{ finished: true } | Rejection> {
    return this.run(command, actor, instanceId, { type: 'completeAdHoc', tokenId }, { finished: true });
  }

  private async run<A>(
    command: Command,
    actor: Actor,
    instanceId: string,
    trigger: Extract<Trigger, { type: 'startAdHocActivity' | 'completeAdHoc' }>,
    answer: A,
  ): Promise<A | Rejection> {
    if (!(await this.cases.find(actor, instanceId))) return unknownCase(instanceId);
    return this.instances.command<A>(command, instanceId, async ({ row, process, now, at }) => {
      const { scopes } = await at({ scopeId: trigger.tokenId, tokenId: trigger.tokenId });
      const part = Object.hasOwn(scopes, trigger.tokenId) ? scopes[trigger.tokenId]!.element : undefined;
      if (!mayGoOn(actor, row, process, part))
        return rejected('not-allowed', `This part of the case is for whoever has a step in it in ${row.institution}.`);
      return {
        trigger,
        change: (changes) =>
          recordAct(changes, {
            id: command.id,
            at: now,
            account: actor.account,
            institution: row.institution,
            act: trigger.type === 'completeAdHoc' ? 'ad-hoc-part-finished' : 'ad-hoc-step-started',
            object: { type: 'case', id: instanceId, instanceId },
            ...('elementId' in trigger && { details: { elementId: trigger.elementId } }),
          }),
        answer: () => answer,
      };
    });
  }
}

/**
 * Whoever holds the role of a step in the part, and administrators; where no step names a role, whoever holds one in the institution.
 * @param partId undefined for a part that is over: the same people learn that it is
 */
export function mayGoOn(
  actor: Actor,
  { institution, unit }: Pick<InstanceRow, 'institution' | 'unit'>,
  process: CompiledProcess,
  partId: string | undefined,
): boolean {
  if (administers(actor, institution)) return true;
  const roles = partId === undefined ? [] : rolesOf(process, partId);
  if (roles.length === 0) return actor.roles.some((held) => held.institution === institution);
  return roles.some((role) => holdsRole(actor, role, institution, unit));
}

/** Roles that the user tasks in the part name, also in sub-processes of it. */
function rolesOf(process: CompiledProcess, partId: string): string[] {
  const roles = new Set<string>();
  const open = [...(process.nodes.get(partId)?.inner?.nodes ?? [])];
  for (const { model, inner } of open) {
    open.push(...(inner?.nodes ?? []));
    if (model.type !== 'userTask') continue;
    for (const { language, source } of model.candidateGroups)
      if (language === 'literal' && registry.has(source)) roles.add(source);
  }
  return [...roles];
}
