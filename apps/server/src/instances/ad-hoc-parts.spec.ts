import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { AdHocParts } from './ad-hoc-parts.ts';
import { ListCases } from './list-cases.ts';
import { instancePartTable } from './tables.ts';

const visit = smallModel('visit', [
  [
    'part',
    `<adHocSubProcess id="part" name="Look around">${userTask('measure', 'case-handler')[1]}${userTask('photograph', 'expert')[1]}</adHocSubProcess>`,
  ],
  userTask('after', 'case-handler'),
]);

const visits = smallModel('visits', [
  [
    'part',
    `<adHocSubProcess id="part" name="Look around"><multiInstanceLoopCharacteristics camunda:collection="rooms" camunda:elementVariable="room"/>${userTask('measure', 'case-handler')[1]}</adHocSubProcess>`,
  ],
]);

describe('An ad-hoc part of a case', () => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy(visit);
    await server.deploy(visits);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const partsFor = async (account: string, id: string) =>
    (await server.get(ListCases).detail(await server.as(account), id))!.adHoc;
  const start = async (account: string, id: string, partId: string, elementId: string) =>
    server.get(AdHocParts).start(server.command(account), await server.as(account), id, partId, elementId);
  const finish = async (account: string, id: string, partId: string) =>
    server.get(AdHocParts).finish(server.command(account), await server.as(account), id, partId);

  it('is worked on step by step by whoever has a step in it, until somebody says that it is done', async () => {
    const id = await server.start('visit', {}, 'case-handler-1');
    const [part] = await partsFor('case-handler-1', id);
    expect(part).toMatchObject({
      elementId: 'part',
      name: 'Look around',
      steps: [{ elementId: 'measure' }, { elementId: 'photograph' }],
      mayFinish: true,
    });
    accepted(await start('case-handler-1', id, part!.id, 'photograph'));
    accepted(await start('case-handler-1', id, part!.id, 'measure'));
    const tasks = await server.tasks(id);
    expect(tasks.map(({ elementId }) => elementId).sort()).toEqual(['measure', 'photograph']);
    accepted(await server.complete(tasks.find(({ elementId }) => elementId === 'measure')!.taskId, 'case-handler-1'));
    accepted(await finish('case-handler-1', id, part!.id));
    expect((await server.task(id)).elementId).toBe('after');
    expect(await partsFor('case-handler-1', id)).toEqual([]);
    expect(refusal(await start('case-handler-1', id, part!.id, 'measure')).code).toBe('activity-not-active');
  });

  it('is closed to those without a step in it', async () => {
    const id = await server.start('visit', {}, 'case-handler-1');
    const [part] = await partsFor('case-handler-1', id);
    expect(await partsFor('lawyer-1', id)).toEqual([]);
    expect(refusal(await start('lawyer-1', id, part!.id, 'measure')).code).toBe('not-allowed');
    expect(refusal(await finish('lawyer-1', id, part!.id)).code).toBe('not-allowed');
    expect(refusal(await start('admin', id, part!.id, 'nothing')).code).toBe('activity-not-enabled');
    accepted(await start('admin', id, part!.id, 'measure'));
  });

  it('is open to the same people when it is one of many that are stored apart', async () => {
    const id = await server.start('visits', { rooms: Array.from({ length: 40 }, () => 'room '.repeat(600)) }, 'case-handler-1');
    const stored = await server.database.reader.find(instancePartTable, 'instance_id = ? AND id = part_id', [id]);
    const one = stored.find(({ content }) => content.includes('"loopCounter"'))!;
    expect(refusal(await start('lawyer-1', id, one.id, 'measure')).code).toBe('not-allowed');
    accepted(await start('case-handler-1', id, one.id, 'measure'));
    expect((await server.tasks(id)).map(({ elementId }) => elementId)).toEqual(['measure']);
  });
});
