import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseDetailView, CasesView, IntakeView, ProcessView } from '@gaita/contracts';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, hour, PlayServer } from '../../../../test/support/play-server.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';

const form = JSON.stringify({ components: [{ type: 'textfield', id: 'name', key: 'name', label: 'Name' }] });
const permit = modelFile(
  'permit',
  `<documentation>To fell a tree.</documentation>
   <extensionElements><gaita:texts>
     <gaita:text lang="lv" name="Atļauja" documentation="Koka nociršanai." papers="Plāns; Piekrišana"/>
     <gaita:text lang="lt" name="Leidimas"/></gaita:texts></extensionElements>
   <startEvent id="start" camunda:formKey="apply"/>
   <userTask id="check" name="Check" camunda:candidateGroups="case-handler"/>
   <userTask id="decide" name="Decide" camunda:candidateGroups="decision-maker"/><endEvent id="end"/>
   <sequenceFlow id="a" sourceRef="start" targetRef="check"/><sequenceFlow id="b" sourceRef="check" targetRef="decide"/>
   <sequenceFlow id="c" sourceRef="decide" targetRef="end"/>`,
).replace(
  'id="permit"',
  `id="permit" name="Permit" camunda:versionTag="2026" gaita:papers="Plan; Consent" gaita:fee="4.27" gaita:due="legal: administrative-act"`,
);
const plain = smallModel('plain', [userTask('look', 'front-desk')]);
const news = modelFile(
  'news',
  `<startEvent id="start"><messageEventDefinition messageRef="m"/></startEvent><endEvent id="end"/>
   <sequenceFlow id="a" sourceRef="start" targetRef="end"/>`,
  '<message id="m" name="news"/>',
);
const outer = smallModel('outer', [['call', '<callActivity id="call" name="Ask" calledElement="plain"/>']]);
const items = smallModel('items', [
  [
    'each',
    `<userTask id="each" name="Each" camunda:candidateGroups="case-handler">
       <multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>`,
  ],
]);

describe.each(databaseNames)('What people see on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy(permit, { 'apply.form': form });
    for (const model of [plain, news, outer, items]) await server.deploy(model);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const get = (account: string, path: string, language = 'en') =>
    request((server.app as NestExpressApplication).getHttpServer())
      .get(`/api/v1${path}`)
      .auth(account, 'demo')
      .set('Gaita-Language', language);
  const process = async (account: string, key: string, language = 'en') =>
    (await get(account, `/processes/${key}`, language).expect(200)).body as ProcessView;
  const intake = async (account: string, key: string, language = 'en') =>
    (await get(account, `/processes/${key}/intake`, language).expect(200)).body as IntakeView;
  const cases = async (account: string, query: string) => {
    const { items: found, total } = (await get(account, `/cases?${query}`).expect(200)).body as CasesView;
    return { ids: found.map(({ id }) => id), total };
  };
  const detail = async (account: string, id: string, language = 'en') =>
    (await get(account, `/cases/${id}`, language).expect(200)).body as CaseDetailView;
  const complete = async (id: string, account: string, values = {}) =>
    accepted(await server.complete((await server.task(id)).taskId, account, values));

  it('is of a process its name in each language, its version, who may start it with which form, and its running cases', async () => {
    const ended = await server.start('permit');
    await complete(ended, 'case-handler-1');
    await complete(ended, 'decision-maker-1');
    await server.start('permit');
    const running = (await process('case-handler-1', 'permit')).runningCases;
    await server.start('permit');
    expect(await process('case-handler-1', 'permit', 'lv')).toMatchObject({
      name: 'Atļauja',
      names: { en: 'Permit', lv: 'Atļauja', lt: 'Leidimas', bg: 'Permit' },
      version: 1,
      versionTag: '2026',
      startable: true,
      mayStart: true,
      startFormKey: 'apply',
      runningCases: running + 1,
    });
    expect(running).toBe(1);
    expect(await process('case-handler-3', 'permit')).toMatchObject({ runningCases: 0 });
    expect((await process('decision-maker-1', 'permit')).mayStart).toBe(false);
    expect(await process('front-desk-1', 'plain')).not.toHaveProperty('startFormKey');
    expect(await process('admin', 'news')).toMatchObject({ startable: false, mayStart: false });
    await get('admin', '/processes/nothing').expect(404);
  });

  it('is before an application what to bring, what it costs, how long it takes and the form, in their language', async () => {
    expect(await intake('front-desk-1', 'permit')).toMatchObject({
      name: 'Permit',
      description: 'To fell a tree.',
      papers: ['Plan', 'Consent'],
      fee: 4.27,
      mayStart: false,
      term: { receivedOn: '2026-03-02' },
      formOf: 'start',
    });
    expect(await intake('case-handler-1', 'permit', 'lv')).toMatchObject({
      name: 'Atļauja',
      description: 'Koka nociršanai.',
      papers: ['Plāns', 'Piekrišana'],
      mayStart: true,
    });
    expect(await intake('case-handler-1', 'permit', 'bg')).toMatchObject({
      description: 'To fell a tree.',
      papers: ['Plan', 'Consent'],
    });
    const bare = await intake('front-desk-1', 'plain');
    expect(bare).toMatchObject({ papers: [], mayStart: true });
    for (const absent of ['description', 'fee', 'term', 'form', 'applicant']) expect(bare).not.toHaveProperty(absent);
    await get('admin', '/processes/news/intake').expect(404);
    await get('admin', '/processes/nothing/intake').expect(404);
  });

  it('are cases by their state, process and number, the latest first, page by page', async () => {
    const first = await server.start('plain', {}, 'admin', 'S-1');
    await complete(first, 'front-desk-1');
    server.clock.advance(hour);
    const second = await server.start('plain', {}, 'admin', 'S-2');
    server.clock.advance(hour);
    const third = await server.start('plain', {}, 'admin', 'S-2');
    const reader = 'case-handler-1';
    const plainOnes = 'processKey=plain';
    expect(await cases(reader, plainOnes)).toEqual({ ids: [third, second], total: 2 });
    expect(await cases(reader, `${plainOnes}&state=ended`)).toEqual({ ids: [first], total: 1 });
    expect(await cases(reader, `${plainOnes}&state=all&limit=2`)).toEqual({ ids: [third, second], total: 3 });
    expect(await cases(reader, `${plainOnes}&state=all&limit=2&offset=2`)).toEqual({ ids: [first], total: 3 });
    expect(await cases(reader, 'businessKey=S-2')).toEqual({ ids: [third, second], total: 2 });
    expect(await cases(reader, 'state=all&q=s-1')).toEqual({ ids: [first], total: 1 });
    expect(await cases('case-handler-3', `${plainOnes}&state=all`)).toEqual({ ids: [], total: 0 });
    await get('case-handler-3', `/cases/${first}`).expect(404);
  });

  it('is of a case where it stands, what was done and by whom, and what it knows, open or ended', async () => {
    const id = await server.start('permit', { trees: 2 }, 'case-handler-2', 'P-1');
    const { startedAt } = await server.history(id);
    const open = await detail('front-desk-1', id);
    expect(open).toMatchObject({
      processName: 'Permit',
      businessKey: 'P-1',
      version: 1,
      state: 'active',
      startedAt,
      startedBy: 'case-handler-2',
      whole: true,
      positions: [{ elementId: 'check', name: 'Check', count: 1 }],
      variables: { trees: 2 },
      called: [],
    });
    expect(open.activities.map(({ elementId, roles, outcome }) => [elementId, roles, outcome])).toEqual([
      ['start', undefined, 'completed'],
      ['check', ['case-handler'], undefined],
    ]);
    for (const absent of ['endedAt', 'endReason', 'parentId']) expect(open).not.toHaveProperty(absent);
    // nobody took it before: whoever completes it did it
    await complete(id, 'case-handler-1', { sound: true });
    server.clock.advance(hour);
    await complete(id, 'decision-maker-2');
    const ended = await detail('front-desk-1', id);
    expect(ended).toMatchObject({
      state: 'completed',
      endedAt: server.clock.now(),
      positions: [],
      adHoc: [],
      variables: { trees: 2, sound: true },
    });
    expect(ended.activities.flatMap(({ assignee }) => assignee ?? [])).toEqual(['case-handler-1', 'decision-maker-2']);
    expect((await detail('front-desk-1', await server.start('items'))).positions).toEqual([
      { elementId: 'each', name: 'Each', count: 3 },
    ]);
  });

  it('is of a case that calls another, and of the one that is called, the other', async () => {
    const id = await server.start('outer');
    const { called, positions } = await detail('admin', id);
    expect(positions).toEqual([{ elementId: 'call', name: 'Ask', count: 1 }]);
    expect(called).toEqual([{ id: expect.any(String) as unknown, processKey: 'plain', state: 'active' }]);
    expect(await detail('admin', called[0]!.id)).toMatchObject({ parentId: id, processName: 'plain' });
    await complete(called[0]!.id, 'front-desk-1');
    expect((await detail('admin', id)).called).toMatchObject([{ state: 'completed' }]);
  });
});
