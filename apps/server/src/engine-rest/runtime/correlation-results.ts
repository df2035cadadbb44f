import { Injectable } from '@nestjs/common';
import type { MessageReceiver, RoleKey } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import { FindCase, historyInstanceTable } from '../../instances/index.ts';
import { messageSenders, refuseSending } from '../../messages/index.ts';
import { Database } from '../../platform/database/database.ts';
import { refusal } from '../wire/camunda-error.ts';
import { Tenants } from '../wire/tenants.ts';
import { toTypedValues } from '../wire/typed-values.ts';
import { InstanceVariables } from './instance-variables.ts';
import { runningInstanceView } from './instance-views.ts';

/** For whom a message is, and who got it. */
@Injectable()
export class CorrelationResults {
  constructor(
    private readonly database: Database,
    private readonly tenants: Tenants,
    private readonly variables: InstanceVariables,
    private readonly cases: FindCase,
  ) {}

  /**
   * The institution that the request names by its tenant, else that of the instance that it names, else that of the sender.
   * @throws CamundaError 400 for an unknown tenant, 403 for an institution in which the sender holds none of the roles
   */
  async institution(
    actor: Actor,
    { tenantId, processInstanceId }: { tenantId?: string; processInstanceId?: string },
    roles: readonly RoleKey[] = messageSenders,
  ): Promise<string> {
    const institution =
      (tenantId !== undefined ? await this.tenants.check(tenantId) : await this.ofInstance(actor, processInstanceId)) ??
      actor.roles.find(({ role }) => roles.some((each) => each === role))?.institution ??
      actor.institution;
    const refused = refuseSending(actor, institution, roles);
    if (refused) throw refusal(refused);
    return institution;
  }

  async views(actor: Actor, receivers: readonly MessageReceiver[], withVariables: boolean) {
    const tenantOf = await this.tenants.reader();
    return Promise.all(
      receivers.map(async ({ instanceId, effect }) => {
        const row = await this.database.reader.byId(historyInstanceTable, instanceId);
        const ended = row === undefined || row.endedAt !== null;
        const tenantId = row ? tenantOf(row.institution) : null;
        const variables = withVariables ? toTypedValues(await this.variables.ofInstance(actor, instanceId)) : undefined;
        return {
          resultType: effect === 'started' ? 'ProcessDefinition' : 'Execution',
          execution: effect === 'started' ? null : { id: instanceId, processInstanceId: instanceId, ended, tenantId },
          processInstance: effect === 'started' && row ? runningInstanceView({ ...row, ended }, tenantOf) : null,
          ...(variables && { variables }),
        };
      }),
    );
  }

  private async ofInstance(actor: Actor, id: string | undefined): Promise<string | undefined> {
    return id === undefined ? undefined : (await this.cases.find(actor, id))?.institution;
  }
}
