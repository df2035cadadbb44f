import { Injectable } from '@nestjs/common';
import type { DutyConflict, Language, Rejection, RoleKey } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { roleNames } from '../identity/index.ts';
import { Definitions, elementName } from '../models/index.ts';
import type { FoundConflict } from './facts.ts';

/** Puts conflicts into words, for the screen and for clients. */
@Injectable()
export class ExplainConflict {
  constructor(private readonly definitions: Definitions) {}

  /** @param standsInFor the person for whom the work would count besides */
  async view({ pair, role, against, fact }: FoundConflict, language: Language, standsInFor?: string): Promise<DutyConflict> {
    const about = { pair, role, against, why: fact.why, account: fact.account };
    if (fact.why === 'holds-role') {
      const { institution, serviceKey } = fact;
      return {
        ...about,
        ...(fact.standsInFor !== undefined && { standsInFor: fact.standsInFor }),
        where: { institution, ...(serviceKey !== null && { service: serviceKey }) },
      };
    }
    if (fact.why === 'built')
      return { ...about, where: { institution: fact.institution, service: fact.serviceKey, at: fact.at } };
    const { institution, instanceId, taskId, elementId, at, businessKey, serviceKey } = fact;
    const name = await this.nameOf(fact.definitionId, elementId, language);
    return {
      ...about,
      ...(standsInFor !== undefined && fact.account === standsInFor && { standsInFor }),
      where: {
        institution,
        instanceId,
        taskId,
        elementId,
        at,
        ...(name !== undefined && { name }),
        ...(businessKey !== null && { businessKey }),
        ...(serviceKey !== null && { service: serviceKey }),
      },
    };
  }

  async nameOf(definitionId: string, elementId: string, language: Language): Promise<string | undefined> {
    const definition = await this.definitions.byId(definitionId);
    return definition && elementName(definition, elementId, language);
  }

  /** 403 `role-conflict` of a hard pair, 409 `reason-needed` of a soft one. */
  refuse(conflict: DutyConflict, asker: string, account: string, taskId?: string): Rejection {
    const { pair } = conflict;
    const who = account === asker ? 'You' : account;
    const details = { conflict, account, ...(taskId !== undefined && { taskId }) };
    const because = `${upper(why(conflict, asker))}. ${pair.reason.en ?? ''}`.trim();
    return pair.level === 'hard'
      ? rejected('role-conflict', `${who} cannot do this as ${roleName(conflict.role)}: ${lower(because)}`, details)
      : rejected(
          'reason-needed',
          `${because} If ${account === asker ? 'you' : account} is to do it nevertheless, give a reason.`.replace(
            'If you is',
            'If you are',
          ),
          details,
        );
  }
}

function why({ why: kind, account, against, where, standsInFor }: DutyConflict, asker: string): string {
  const who = account === asker ? 'you' : account;
  const role = roleName(against);
  const task = where.name === undefined ? 'a task' : `“${where.name}”`;
  const forWhom =
    standsInFor === undefined ? '' : account === standsInFor ? ', for whom the work would count,' : ` (for ${standsInFor})`;
  const inCase = where.businessKey === undefined ? 'the same case' : `case ${where.businessKey}`;
  switch (kind) {
    case 'acted':
      return `${who}${forWhom} did ${task} as ${role} in ${inCase}`;
    case 'holds-task':
      return `${who}${forWhom} ${account === asker ? 'have' : 'has'} taken ${task} as ${role} in ${inCase}`;
    case 'holds-role':
      return `${who} ${account === asker ? 'hold' : 'holds'} the role ${role}${forWhom}${where.service === undefined ? '' : ` for ${where.service}`}`;
    case 'built':
      return `${who} published the version that is in use`;
  }
}

const roleName = (role: string): string => roleNames[role as RoleKey]?.en ?? role;
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
