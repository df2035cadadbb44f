import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import { Allow, CurrentActor } from '../../identity/index.ts';
import type { InstanceRow } from '../../instances/index.ts';
import { CancelInstance } from '../../instances/index.ts';
import { CurrentCommand } from '../../platform/http/current-command.ts';
import type { Command } from '../../platform/write-plan.ts';
import { Lists } from '../lists/lists.ts';
import type { Parameters } from '../lists/parameters.ts';
import { invalidRequest, refusal, restError } from '../wire/camunda-error.ts';
import { EngineRestController } from '../wire/engine-rest-controller.ts';
import { Tenants } from '../wire/tenants.ts';
import { toTypedValue, toTypedValues } from '../wire/typed-values.ts';
import { InstanceVariables } from './instance-variables.ts';
import { runningInstanceView } from './instance-views.ts';
import { instanceList } from './runtime-lists.ts';

@EngineRestController('process-instance')
export class ProcessInstancesController {
  constructor(
    private readonly lists: Lists,
    private readonly variables: InstanceVariables,
    private readonly cancelInstance: CancelInstance,
    private readonly tenants: Tenants,
  ) {}

  @Get()
  @Allow('signed-in')
  list(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.find(actor, parameters);
  }

  @Post()
  @HttpCode(200)
  @Allow('signed-in')
  query(@CurrentActor() actor: Actor, @Query() page: Parameters, @Body() body: Parameters | undefined) {
    return this.find(actor, { ...body, ...page });
  }

  @Get('count')
  @Allow('signed-in')
  count(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.lists.count(instanceList, actor, parameters);
  }

  @Post('count')
  @HttpCode(200)
  @Allow('signed-in')
  countQuery(@CurrentActor() actor: Actor, @Body() body: Parameters | undefined) {
    return this.lists.count(instanceList, actor, body ?? {});
  }

  @Get(':id')
  @Allow('signed-in')
  async one(@CurrentActor() actor: Actor, @Param('id') id: string) {
    const row = await this.lists.one(instanceList, actor, id);
    if (!row) throw unknown(id);
    return view(row, await this.tenants.reader());
  }

  @Get(':id/variables')
  @Allow('signed-in')
  async variablesOf(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() { deserializeValues }: Parameters) {
    await this.mustRun(actor, id);
    return toTypedValues(await this.variables.ofInstance(actor, id), { deserialize: deserializeValues !== 'false' });
  }

  @Get(':id/variables/:name')
  @Allow('signed-in')
  async variable(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('name') name: string) {
    await this.mustRun(actor, id);
    const { variables, types } = await this.variables.ofInstance(actor, id);
    if (!Object.hasOwn(variables, name)) throw invalidRequest(`process instance variable with name ${name} does not exist`, 404);
    return toTypedValue(variables[name]!, Object.hasOwn(types, name) ? types[name] : undefined);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('signed-in')
  async remove(@CurrentActor() actor: Actor, @CurrentCommand() command: Command, @Param('id') id: string) {
    if (!(await this.lists.one(instanceList, actor, id))) throw unknown(id);
    const canceled = await this.cancelInstance.run(command, actor, id, `Canceled by ${actor.account}`);
    if (!isRejection(canceled)) return;
    // somebody else ended it between the two reads
    if (canceled.code === 'instance-unknown' || canceled.code === 'instance-ended') throw unknown(id);
    throw refusal(canceled);
  }

  private async find(actor: Actor, parameters: Parameters) {
    const tenantOf = await this.tenants.reader();
    return (await this.lists.find(instanceList, actor, parameters)).map((row) => view(row, tenantOf));
  }

  /** Camunda answers 500 for variables of an instance that does not run (any more). */
  private async mustRun(actor: Actor, id: string): Promise<void> {
    if (!(await this.lists.one(instanceList, actor, id)))
      throw restError(409, `Cannot find execution with id ${id}: execution is null`);
  }
}

const view = (row: InstanceRow, tenantOf: (institution: string) => string | null) =>
  runningInstanceView({ ...row, ended: false, suspended: row.state === 'suspended' }, tenantOf);

const unknown = (id: string) => invalidRequest(`Process instance with id ${id} does not exist`, 404);
