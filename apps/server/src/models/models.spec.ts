import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { modelFile, smallModel, userTask } from '../../../../test/support/small-model.ts';
import type { Actor } from '../identity/index.ts';
import type { GivenResource } from './read-resources.ts';
import { Definitions } from './definitions.ts';
import { DeployModels } from './deploy-models.ts';
import { ListFields } from './list-fields.ts';
import { ModelsController } from './models.controller.ts';
import { definitionTable, deploymentTable } from './tables.ts';

const good = smallModel('good', [userTask('check', 'case-handler')]);
const withGateway = (condition: string) =>
  modelFile(
    'conditions',
    `<startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="choice"/>
     <exclusiveGateway id="choice" default="c"/>
     <sequenceFlow id="b" sourceRef="choice" targetRef="end"><conditionExpression xsi:type="tFormalExpression">${condition}</conditionExpression></sequenceFlow>
     <sequenceFlow id="c" sourceRef="choice" targetRef="end"/><endEvent id="end"/>`,
  );

const withStart = (cycle: string) =>
  modelFile(
    'cycle',
    `<startEvent id="start"><timerEventDefinition><timeCycle>${cycle}</timeCycle></timerEventDefinition></startEvent>
     <sequenceFlow id="a" sourceRef="start" targetRef="end"/><endEvent id="end"/>`,
  );

describe.each(databaseNames)('Deployments on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const deploy = (
    content: string | readonly GivenResource[],
    options: { institution?: string; filterDuplicates?: boolean } = {},
  ) =>
    server.get(DeployModels).run(server.command('admin'), {
      institution: 'shared',
      name: 'spec',
      filterDuplicates: false,
      ...options,
      resources: typeof content === 'string' ? [{ name: 'model.bpmn', content }] : content,
    });

  it('number the versions of a key, and the newest is the latest', async () => {
    const first = accepted(await deploy(good)).definitions[0]!;
    const second = accepted(await deploy(good)).definitions[0]!;
    expect([first.version, second.version]).toEqual([1, 2]);
    expect((await server.get(Definitions).latest('anywhere', 'good'))?.id).toBe(second.id);
    expect((await server.get(Definitions).byVersion('anywhere', 'good', 1))?.id).toBe(first.id);
  });

  it('say what their forms call the values of a case', async () => {
    const form = (label: string) => JSON.stringify({ components: [{ type: 'textfield', id: 'a', key: 'applicant', label }] });
    const { definitions } = accepted(
      await deploy([
        { name: 'permit/model.bpmn', content: good },
        { name: 'permit/register.form', content: form('Applicant') },
        { name: 'permit/register.texts.json', content: JSON.stringify({ lt: { 'a.label': 'Pareiškėjas' } }) },
        { name: 'other/register.form', content: form('Somebody of another folder') },
      ]),
    );
    const { row } = (await server.get(Definitions).byId(definitions[0]!.id))!;
    expect(await server.get(ListFields).of(row, 'lt')).toEqual({ applicant: { label: 'Pareiškėjas' } });
    expect(await server.get(ListFields).of(row, 'bg')).toEqual({ applicant: { label: 'Applicant' } });
  });

  it('keep the whole description of a process', async () => {
    const description = 'ž'.repeat(10_000);
    const described = good.replace('<startEvent', `<documentation>${description}</documentation><startEvent`);
    const { id } = accepted(await deploy(described)).definitions[0]!;
    expect((await server.database.reader.byId(definitionTable, id))?.description).toBe(description);
  });

  it('take the files of an earlier definition along only where the deployer sees it', async () => {
    const [here, elsewhere] = [await server.as('admin'), await server.as('case-handler-3')];
    const files = [
      { name: 'model.bpmn', content: good },
      { name: 'own.form', content: '{}' },
    ];
    const { id } = accepted(await deploy(files, { institution: elsewhere.institution })).definitions[0]!;
    const next = (actor: Actor, basedOn: string) =>
      server.get(ModelsController).create(actor, server.command(actor.account), {
        name: 'next',
        institution: actor.institution,
        resources: [{ name: 'model.bpmn', content: good }],
        basedOn,
      });
    const stranger = { ...here, institutions: [here.institution] };
    expect(refusal(await next(stranger, id)).code).toBe('definition-unknown');
    expect(refusal(await next(here, 'nothing')).code).toBe('definition-unknown');
    const { deploymentId } = accepted(await next(here, id));
    expect(await server.get(Definitions).resource(deploymentId, 'own.form')).toBe('{}');
  });

  it('find the definition of the own institution before the shared one', async () => {
    const home = (await server.as('admin')).institution;
    accepted(await deploy(good));
    const own = accepted(await deploy(good, { institution: home })).definitions[0]!;
    expect((await server.get(Definitions).latest(home, 'good'))?.id).toBe(own.id);
    expect((await server.get(Definitions).latest('elsewhere', 'good'))?.institution).toBe('shared');
  });

  it('answer the existing deployment when the files are the same', async () => {
    const resources = [{ name: 'model.bpmn', content: smallModel('same', [userTask('check', 'case-handler')]) }];
    const first = accepted(await deploy(resources, { filterDuplicates: true }));
    const again = accepted(await deploy(resources, { filterDuplicates: true }));
    expect(again.deployment.id).toBe(first.deployment.id);
    expect(again.definitions).toEqual(first.definitions);
  });

  it('leave running cases on their version', async () => {
    const pinned = smallModel('pinned', [userTask('before', 'case-handler'), userTask('old', 'case-handler')]);
    accepted(await deploy(pinned));
    const id = await server.start('pinned');
    accepted(await deploy(smallModel('pinned', [userTask('before', 'case-handler'), userTask('new', 'case-handler')])));
    accepted(await server.complete((await server.task(id)).taskId, 'case-handler-1'));
    expect((await server.task(id)).elementId).toBe('old');
  });

  describe('with bad input change nothing and say what, where and what to do', () => {
    const padding = `<!-- ${'x'.repeat(2 * 1024 * 1024)} -->`;
    const cases: readonly [string, string, Partial<Problem>][] = [
      ['what is no XML', 'this is not XML', {}],
      ['a DOCTYPE', good.replace('<definitions', '<!DOCTYPE definitions [<!ENTITY a "b">]><definitions'), {}],
      ['more than 2 MB', good.replace('</definitions>', `${padding}</definitions>`), {}],
      [
        'an unknown element',
        good.replace('<endEvent id="end"/>', '<endEvent id="end"/><teleportTask id="beam"/>'),
        { elementId: 'beam' },
      ],
      [
        'an element where it cannot be executed',
        good.replace('<endEvent id="end"/>', '<endEvent id="end"><cancelEventDefinition id="c"/></endEvent>'),
        { elementId: 'end' },
      ],
      ['a dangling flow', good.replace('targetRef="end"', 'targetRef="nowhere"'), { elementId: 'to-end' }],
      [
        'a doubled id',
        good.replace('<endEvent id="end"/>', '<endEvent id="end"/><endEvent id="check"/>'),
        { elementId: 'check' },
      ],
      ['a condition that does not parse', withGateway('= amount &gt;'), { elementId: 'b' }],
      [
        'an id longer than is stored',
        smallModel('long', [userTask('a'.repeat(192), 'case-handler')]),
        { elementId: 'a'.repeat(192) },
      ],
      ['a start that cannot be scheduled', withStart('= "R/PT0S"'), {}],
    ];

    it.each(cases)('%s', async (_, content, expected) => {
      const before = await server.database.reader.count(deploymentTable);
      const refused = refusal(await deploy(content));
      expect(refused.code).toBe('model-refused');
      const problems = (refused.details?.['problems'] as Problem[]).filter(({ severity }) => severity === 'error');
      expect(problems).toContainEqual(expect.objectContaining({ resource: 'model.bpmn', ...expected }));
      expect(problems[0]!.message.length).toBeGreaterThan(10);
      if (expected.elementId !== undefined)
        expect(problems.find(({ elementId }) => elementId === expected.elementId)?.line).toBeGreaterThan(0);
      expect(await server.database.reader.count(deploymentTable)).toBe(before);
    });

    it('a good file beside a bad one', async () => {
      const before = await server.database.reader.count(deploymentTable);
      const refused = refusal(
        await deploy([
          { name: 'good.bpmn', content: good },
          { name: 'bad.form', content: '{' },
        ]),
      );
      expect(refused.message).toContain('bad.form');
      expect(await server.database.reader.count(deploymentTable)).toBe(before);
    });

    it('no file at all', async () => {
      expect(refusal(await deploy([])).code).toBe('invalid-request');
    });
  });
});
