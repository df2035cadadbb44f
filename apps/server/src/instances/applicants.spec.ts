import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { AccessLog } from '../audit/index.ts';
import { auditEntryTable } from '../audit/tables.ts';
import { ModelsController } from '../models/models.controller.ts';
import { historyInstanceTable } from './tables.ts';
import { IntakeController } from './intake.controller.ts';

const model = (intake: string) =>
  smallModel('permit', [userTask('check', 'case-handler')]).replace('isExecutable="true"', `isExecutable="true" ${intake}`);
const variables = { applicant: 'Anna', email: 'anna@example.org', phone: '', trees: 3 };

describe('Who applied', () => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let known = 0;

  const entries = async () => {
    await server.get(AccessLog).flush();
    return server.database.reader.find(auditEntryTable, "act = 'applicant-opened'", []);
  };

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
  });
  beforeEach(async () => {
    known = (await entries()).length;
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  it('is told with how to reach them, as the process names it, and recorded', async () => {
    await server.deploy(model('gaita:applicant="applicant" gaita:applicantData="email, phone"'));
    const id = await server.start('permit', variables, 'case-handler-1');
    const found = accepted(await server.get(IntakeController).applicant(await server.as('case-handler-1'), id));
    expect(found).toEqual({ name: 'Anna', data: { email: 'anna@example.org' }, others: [] });
    expect((await entries()).slice(known)).toMatchObject([{ instanceId: id, account: 'case-handler-1' }]);
  });

  it('is recorded also where the process names no name', async () => {
    await server.deploy(model('gaita:applicantData="email"'));
    const id = await server.start('permit', variables, 'case-handler-1');
    const found = accepted(await server.get(IntakeController).applicant(await server.as('case-handler-1'), id));
    expect(found).toEqual({ data: { email: 'anna@example.org' }, others: [] });
    expect((await entries()).slice(known)).toHaveLength(1);
  });

  it('is marked among the fields of the process, also where no form asks for it', async () => {
    const form = { components: [{ type: 'textfield', id: 'a', key: 'applicant', label: 'Name' }] };
    await server.deploy(model('gaita:applicant="applicant" gaita:applicantData="email"'), { 'a.form': JSON.stringify(form) });
    const row = accepted(await server.database.reader.byId(historyInstanceTable, await server.start('permit', variables)));
    const fields = accepted(await server.get(ModelsController).fieldsOf(await server.as('case-handler-1'), row!.definitionId));
    expect(fields).toEqual({
      applicant: { label: 'Name', applicant: true },
      email: { label: 'email', applicant: true },
    });
  });
});
