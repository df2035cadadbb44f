import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Variables } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { CompleteTask } from './complete-task.ts';

const model = smallModel('form-check', [
  userTask('apply', 'front-desk', 'camunda:formKey="application" gaita:joint="case-handler"'),
  userTask('decide', 'decision-maker', 'camunda:formKey="decision"'),
]);
const application = {
  components: [
    { type: 'textfield', id: 'applicant', key: 'applicant', validate: { required: true } },
    { type: 'number', id: 'trees', key: 'trees', validate: { min: 1, max: 20 } },
  ],
};
const decision = {
  components: [{ type: 'textarea', id: 'why', key: 'why', validate: { required: true }, conditional: { hide: '=trees < 5' } }],
};

describe('Completing a task that has a form', () => {
  let system: DatabaseSystem;
  let server: PlayServer;
  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy(model, { 'application.form': JSON.stringify(application), 'decision.form': JSON.stringify(decision) });
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const complete = async (taskId: string, account: string, variables: Variables, checkForm = true) =>
    server.get(CompleteTask).run(server.command(account), await server.as(account), taskId, { variables, checkForm });

  it('is refused with the fields that are wrong, and changes nothing', async () => {
    const instanceId = await server.start('form-check');
    const { taskId } = await server.task(instanceId);
    const refused = refusal(await complete(taskId, 'front-desk-1', { trees: 30 }));
    expect(refused.code).toBe('form-invalid');
    expect(refused.details?.['faults']).toMatchObject([
      { field: 'applicant', rule: 'required' },
      { field: 'trees', rule: 'max' },
    ]);
    expect((await server.task(instanceId)).taskId).toBe(taskId);
  });

  it('asks by the values that the case has: a signature changes none, a hidden field is not needed', async () => {
    const instanceId = await server.start('form-check');
    const first = accepted(
      await complete((await server.task(instanceId)).taskId, 'front-desk-1', { applicant: 'Anna', trees: 7 }),
    );
    accepted(await complete(first.nextTaskId!, 'case-handler-1', { trees: 1 }));
    expect(await server.variable(instanceId, 'trees')).toBe(7);
    const { taskId } = await server.task(instanceId);
    expect(refusal(await complete(taskId, 'decision-maker-1', {})).code).toBe('form-invalid');
    accepted(await complete(taskId, 'decision-maker-1', { why: 'Storm' }));

    const small = await server.start('form-check');
    const apply = accepted(await complete((await server.task(small)).taskId, 'front-desk-1', { applicant: 'Anna', trees: 2 }));
    accepted(await complete(apply.nextTaskId!, 'case-handler-1', {}));
    accepted(await complete((await server.task(small)).taskId, 'decision-maker-1', {}));
  });

  it('asks for nothing where the interface of Camunda completes', async () => {
    const { taskId } = await server.task(await server.start('form-check'));
    accepted(await complete(taskId, 'front-desk-1', { anything: true }, false));
  });
});
