import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IntakeView } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, refusal } from '../../../../test/support/play-server.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import { DutyStage } from '../duties/testing/duty-stage.ts';
import { unitTable } from '../identity/index.ts';
import { DeployModels } from '../models/index.ts';
import { Committer } from '../platform/committer.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { withoutValues } from './apply-instance-records.ts';
import { FindCase } from './find-case.ts';
import { Instances } from './command-instance.ts';
import type { StartRequest } from './start-request.ts';
import { StartProcess } from './start-process.ts';

const handled = smallModel('handled', [userTask('check', 'case-handler')]);
const named = handled
  .replace(
    'id="handled"',
    'id="named" camunda:candidateStarterGroups="front-desk,lawyer" camunda:candidateStarterUsers="finance-1"',
  )
  .replace('camunda:candidateGroups="case-handler"', '');
const anybody = smallModel('anybody', [['think', '<manualTask id="think"/>'], userTask('check', 'case-handler')]);
/** Both ways in join before the first task. */
const joined = modelFile(
  'joined',
  `<startEvent id="start"/><startEvent id="told"><messageEventDefinition messageRef="m"/></startEvent><exclusiveGateway id="join"/>
   ${userTask('check', 'lawyer')[1]}<endEvent id="end"/>
   <sequenceFlow id="a" sourceRef="start" targetRef="join"/><sequenceFlow id="b" sourceRef="told" targetRef="join"/>
   <sequenceFlow id="c" sourceRef="join" targetRef="check"/><sequenceFlow id="d" sourceRef="check" targetRef="end"/>`,
  '<message id="m" name="told"/>',
);
const legal = handled.replace('id="handled"', 'id="legal" gaita:due="legal: administrative-act"');
const adHoc = smallModel('ad-hoc', [
  [
    'part',
    `<adHocSubProcess id="part" name="Talks">${userTask('talk', 'lawyer')[1]}${userTask('note', 'finance')[1]}</adHocSubProcess>`,
  ],
]);

describe('Who starts a case, where and how', () => {
  let system: DatabaseSystem;
  let stage: DutyStage;
  let home: string;
  let elsewhere: string;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of [handled, named, anybody, joined, legal, adHoc]) await stage.server.deploy(model);
    home = (await stage.server.as('case-handler-1')).institution;
    elsewhere = (await stage.server.as('case-handler-3')).institution;
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });

  const start = async (account: string, request: Partial<StartRequest>) =>
    stage.server
      .get(StartProcess)
      .run(stage.server.command(account), await stage.server.as(account), { processKey: 'handled', variables: {}, ...request });
  const refused = async (account: string, request: Partial<StartRequest> = {}) => refusal(await start(account, request));
  const write = async (change: (changes: RowChanges) => void) => {
    const changes = new RowChanges();
    change(changes);
    const plan = { guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] };
    expect(await stage.server.get(Committer).commit(plan)).not.toBe('lost');
  };

  it('is said to whoever may not: who may, and what does not exist', async () => {
    expect(await refused('case-handler-1', { institution: elsewhere })).toMatchObject({
      code: 'not-allowed',
      message: `You hold no role in ${elsewhere}.`,
    });
    expect(await refused('case-handler-1', { processKey: 'none' })).toMatchObject({
      code: 'process-unknown',
      message: 'No process with the key none is published.',
      details: { processKey: 'none' },
    });
    expect(await refused('case-handler-1', { definitionId: 'none' })).toMatchObject({
      code: 'definition-unknown',
      message: 'No process definition has the id none.',
    });
    expect(await refused('lawyer-1')).toMatchObject({
      code: 'not-allowed',
      message: 'Only these may start handled: case-handler.',
      details: { roles: ['case-handler'] },
    });
    expect(await refused('case-handler-1', { processKey: 'named' })).toMatchObject({
      message: 'Only these may start named: front-desk, lawyer, finance-1.',
      details: { roles: ['front-desk', 'lawyer'] },
    });
    expect(await refused('case-handler-1', { unit: 'none' })).toMatchObject({
      code: 'invalid-request',
      message: `${home} has no unit none to which a case can belong.`,
    });
  });

  it('is whom the model names, else who does the first task, else anybody there, and administrators', async () => {
    for (const account of ['front-desk-1', 'lawyer-1', 'finance-1', 'admin'])
      accepted(await start(account, { processKey: 'named' }));
    await refused('finance-2', { processKey: 'named' });
    accepted(await start('finance-2', { processKey: 'anybody' }));
    accepted(await start('lawyer-1', { processKey: 'joined' }));
    await refused('case-handler-1', { processKey: 'joined' });
    accepted(await start('admin', { processKey: 'handled' }));
  });

  it('is not told of a process of an institution in which they hold no role', async () => {
    const { definitions } = accepted(
      await stage.server.get(DeployModels).run(stage.server.command(), {
        institution: elsewhere,
        name: 'theirs',
        resources: [{ name: 'theirs.bpmn', content: handled.replace('id="handled"', 'id="theirs"') }],
        filterDuplicates: false,
      }),
    );
    const definitionId = definitions[0]!.id;
    expect(await refused('case-handler-1', { definitionId })).toMatchObject({
      code: 'definition-unknown',
      message: `No process definition has the id ${definitionId}.`,
    });
    const { instanceId, institution } = accepted(await start('case-handler-3', { definitionId }));
    expect(institution).toBe(elsewhere);
    expect(await stage.server.history(instanceId)).toMatchObject({ institution: elsewhere, startedBy: 'case-handler-3' });
  });

  it('gives it the unit that is asked for, of their institution and still there, else that of the role by which they start it', async () => {
    await write((changes) => {
      for (const [id, institution, active] of [
        ['unit-a', home, true],
        ['unit-b', home, true],
        ['unit-closed', home, false],
        ['unit-there', elsewhere, true],
      ] as const)
        changes.insert(unitTable, { id, institution, parent: null, names: { en: id }, active, revision: 1 });
    });
    const unitOf = async (account: string, request: Partial<StartRequest>) =>
      (await stage.server.history(accepted(await start(account, request)).instanceId)).unit;
    expect(await unitOf('case-handler-1', { unit: 'unit-a' })).toBe('unit-a');
    for (const unit of ['unit-closed', 'unit-there'])
      expect((await refused('case-handler-1', { unit })).code).toBe('invalid-request');
    expect(await unitOf('case-handler-1', {})).toBeNull();
    await stage.takeRole('lawyer-1', 'lawyer');
    await stage.giveRole('lawyer-1', 'case-handler', null, { unit: 'unit-b' });
    await stage.giveRole('lawyer-1', 'front-desk', null, { unit: 'unit-a' });
    expect(await unitOf('lawyer-1', { processKey: 'named' })).toBe('unit-a');
    await stage.takeRole('lawyer-1', 'front-desk');
    expect(await unitOf('lawyer-1', { processKey: 'anybody' })).toBe('unit-b');
    await stage.takeRole('lawyer-1', 'case-handler');
    await stage.giveRole('lawyer-1', 'lawyer');
  });

  it('is told the term from the day on which it came in, which is no day to come', async () => {
    const { body } = await stage.get('case-handler-1', '/api/v1/processes/legal/intake').expect(200);
    const { term } = body as IntakeView;
    expect(term).toMatchObject({ receivedOn: '2026-03-02', act: expect.any(String), article: expect.any(String) });
    const received = async (day: string) => {
      const shown = await stage.get('case-handler-1', `/api/v1/processes/legal/intake?receivedOn=${day}`).expect(200);
      return (shown.body as IntakeView).term?.receivedOn;
    };
    expect(await received('2026-02-10')).toBe('2026-02-10');
    for (const day of ['2026-03-02', '2026-03-03', 'yesterday']) expect(await received(day)).toBe('2026-03-02');
    const asked = '/api/v1/processes/none/intake';
    expect((await stage.get('case-handler-1', asked).expect(404)).body).toMatchObject({
      code: 'process-unknown',
      message: 'No process with the key none can be started by hand.',
    });
  });

  it('goes on in a part of the case only who has a step in it', async () => {
    const { instanceId } = accepted(await start('admin', { processKey: 'ad-hoc' }));
    const cases = `/api/v1/cases/${instanceId}`;
    const part = async (account: string) =>
      (await stage.get(account, cases).expect(200)).body.adHoc as { id: string; steps: object[] }[];
    expect(await part('case-handler-1')).toEqual([]);
    const [shown] = await part('lawyer-1');
    expect(shown).toMatchObject({ elementId: 'part', name: 'Talks', steps: [{ elementId: 'talk' }, { elementId: 'note' }] });
    const { body } = await stage.post('case-handler-1', `${cases}/ad-hoc/${shown!.id}/start`, { elementId: 'talk' }).expect(403);
    expect(body).toMatchObject({
      code: 'not-allowed',
      message: `This part of the case is for whoever has a step in it in ${home}.`,
    });
    await stage.post('case-handler-1', `/api/v1/cases/none/ad-hoc/${shown!.id}/start`, { elementId: 'talk' }).expect(404);
    await stage.post('finance-1', `${cases}/ad-hoc/${shown!.id}/start`, { elementId: 'talk' }).expect(200);
    expect((await stage.server.task(instanceId)).elementId).toBe('talk');
  });

  it('finds cases that they may know of among others, and is told which there are not', async () => {
    const { instanceId } = accepted(await start('admin', {}));
    const find = stage.server.get(FindCase);
    const [mine, theirs] = [await stage.server.as('case-handler-1'), await stage.server.as('case-handler-3')];
    expect([...(await find.among(mine, [instanceId, 'none']))]).toEqual([instanceId]);
    expect([...(await find.among(theirs, [instanceId]))]).toEqual([]);
    expect([...(await find.among(mine, []))]).toEqual([]);
    const { body } = await stage.get('case-handler-3', `/api/v1/cases/${instanceId}`).expect(404);
    expect(body).toMatchObject({ code: 'instance-unknown', message: `No case has the id ${instanceId}.` });
    expect(await stage.server.get(Instances).load('none')).toBeUndefined();
  });

  it('leaves in the journal names and fingerprints, no values and no free text', () => {
    const kept = (record: object) => withoutValues(record as never, (id) => (id === 'salted' ? 'salt' : undefined)) as object;
    const written = { kind: 'variableWritten', variableId: 'salted', name: 'applicant', value: 'Anna', version: 1 };
    expect(kept(written)).toEqual({
      kind: 'variableWritten',
      variableId: 'salted',
      name: 'applicant',
      version: 1,
      hash: expect.stringMatching(/^[\w-]{43}$/) as unknown,
    });
    const hash = (record: object) => (kept(record) as { hash: string }).hash;
    expect(hash({ ...written, value: 'Ben' })).not.toBe(hash(written));
    expect(hash({ ...written, variableId: 'other' })).not.toBe(hash(written));
    expect(kept({ kind: 'decisionEvaluated', decisionId: 'fee', result: 5, evaluated: [1] })).toEqual({
      kind: 'decisionEvaluated',
      decisionId: 'fee',
    });
    const delivery = { type: 'message', messageName: 'paid', correlationKey: 'Anna', correlationVariables: { a: 1 } };
    expect(kept({ kind: 'deliverySent', delivery })).toEqual({
      kind: 'deliverySent',
      delivery: { type: 'message', messageName: 'paid' },
    });
    expect(
      kept({ kind: 'deliverySent', delivery: { ...delivery, variables: { name: 'Anna' }, localVariables: { a: 1 } } }),
    ).toEqual({
      kind: 'deliverySent',
      delivery: { type: 'message', messageName: 'paid', variableNames: ['name'] },
    });
    expect(kept({ kind: 'taskWithdrawn', taskId: 't', reason: 'Anna is ill' })).toEqual({ kind: 'taskWithdrawn', taskId: 't' });
    expect(kept({ kind: 'incidentRaised', id: 'i', message: 'Anna', errorMessage: 'Anna' })).toEqual({
      kind: 'incidentRaised',
      id: 'i',
    });
    expect(kept({ kind: 'taskCompleted', taskId: 't' })).toEqual({ kind: 'taskCompleted', taskId: 't' });
  });
});
