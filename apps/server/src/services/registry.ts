import { Injectable } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { OperationalError } from '../platform/errors.ts';
import { Ids } from '../platform/ids.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { ServiceRow } from './tables.ts';
import { serviceTable } from './tables.ts';

export type ServiceChange = Partial<Pick<ServiceRow, 'names' | 'stage' | 'manager' | 'intakeOpen' | 'processKey'>>;

/** The registry of services, by institution and key. */
@Injectable()
export class ServiceRegistry {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  find(institution: string, serviceKey: string): Promise<ServiceRow | undefined> {
    return this.database.reader.findOne(serviceTable, 'institution = ? AND service_key = ?', [institution, serviceKey]);
  }

  of(institution: string): Promise<ServiceRow[]> {
    return this.database.reader.among(serviceTable, 'institution', [institution]);
  }

  /**
   * Changes a service, entering it when it is new. Doing it twice gives the same.
   * @param change decides on what stands there; undefined for a new service
   * @throws OperationalError when others keep changing it
   */
  async change(institution: string, serviceKey: string, change: (row: ServiceRow | undefined) => ServiceChange): Promise<void> {
    const command = { id: this.ids.next(), account: 'system' };
    const answer = await this.committer.run(command, async () => {
      const row = await this.find(institution, serviceKey);
      const changes = new RowChanges();
      const updatedAt = this.clock.now();
      if (row) changes.update(serviceTable, row.id, { ...change(row), updatedAt, revision: row.revision + 1 });
      else
        changes.insert(serviceTable, {
          id: this.ids.next(),
          institution,
          serviceKey,
          names: { en: serviceKey },
          stage: 'planned',
          manager: null,
          intakeOpen: false,
          processKey: null,
          ...change(undefined),
          updatedAt,
          revision: 1,
        });
      return {
        guards: row ? [{ table: serviceTable, id: row.id, revision: row.revision, mode: 'write' as const }] : [],
        changes: changes.list(),
        commands: [{ command, answer: null }],
        answer: null,
        afterCommit: [],
      };
    });
    if (isRejection(answer)) throw new OperationalError(answer.message);
  }
}
