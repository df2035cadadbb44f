import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { seesInstitution, unitTable } from '../identity/index.ts';
import type { DefinitionRow } from '../models/index.ts';
import { Definitions, shared } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import type { Command } from '../platform/write-plan.ts';
import type { Started } from './command-instance.ts';
import { Instances } from './command-instance.ts';
import { mayStart, starters, startsIn } from './intake.ts';
import { StartParts } from './start-parts.ts';
import type { StartRequest } from './start-request.ts';

/** A person starts a process at its none start event. */
@Injectable()
export class StartProcess {
  constructor(
    private readonly definitions: Definitions,
    private readonly instances: Instances,
    private readonly database: Database,
    private readonly parts: StartParts,
  ) {}

  /** Rejections: `process-unknown`, `definition-unknown`, `not-allowed`, `invalid-request` (the unit), and what starting refuses. */
  async run(
    command: Command,
    actor: Actor,
    request: StartRequest,
  ): Promise<(Started & { definition: DefinitionRow; institution: string }) | Rejection> {
    const institution = request.institution ?? startsIn(actor);
    if (!seesInstitution(actor, institution)) return rejected('not-allowed', `You hold no role in ${institution}.`);
    const definition = await this.find(request, institution);
    if (!definition)
      return request.definitionId === undefined
        ? rejected('process-unknown', `No process with the key ${request.processKey} is published.`, {
            processKey: request.processKey,
          })
        : rejected('definition-unknown', `No process definition has the id ${request.definitionId}.`);
    if (definition.institution !== shared && !seesInstitution(actor, definition.institution))
      return rejected('definition-unknown', `No process definition has the id ${definition.id}.`);
    const refused = await this.mayStart(actor, definition, institution);
    if (refused) return refused;
    const home = definition.institution === shared ? institution : definition.institution;
    if (request.unit !== undefined && !(await this.isUnitOf(home, request.unit)))
      return rejected('invalid-request', `${home} has no unit ${request.unit} to which a case can belong.`);
    const unit = request.unit ?? (await this.unitOfStarter(actor, definition, home));
    const started = await this.instances.start(command, {
      definitionId: definition.id,
      institution: home,
      ...(unit !== undefined && { unit }),
      ...(request.businessKey !== undefined && { businessKey: request.businessKey }),
      startedBy: actor.account,
      ...(request.completeFirst ? { variables: {} } : { variables: request.variables, ...typesOf(request) }),
      then: (loaded, records, changes) => this.parts.of({ command, actor, request, loaded, records, changes }),
    });
    return 'rejected' in started ? started : { ...started, definition, institution };
  }

  private find({ definitionId, processKey = '' }: StartRequest, institution: string): Promise<DefinitionRow | undefined> {
    return definitionId === undefined
      ? this.definitions.latest(institution, processKey)
      : this.definitions.byId(definitionId).then((definition) => definition?.row);
  }

  /** Is it one that still exists? */
  private async isUnitOf(institution: string, id: string): Promise<boolean> {
    const unit = await this.database.reader.byId(unitTable, id);
    return unit?.institution === institution && unit.active;
  }

  /** That of the role by which the person may start it, the first one where several would do. */
  private async unitOfStarter(actor: Actor, definition: DefinitionRow, institution: string): Promise<string | undefined> {
    const groups = (await this.definitions.byId(definition.id))?.model?.candidateStarterGroups ?? [];
    const held = actor.roles.filter((one) => one.institution === institution);
    return (held.find(({ role }) => groups.includes(role)) ?? held[0])?.unit;
  }

  /** As strict as the list of processes that the actor is shown. */
  private async mayStart(actor: Actor, { id }: DefinitionRow, institution: string): Promise<Rejection | undefined> {
    const definition = await this.definitions.byId(id);
    if (!definition || mayStart(actor, definition, institution)) return undefined;
    const { roles, users } = starters(definition);
    const whom = [...roles, ...users].join(', ');
    return rejected('not-allowed', `Only these may start ${definition.row.processKey}: ${whom}.`, { roles });
  }
}

const typesOf = ({ types }: StartRequest) => (types ? { types } : {});
