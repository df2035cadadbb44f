import { Body, HttpCode, Post } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import { z } from 'zod';
import type { Actor } from '../../identity/index.ts';
import { Allow, CurrentActor } from '../../identity/index.ts';
import { historyInstanceTable } from '../../instances/index.ts';
import { EvaluateConditions } from '../../messages/index.ts';
import { Database } from '../../platform/database/database.ts';
import { CurrentCommand } from '../../platform/http/current-command.ts';
import type { Command } from '../../platform/write-plan.ts';
import { invalidRequest, refusal } from '../wire/camunda-error.ts';
import { EngineRestController } from '../wire/engine-rest-controller.ts';
import { readBody } from '../wire/read-body.ts';
import { Tenants } from '../wire/tenants.ts';
import { readVariables } from '../wire/typed-values.ts';
import { CorrelationResults } from './correlation-results.ts';
import { runningInstanceView } from './instance-views.ts';

const conditionBody = z.object({
  variables: z.unknown().optional(),
  businessKey: z.string().max(191).optional(),
  tenantId: z.string().optional(),
  withoutTenantId: z.boolean().optional(),
  processDefinitionId: z.string().max(36).optional(),
});

/** Conditional start events: answers the instances that it started. */
@EngineRestController('')
export class CamundaConditionsController {
  constructor(
    private readonly evaluate: EvaluateConditions,
    private readonly results: CorrelationResults,
    private readonly tenants: Tenants,
    private readonly database: Database,
  ) {}

  @Post('condition')
  @HttpCode(200)
  @Allow('administrator', 'front-desk', 'case-handler')
  async condition(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Body() body: unknown) {
    const given = readBody(conditionBody, body);
    const { variables, types } = readVariables(given.variables);
    if (Object.keys(variables).length === 0) throw invalidRequest('Variables must be provided');
    const evaluated = await this.evaluate.run(command, {
      institution: await this.results.institution(actor, given),
      variables,
      types,
      ...(given.businessKey !== undefined && { businessKey: given.businessKey }),
      definitionId: given.processDefinitionId,
    });
    if (isRejection(evaluated)) throw refusal(evaluated);
    const tenantOf = await this.tenants.reader();
    const rows = await Promise.all(
      evaluated.started.map(({ instanceId }) => this.database.reader.byId(historyInstanceTable, instanceId)),
    );
    return rows.flatMap((row) => (row ? [runningInstanceView({ ...row, ended: row.endedAt !== null }, tenantOf)] : []));
  }
}
