import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { CancelInstance, historyInstanceTable, instanceTable } from '../instances/index.ts';
import { incidentTable, RetryIncident } from '../jobs/index.ts';
import { taskTable } from '../tasks/index.ts';
import { SweepDeliveries } from './sweep-deliveries.ts';
import { deliveryTable } from './tables.ts';

const call = (attributes: string, inside = ''): readonly [string, string] => [
  'call',
  `<callActivity id="call" ${attributes}>${inside && `<extensionElements>${inside}</extensionElements>`}</callActivity>`,
];
const version = (tag: string) =>
  smallModel('called', [userTask(`task-${tag}`, 'case-handler')]).replace(
    'isExecutable',
    `camunda:versionTag="${tag}" isExecutable`,
  );

describe('A call activity', () => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let models = 0;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    await server.deploy(version('one'));
    await server.deploy(version('two'));
    await server.deploy(version('three'));
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const begin = async (row: readonly (readonly [string, string])[], variables = {}, roots = '', files = {}) => {
    const key = `caller${++models}`;
    await server.deploy(smallModel(key, row, '', roots), files);
    const id = await server.start(key, variables, 'admin', 'case-1');
    await server.doJobs();
    return id;
  };
  const calledBy = async (id: string) =>
    (await server.database.reader.find(historyInstanceTable, 'root_instance_id = ? AND id <> ?', [id, id]))[0]!;
  const tasksBelow = async (id: string) => {
    const called = await calledBy(id);
    return server.database.reader.find(taskTable, 'instance_id = ?', [called.id]);
  };
  const incidentsOf = (id: string) => server.database.reader.find(incidentTable, 'instance_id = ?', [id]);

  it.each([
    ['latest', '', 'task-three'],
    ['version', 'camunda:calledElementVersion="1"', 'task-one'],
    ['versionTag', 'camunda:calledElementVersionTag="two"', 'task-two'],
  ])('calls by binding %s', async (binding, more, expected) => {
    const id = await begin([call(`calledElement="called" camunda:calledElementBinding="${binding}" ${more}`)]);
    expect((await tasksBelow(id)).map(({ elementId }) => elementId)).toEqual([expected]);
  });

  it('calls what was deployed with it', async () => {
    const id = await begin([call('calledElement="called" camunda:calledElementBinding="deployment"')], {}, '', {
      'called.bpmn': version('beside'),
    });
    await server.deploy(version('later'));
    expect((await tasksBelow(id)).map(({ elementId }) => elementId)).toEqual(['task-beside']);
  });

  it('calls what a variable names, with its business key and variables, and takes the answer', async () => {
    const mappings =
      '<camunda:in source="a" target="b"/><camunda:in businessKey="${key}"/><camunda:out source="answer" target="told"/>';
    const id = await begin([call('calledElement="${which}"', mappings), userTask('look', 'case-handler')], {
      which: 'called',
      a: 1,
      key: 'K',
    });
    const called = await calledBy(id);
    expect(called.businessKey).toBe('K');
    expect(await server.variable(called.id, 'b')).toBe(1);
    const [task] = await tasksBelow(id);
    accepted(await server.complete(task!.id, 'case-handler-1', { answer: 42, hidden: 1 }));
    expect((await server.task(id)).elementId).toBe('look');
    expect(await server.variable(id, 'told')).toBe(42);
    expect(await server.variable(id, 'hidden')).toBeUndefined();
  });

  it('calls a global task of its own file', async () => {
    const roots = '<globalUserTask id="review" name="Review" camunda:candidateGroups="case-handler"/>';
    const id = await begin([call('calledElement="review"')], {}, roots);
    const [task] = await tasksBelow(id);
    expect(task).toMatchObject({ name: 'Review', elementId: 'review_task' });
    accepted(await server.complete(task!.id, 'case-handler-1'));
    expect((await server.history(id)).outcome).toBe('completed');
  });

  it('that calls its own process many times over stops for good when its case is cancelled', async () => {
    const key = `caller${models + 1}`;
    const many = '<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>';
    const id = await begin([['call', `<callActivity id="call" calledElement="${key}">${many}</callActivity>`]]);
    const alive = () => server.database.reader.count(instanceTable, 'root_instance_id = ?', [id]);
    const sweep = () => {
      server.clock.set(server.clock.now() + 10_000);
      return server.get(SweepDeliveries).run();
    };
    expect(await alive()).toBeGreaterThan(30);
    accepted(await server.get(CancelInstance).run(server.command(), await server.as('admin'), id, 'enough'));
    for (let round = 0; round < 100 && (await sweep()) > 0; round++);
    expect([await alive(), await server.database.reader.count(deliveryTable, "state = 'waiting'", [])]).toEqual([0, 0]);
  });

  it('that finds no process is an incident until there is one', async () => {
    const id = await begin([call('calledElement="absent"')]);
    const [incident] = await incidentsOf(id);
    expect(incident).toMatchObject({ incidentType: 'calledProcessMissing', elementId: 'call' });
    await server.deploy(smallModel('absent', []));
    accepted(await server.get(RetryIncident).run(server.command(), await server.as('admin'), incident!.id));
    expect((await server.history(id)).outcome).toBe('completed');
  });
});
