import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { accepted } from '../../../../../test/support/play-server.ts';
import { modelFile, smallModel, userTask } from '../../../../../test/support/small-model.ts';
import { DeployModels } from '../../models/index.ts';
import { DutyStage } from '../testing/duty-stage.ts';

const draft = userTask('draft', 'case-handler');
const decide = userTask('decide', 'decision-maker');
/** A gateway of the kind between two tasks. */
const split = (key: string, gateway: string) =>
  modelFile(
    key,
    `<startEvent id="start"/><${gateway} id="split" default="b"/>${draft[1]}${decide[1]}<endEvent id="end"/>
     <sequenceFlow id="a" sourceRef="start" targetRef="split"/><sequenceFlow id="b" sourceRef="split" targetRef="draft"/>
     <sequenceFlow id="c" sourceRef="split" targetRef="decide">${gateway === 'parallelGateway' ? '' : '<conditionExpression xsi:type="tFormalExpression">= x</conditionExpression>'}</sequenceFlow>
     <sequenceFlow id="d" sourceRef="draft" targetRef="end"/><sequenceFlow id="e" sourceRef="decide" targetRef="end"/>`,
  ).replace(gateway === 'parallelGateway' ? ' default="b"' : 'default="none"', '');

describe('Publishing', () => {
  let system: DatabaseSystem;
  let stage: DutyStage;
  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    // one person is left for both: an office of one
    for (const role of ['case-handler', 'decision-maker'] as const)
      for (const number of [1, 2]) await stage.takeRole(`${role}-${number}`, role);
    await stage.giveRole('expert-1', 'case-handler');
    await stage.giveRole('expert-1', 'decision-maker');
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });

  const publish = async (model: string) => {
    const { status, body } = await stage.post('admin', '/api/v1/deployments', {
      name: 'test',
      resources: [{ name: 'model.bpmn', content: model }],
    });
    const { details, problems } = body as { details?: { problems: Problem[] }; problems?: Problem[] };
    return { status, problems: (details?.problems ?? problems ?? []).filter(({ rule }) => /unfilled|unstaffable/.test(rule)) };
  };

  it('is refused where nobody holds a role, with the task', async () => {
    await stage.takeRole('lawyer-1', 'lawyer');
    await stage.takeRole('lawyer-2', 'lawyer');
    expect(
      await publish(smallModel('law', [userTask('read', 'lawyer'), userTask('ask', 'finance', 'gaita:joint="lawyer"')])),
    ).toMatchObject({
      status: 422,
      problems: [
        { rule: 'role-unfilled', elementId: 'read', message: 'Nobody holds the role Lawyer, which “read” needs.' },
        { rule: 'role-unfilled', elementId: 'ask' },
      ],
    });
  });

  it('is refused where one person would have to decide on their own draft, with tasks, roles and people', async () => {
    const { status, problems } = await publish(smallModel('one-office', [userTask('note', 'front-desk'), draft, decide]));
    expect(status).toBe(422);
    expect(problems).toEqual([
      expect.objectContaining({
        rule: 'unstaffable',
        message:
          'No set of the people in office may do all of this in one case: “draft” as Case handler (expert-1); “decide” as Decision-maker (expert-1). Their roles exclude each other.',
      }),
    ]);
  });

  it('looks at ways that run beside each other and at required agreements, not at ways of which a case takes one', async () => {
    expect((await publish(split('beside', 'parallelGateway'))).status).toBe(422);
    expect((await publish(split('some', 'inclusiveGateway'))).status).toBe(422);
    expect((await publish(split('either', 'exclusiveGateway'))).status).toBe(201);
    expect(
      (await publish(smallModel('agreed', [userTask('draft', 'case-handler', 'gaita:consulted="decision-maker!"')]))).status,
    ).toBe(422);
    expect(
      (await publish(smallModel('asked', [userTask('draft', 'case-handler', 'gaita:consulted="decision-maker"')]))).status,
    ).toBe(201);
  });

  it('looks around loops, into parts and behind what interrupts them', async () => {
    const inPart = (boundary: string) =>
      modelFile(
        'in-part',
        `<startEvent id="start"/><subProcess id="part"><startEvent id="s"/>${draft[1]}<endEvent id="e"/>
           <sequenceFlow id="s1" sourceRef="s" targetRef="draft"/><sequenceFlow id="s2" sourceRef="draft" targetRef="e"/></subProcess>
         ${boundary}<endEvent id="end"/><sequenceFlow id="a" sourceRef="start" targetRef="part"/><sequenceFlow id="b" sourceRef="part" targetRef="end"/>`,
      );
    const late = `<boundaryEvent id="late" attachedToRef="part"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
      ${decide[1]}<endEvent id="gone"/><sequenceFlow id="l1" sourceRef="late" targetRef="decide"/><sequenceFlow id="l2" sourceRef="decide" targetRef="gone"/>`;
    expect((await publish(inPart(late))).status).toBe(422);
    expect((await publish(inPart(''))).status).toBe(201);
  });

  describe('of what calls other processes', () => {
    const calling = (key: string, called: string, around = decide) =>
      smallModel(key, [['prepare', `<callActivity id="prepare" calledElement="${called}"/>`], around]);
    const unstaffable = {
      status: 422,
      problems: [
        {
          rule: 'unstaffable',
          elementId: 'prepare',
          message:
            'No set of the people in office may do all of this in one case: “draft (prepared)” as Case handler (expert-1); “decide” as Decision-maker (expert-1). Their roles exclude each other.',
        },
      ],
    };

    it('counts their tasks as its own, however deep, also of what is published with it', async () => {
      expect((await publish(smallModel('prepared', [draft]))).status).toBe(201);
      expect(await publish(calling('caller', 'prepared'))).toMatchObject(unstaffable);
      expect((await publish(calling('through', 'prepared', userTask('note', 'front-desk')))).status).toBe(201);
      expect((await publish(calling('deeper', 'through'))).status).toBe(422);
      const { status } = await stage.post('admin', '/api/v1/deployments', {
        name: 'both',
        resources: [
          { name: 'new.bpmn', content: smallModel('new-prepared', [draft]) },
          { name: 'caller.bpmn', content: calling('new-caller', 'new-prepared') },
        ],
      });
      expect(status).toBe(422);
    });

    it('names the call where nobody holds a role of it, and ends where processes call themselves', async () => {
      const content = smallModel('needs-law', [userTask('read', 'lawyer')]);
      const { institution } = await stage.server.as('admin');
      const resources = [{ name: 'model.bpmn', content }];
      const command = stage.server.command('admin');
      accepted(
        await stage.server.get(DeployModels).run(command, { institution, name: 'law', resources, filterDuplicates: false }),
      );
      expect(await publish(calling('calls-law', 'needs-law', userTask('note', 'front-desk')))).toMatchObject({
        status: 422,
        problems: [{ rule: 'role-unfilled', elementId: 'prepare', message: expect.stringContaining('“read (needs-law)”') }],
      });
      expect((await publish(calling('itself', 'itself', userTask('note', 'front-desk')))).status).toBe(201);
      expect((await publish(calling('unknown-call', 'nothing', userTask('note', 'front-desk')))).status).toBe(201);
    });
  });

  it('is possible again once there are two people; a deployment without review is only warned of', async () => {
    const model = smallModel('one-office', [draft, decide]);
    const { institution } = await stage.server.as('admin');
    const resources = [{ name: 'model.bpmn', content: model }];
    accepted(
      await stage.server
        .get(DeployModels)
        .run(stage.server.command('admin'), { institution, name: 'test', resources, filterDuplicates: false }),
    );
    const { body } = await stage.get('admin', '/api/v1/processes/one-office').expect(200);
    expect(body).toMatchObject({
      warnings: [
        expect.objectContaining({
          rule: 'unstaffable',
          severity: 'warning',
          message: expect.stringMatching(/^Deployed without review/),
        }),
      ],
    });
    await stage.giveRole('expert-2', 'decision-maker');
    expect((await publish(model)).status).toBe(201);
  });
});
