import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { AssignTask, ClaimTask } from '../tasks/index.ts';
import { dutyActTable } from './tables.ts';
import { giveRole } from './testing/give-role.ts';

const permit = smallModel('permit', [userTask('draft', 'case-handler'), userTask('decide', 'decision-maker')]);

describe.each(databaseNames)('Duties on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy(permit);
    await giveRole(server, 'case-handler-1', 'decision-maker');
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const claim = async (taskId: string, account: string) =>
    server.get(ClaimTask).run(server.command(account), await server.as(account), taskId);

  /** A case whose decision waits, drafted by case-handler-1, who holds both roles. */
  const drafted = async () => {
    const instanceId = await server.start('permit');
    accepted(await server.complete((await server.task(instanceId)).taskId, 'case-handler-1'));
    return { instanceId, taskId: (await server.task(instanceId)).taskId };
  };

  it('keep who did what in which role', async () => {
    const { instanceId } = await drafted();
    expect(await server.database.reader.find(dutyActTable, 'instance_id = ?', [instanceId])).toEqual([
      expect.objectContaining({ role: 'case-handler', account: 'case-handler-1', kind: 'completed', elementId: 'draft' }),
    ]);
  });

  it('refuse the claim of a decision to who drafted it, in plain words', async () => {
    const { taskId, instanceId } = await drafted();
    const refused = refusal(await claim(taskId, 'case-handler-1'));
    expect(refused.code).toBe('role-conflict');
    expect(refused.message).toBe(
      'You cannot do this as Decision-maker: you did “draft” as Case handler in the same case. Four eyes: whoever prepares a decision does not take it.',
    );
    expect(refused.details).toMatchObject({
      account: 'case-handler-1',
      conflict: {
        pair: { a: 'case-handler', b: 'decision-maker', scope: 'case', level: 'hard', own: false },
        role: 'decision-maker',
        against: 'case-handler',
        why: 'acted',
        where: { instanceId, elementId: 'draft', name: 'draft' },
      },
    });
    expect(refusal(await server.complete(taskId, 'case-handler-1')).code).toBe('role-conflict');
    accepted(await server.complete(taskId, 'decision-maker-1'));
    expect(AssignTask).toBeDefined();
  });
});
