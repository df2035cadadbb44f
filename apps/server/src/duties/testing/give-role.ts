import type { PlayServer } from '../../../../../test/support/play-server.ts';
import { personTable, roleAssignmentTable } from '../../identity/index.ts';
import { Committer } from '../../platform/committer.ts';
import { RowChanges } from '../../platform/write-plan.ts';

let given = 0;

/** Enters a role without asking anybody: how things stand after an import, or before a pair was added. */
export async function giveRole(
  server: PlayServer,
  account: string,
  role: string,
  { service = null }: { readonly service?: string | null } = {},
): Promise<void> {
  const person = (await server.database.reader.findOne(personTable, 'account = ?', [account]))!;
  const changes = new RowChanges();
  const guard = changes.revise(personTable, person, {});
  changes.insert(roleAssignmentTable, {
    id: `given-${process.pid}-${++given}`,
    personId: person.id,
    role,
    institution: person.institution,
    unit: null,
    service,
    validFrom: 0,
    validTo: null,
    revision: 1,
  });
  await server.get(Committer).commit({ guards: [guard], changes: changes.list(), commands: [], answer: null, afterCommit: [] });
}
