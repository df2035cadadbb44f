import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApplicantView, DuplicatesView, IntakeView } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { AccessLog, auditEntryTable } from '../audit/index.ts';
import { DutyStage } from '../duties/testing/duty-stage.ts';

const form = JSON.stringify({ components: [{ type: 'textfield', id: 'name', key: 'name' }] });
const first = (key: string, attributes = '', process = '') =>
  smallModel(key, [
    userTask('receive', 'case-handler', `camunda:formKey="apply" ${attributes}`),
    userTask('decide', 'finance'),
  ]).replace(`id="${key}"`, `id="${key}" ${process}`);
const part = (key: string, role: string) =>
  smallModel(key, [['part', `<adHocSubProcess id="part">${userTask('talk', role)[1]}</adHocSubProcess>`]]);

describe('What comes before an application', () => {
  let system: DatabaseSystem;
  let stage: DutyStage;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    const files = { 'apply.form': form };
    await stage.server.deploy(first('plain', '', 'gaita:applicant="name"'), files);
    await stage.server.deploy(first('joint', 'gaita:joint="finance"'), files);
    await stage.server.deploy(first('agreed', 'gaita:consulted="finance!"'), files);
    await stage.server.deploy(first('advised', 'gaita:consulted="finance"'), files);
    for (const model of [part('known', 'lawyer'), part('unknown', 'accounting')]) await stage.server.deploy(model);
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });

  const intake = async (key: string, account: string) =>
    (await stage.get(account, `/api/v1/processes/${key}/intake`).expect(200)).body as IntakeView;

  it('is the form of the first task to who does that alone, and to nobody else', async () => {
    for (const key of ['plain', 'advised'])
      expect(await intake(key, 'case-handler-1')).toMatchObject({
        formOf: 'first-task',
        form: { schema: JSON.parse(form) as object },
      });
    for (const key of ['joint', 'agreed']) expect(await intake(key, 'case-handler-1')).not.toHaveProperty('form');
    expect(await intake('plain', 'lawyer-1')).not.toHaveProperty('form');
    expect((await intake('plain', 'case-handler-1')).applicant).toBe('name');
  });

  it('is which cases of the same person are open, with how they came; that somebody asked is kept', async () => {
    const asked = async () => {
      const { body } = await stage.get('case-handler-1', '/api/v1/processes/plain/duplicates?applicant=Anna').expect(200);
      return (body as DuplicatesView).items;
    };
    const searched = async () => {
      await stage.server.app.get(AccessLog).flush();
      return (await stage.server.database.reader.find(auditEntryTable, "act = 'cases-searched'", [])).length;
    };
    expect([await asked(), await searched()]).toEqual([[], 0]);
    const [one, two] = [
      await stage.server.start('plain', { name: 'Anna', channel: 'counter' }),
      await stage.server.start('plain', { name: 'Anna', channel: 5 }),
    ];
    await stage.server.start('plain', { name: 'Ben' });
    const items = await asked();
    expect(new Map(items.map(({ id, ...more }) => [id, 'channel' in more ? more.channel : undefined]))).toEqual(
      new Map([
        [one, 'counter'],
        [two, undefined],
      ]),
    );
    expect(await searched()).toBe(1);
    const { body } = await stage.get('case-handler-1', `/api/v1/cases/${one}/applicant`).expect(200);
    expect(body as ApplicantView).toMatchObject({ name: 'Anna', others: [{ id: two, processKey: 'plain', state: 'active' }] });
    await stage.get('case-handler-3', `/api/v1/cases/${one}/applicant`).expect(404);
  });

  it('is, of a part whose steps name no role that anybody holds, for everybody of the institution', async () => {
    const parts = async (key: string, account: string) => {
      const id = await stage.server.start(key);
      return ((await stage.get(account, `/api/v1/cases/${id}`).expect(200)).body.adHoc as object[]).length;
    };
    expect(await parts('unknown', 'finance-1')).toBe(1);
    expect(await parts('known', 'finance-1')).toBe(0);
    expect(await parts('known', 'lawyer-1')).toBe(1);
  });
});
