import { Get, Param, Query } from '@nestjs/common';
import { AccessLog } from '../../audit/index.ts';
import type { Actor } from '../../identity/index.ts';
import { Allow, CurrentActor } from '../../identity/index.ts';
import type { IncidentRow } from '../../jobs/index.ts';
import { jobTable } from '../../jobs/index.ts';
import { Database } from '../../platform/database/database.ts';
import { Lists } from '../lists/lists.ts';
import type { Parameters } from '../lists/parameters.ts';
import { toCamundaDate } from '../wire/camunda-date.ts';
import { invalidRequest } from '../wire/camunda-error.ts';
import { EngineRestController } from '../wire/engine-rest-controller.ts';
import { Tenants } from '../wire/tenants.ts';
import { incidentList } from './runtime-lists.ts';

@EngineRestController('incident')
export class CamundaIncidentsController {
  constructor(
    private readonly lists: Lists,
    private readonly database: Database,
    private readonly tenants: Tenants,
    private readonly accessLog: AccessLog,
  ) {}

  @Get()
  @Allow('signed-in')
  async list(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.views(actor, await this.lists.find(incidentList, actor, parameters));
  }

  @Get('count')
  @Allow('signed-in')
  count(@CurrentActor() actor: Actor, @Query() parameters: Parameters) {
    return this.lists.count(incidentList, actor, parameters);
  }

  @Get(':id')
  @Allow('signed-in')
  async one(@CurrentActor() actor: Actor, @Param('id') id: string) {
    const row = await this.lists.one(incidentList, actor, id);
    if (!row) throw invalidRequest(`No matching incident with id ${id}`, 404);
    return (await this.views(actor, [row]))[0];
  }

  /** Their messages may quote values. */
  private async views(actor: Actor, rows: readonly IncidentRow[]) {
    this.accessLog.sawValues(actor, 'incident', {}, rows);
    const tenantOf = await this.tenants.reader();
    const jobIds = rows.flatMap(({ jobId }) => (jobId === null ? [] : [jobId]));
    const jobs =
      jobIds.length === 0 ? [] : await this.database.reader.find(jobTable, "job_type = 'topic' AND id IN (?)", [jobIds]);
    const ofWorkers = new Set(jobs.map(({ id }) => id));
    return rows.map((row) => {
      const isOfWorker = row.incidentType === 'failedJob' && row.jobId !== null && ofWorkers.has(row.jobId);
      return {
        id: row.id,
        processDefinitionId: row.definitionId,
        processInstanceId: row.instanceId,
        executionId: row.tokenId,
        incidentTimestamp: toCamundaDate(row.raisedAt),
        incidentType: isOfWorker ? 'failedExternalTask' : row.incidentType,
        activityId: row.elementId,
        failedActivityId: row.elementId,
        causeIncidentId: row.id,
        rootCauseIncidentId: row.id,
        configuration: row.jobId,
        incidentMessage: row.message,
        tenantId: tenantOf(row.institution),
        jobDefinitionId: null,
        annotation: null,
      };
    });
  }
}
