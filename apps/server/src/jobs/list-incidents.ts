import { Injectable } from '@nestjs/common';
import type { IncidentsQuery, IncidentsView, IncidentView } from '@gaita/contracts';
import { AccessLog } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { administers } from '../identity/index.ts';
import { Database } from '../platform/database/database.ts';
import type { SqlParameter } from '../platform/database/dialect.ts';
import type { IncidentRow } from './tables.ts';
import { incidentTable } from './tables.ts';

/** Open incidents of the institutions that the asker administers. */
@Injectable()
export class ListIncidents {
  constructor(
    private readonly database: Database,
    private readonly accessLog: AccessLog,
  ) {}

  async run(actor: Actor, { instanceId, processKey, type, limit, offset }: IncidentsQuery): Promise<IncidentsView> {
    const where = ['institution IN (?)'];
    const parameters: SqlParameter[] = [actor.institutions.filter((id) => administers(actor, id))];
    for (const [column, value] of Object.entries({ instance_id: instanceId, process_key: processKey, incident_type: type })) {
      if (value === undefined) continue;
      where.push(`${column} = ?`);
      parameters.push(value);
    }
    const condition = where.join(' AND ');
    const [rows, total] = await Promise.all([
      this.database.reader.find(incidentTable, condition, parameters, { orderBy: 'raised_at DESC, id DESC', limit, offset }),
      this.database.reader.count(incidentTable, condition, parameters),
    ]);
    // their messages may quote values
    this.accessLog.sawValues(actor, 'incident', {}, rows);
    return { items: rows.map(view), total };
  }
}

const view = (row: IncidentRow): IncidentView => ({
  id: row.id,
  institution: row.institution,
  instanceId: row.instanceId,
  processKey: row.processKey,
  definitionId: row.definitionId,
  elementId: row.elementId,
  type: row.incidentType,
  message: row.message,
  createdAt: row.raisedAt,
  ...(row.businessKey !== null && { businessKey: row.businessKey }),
  ...(row.jobId !== null && { jobId: row.jobId }),
});
