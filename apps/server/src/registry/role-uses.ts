import { Injectable } from '@nestjs/common';
import type { Language, RoleTaskView } from '@gaita/contracts';
import type { Definition } from '../models/index.ts';
import { Definitions, elementName, processName } from '../models/index.ts';

/** A task of a live process, with a role that it names. */
export interface RoleUse extends RoleTaskView {
  readonly role: string;
}

/** Which tasks the live processes of an institution have for which roles: those of the latest version of each. */
@Injectable()
export class RoleUses {
  constructor(private readonly definitions: Definitions) {}

  async of(institution: string, language: Language): Promise<RoleUse[]> {
    const rows = (await this.definitions.visible(institution)).filter(({ suspended }) => !suspended);
    const found = await Promise.all(rows.map(({ id }) => this.definitions.byId(id)));
    return found.flatMap((definition) => (definition ? usesIn(definition, language) : []));
  }
}

function usesIn(definition: Definition, language: Language): RoleUse[] {
  const process = { processKey: definition.row.processKey, processName: processName(definition, language) };
  return [...definition.process.nodes.values()].flatMap(({ model }) => {
    if (model.type !== 'userTask') return [];
    const about = {
      ...process,
      elementId: model.id,
      name: elementName(definition, model.id, language) ?? model.id,
      ...(model.due !== undefined && { due: model.due }),
    };
    const literal = model.candidateGroups.filter((group) => group.language === 'literal').map(({ source }) => source);
    return [
      ...literal.map((role) => ({ ...about, role, as: 'responsible' as const })),
      ...model.joint.map((role) => ({ ...about, role, as: 'joint' as const })),
      ...model.consulted.map(({ role }) => ({ ...about, role, as: 'consulted' as const })),
    ];
  });
}

export const withoutRole = ({ role: _, ...use }: RoleUse): RoleTaskView => use;
