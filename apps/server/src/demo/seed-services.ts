import type { INestApplicationContext } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import { demoInstitutions } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { DuplicateRow, OperationalError } from '../platform/errors.ts';
import { Ids } from '../platform/ids.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { serviceTable } from '../services/index.ts';
import { demoServices } from './data/demo-services.ts';

/**
 * Puts the live services of both institutions, with their managers, into an empty registry. Safe to repeat.
 * @returns whether this call did it
 */
export async function seedServices(server: INestApplicationContext): Promise<boolean> {
  if ((await server.get(Database).reader.count(serviceTable)) > 0) return false;
  const command = { id: server.get(Ids).next(), account: 'system' };
  const now = server.get(Clock).now();
  const changes = new RowChanges();
  for (const [at, institution] of demoInstitutions.entries()) {
    for (const [nth, { key, names, process, manager }] of demoServices.entries()) {
      changes.insert(serviceTable, {
        id: `demo-service-${at + 1}-${String(nth + 1).padStart(2, '0')}`,
        institution: institution.id,
        serviceKey: key,
        names,
        stage: 'live',
        manager: `service-manager-${2 * at + manager}`,
        intakeOpen: true,
        processKey: process,
        updatedAt: now,
        revision: 1,
      });
    }
  }
  const plan = { guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] };
  try {
    const answer = await server.get(Committer).run<null>(command, async () => plan);
    if (isRejection(answer)) throw new OperationalError(`The demo services could not be stored: ${answer.message}`);
  } catch (error) {
    // another replica was quicker
    if (error instanceof DuplicateRow) return false;
    throw error;
  }
  return true;
}
