import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, refusal } from '../../../../test/support/play-server.ts';
import { settle } from '../../../../test/support/settle.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { auditEntryTable } from '../audit/index.ts';
import { DutyStage } from '../duties/testing/duty-stage.ts';
import { unitTable } from '../identity/index.ts';
import { historyInstanceTable, instanceTable } from '../instances/index.ts';
import { Committer } from '../platform/committer.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { subscriptionTable } from './tables.ts';

const waiting = smallModel(
  'waiting',
  [['wait', '<receiveTask id="wait" messageRef="m"/>'], userTask('decide', 'decision-maker')],
  '',
  '<message id="m" name="paid"/>',
);

describe.each(databaseNames)('Who sends messages to cases on %s', (name) => {
  let system: DatabaseSystem;
  let stage: DutyStage;
  let count = 0;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await stage.server.deploy(waiting);
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });

  const start = async (account = 'admin') => {
    const businessKey = `sent-${++count}`;
    return { businessKey, instanceId: await stage.server.start('waiting', {}, account, businessKey) };
  };
  const isWaiting = async (instanceId: string) =>
    (await stage.server.database.reader.find(subscriptionTable, 'instance_id = ?', [instanceId])).length > 0;
  const camunda = (variables: object = {}) => ({ messageName: 'paid', processVariables: variables });

  it('is who holds the role in that very institution, not another role there', async () => {
    const { instanceId } = await start('case-handler-3');
    const { institution } = await stage.server.as('case-handler-3');
    await stage.giveRole('case-handler-1', 'survey-analyst', null, { institution });
    const request = { name: 'paid', institution, processInstanceId: instanceId, timeToLive: 'P1D' };
    await stage.post('case-handler-1', '/api/v1/messages', request).expect(403);
    await stage.post('case-handler-1', '/engine-rest/message', { ...camunda(), processInstanceId: instanceId }).expect(403);
    await stage.post('case-handler-1', '/api/v1/conditions', { institution, variables: { a: 1 } }).expect(403);
    await stage.giveRole('administrator-1', 'survey-analyst', null, { institution });
    await stage.post('administrator-1', '/engine-rest/signal', { name: 'alarm', tenantId: institution }).expect(403);
    expect(await isWaiting(instanceId)).toBe(true);
    await stage.post('case-handler-3', '/api/v1/messages', request).expect(200);
    expect(await isWaiting(instanceId)).toBe(false);
  });

  it('reaches with a role for a unit only cases that they may know of, now and later', async () => {
    const { institution } = await stage.server.as('front-desk-1');
    const { instanceId, businessKey } = await start();
    const changes = new RowChanges();
    for (const id of ['unit-one', 'unit-two'])
      changes.insert(unitTable, { id, institution, parent: null, names: { en: id }, active: true, revision: 1 });
    for (const table of [instanceTable, historyInstanceTable])
      changes.update(table as never, instanceId, { unit: 'unit-two' } as never);
    const plan = { guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] };
    expect(await stage.server.get(Committer).commit(plan)).not.toBe('lost');
    await stage.takeRole('lawyer-1', 'lawyer');
    await stage.giveRole('lawyer-1', 'front-desk', null, { unit: 'unit-one' });
    const request = { name: 'paid', businessKey };
    const held = await stage.post('lawyer-1', '/api/v1/messages', { ...request, timeToLive: 'P3D' }).expect(200);
    expect(held.body).toMatchObject({ receivers: [] });
    const now = { ...request, timeToLive: 'PT0S' };
    await stage.post('lawyer-1', '/api/v1/messages', { ...now, processInstanceId: instanceId }).expect(409);
    await stage.post('lawyer-1', '/api/v1/messages', { ...now, all: true }).expect(409);
    await stage.post('lawyer-1', '/engine-rest/message', { ...camunda(), processInstanceId: instanceId }).expect(400);
    expect(await isWaiting(instanceId)).toBe(true);
    // what is held reaches what they may know of, in their name
    const other = await stage.server.start('waiting', {}, 'admin', businessKey);
    await settle(stage.server.app);
    expect([await isWaiting(instanceId), await isWaiting(other)]).toEqual([true, false]);
    expect(
      await stage.server.database.reader.find(auditEntryTable, "act = 'message-sent' AND instance_id = ?", [other]),
    ).toMatchObject([{ account: 'lawyer-1' }]);
    await stage.giveRole('lawyer-1', 'front-desk', null, { unit: 'unit-two' });
    await stage.post('lawyer-1', '/api/v1/messages', request).expect(200);
    expect(await isWaiting(instanceId)).toBe(false);
  });

  it('stands in the audit, and who told a case values does not decide on them', async () => {
    await stage.giveRole('case-handler-1', 'decision-maker');
    for (const all of [false, true]) {
      const { instanceId, businessKey } = await start();
      const variables = { decision: 'grant' };
      await stage.post('case-handler-1', '/api/v1/messages', { name: 'paid', businessKey, variables, all }).expect(200);
      const [entry] = await stage.server.database.reader.find(auditEntryTable, 'instance_id = ? AND act = ?', [
        instanceId,
        'message-sent',
      ]);
      expect(entry).toMatchObject({ account: 'case-handler-1', details: { name: 'paid' } });
      const { taskId } = await stage.taskAt(instanceId, 'decide');
      expect(refusal(await stage.claim(taskId, 'case-handler-1')).code).toBe('role-conflict');
      accepted(await stage.claim(taskId, 'decision-maker-1'));
    }
    const told = await start();
    const processVariablesLocal = { decision: { value: 'grant', type: 'String' } };
    await stage
      .post('case-handler-1', '/engine-rest/message', {
        messageName: 'paid',
        businessKey: told.businessKey,
        processVariablesLocal,
      })
      .expect(204);
    const own = await stage.taskAt(told.instanceId, 'decide');
    expect(refusal(await stage.claim(own.taskId, 'case-handler-1')).code).toBe('role-conflict');
    const { instanceId, businessKey } = await start();
    await stage.post('case-handler-1', '/api/v1/messages', { name: 'paid', businessKey }).expect(200);
    accepted(await stage.claim((await stage.taskAt(instanceId, 'decide')).taskId, 'case-handler-1'));
  });
});
