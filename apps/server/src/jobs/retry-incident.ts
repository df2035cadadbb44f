import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { administers } from '../identity/index.ts';
import { FindCase, Instances } from '../instances/index.ts';
import { Database } from '../platform/database/database.ts';
import type { Command } from '../platform/write-plan.ts';
import { RetryJob } from './retry-job.ts';
import { incidentTable } from './tables.ts';

/** An administrator lets the case try again what raised an incident. */
@Injectable()
export class RetryIncident {
  constructor(
    private readonly database: Database,
    private readonly instances: Instances,
    private readonly retryJob: RetryJob,
    private readonly cases: FindCase,
  ) {}

  /** Rejections: `incident-not-open`, `not-allowed`, those of `Instances.command`. */
  async run(command: Command, actor: Actor, incidentId: string): Promise<{ incidentId: string } | Rejection> {
    const incident = await this.database.reader.byId(incidentTable, incidentId);
    if (!incident || !(await this.cases.find(actor, incident.instanceId))) return notOpen(incidentId);
    if (!administers(actor, incident.institution))
      return rejected('not-allowed', `You do not administer ${incident.institution}.`, { incidentId });
    const answer = { incidentId };
    if (incident.jobId !== null) {
      const retried = await this.retryJob.run(command, actor, incident.jobId, 1);
      return isRejection(retried) ? retried : answer;
    }
    const retried = await this.instances.command(command, incident.instanceId, ({ now }) => ({
      trigger: { type: 'retryIncident', incidentId, place: incident },
      change: (changes) =>
        recordAct(changes, {
          id: command.id,
          at: now,
          account: actor.account,
          institution: incident.institution,
          act: 'incident-retried',
          object: { type: 'incident', id: incidentId, instanceId: incident.instanceId },
        }),
      answer: () => answer,
    }));
    return isRejection(retried) && retried.code === 'instance-unknown' ? notOpen(incidentId) : retried;
  }
}

const notOpen = (incidentId: string): Rejection =>
  rejected('incident-not-open', `No open incident has the id ${incidentId}.`, { incidentId });
