import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AskOpinionRequest, OpinionView, TaskDetailView } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../../test/support/databases.ts';
import { accepted, hour, refusal } from '../../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../../test/support/small-model.ts';
import { DutyStage } from '../../duties/testing/duty-stage.ts';
import { plannedNoticeTable } from '../../notifications/tables.ts';
import { historyTaskTable, taskOpinionTable, taskTable } from '../tables.ts';
import { AskOpinion } from './ask-opinion.ts';
import { EndWithdrawnOpinions } from './end-withdrawn-opinions.ts';

const plain = smallModel('plain', [userTask('plan', 'case-handler')]);
const agreed = smallModel('agreed', [userTask('plan', 'case-handler', 'gaita:consulted="finance!,lawyer"')]);
const late = smallModel(
  'late',
  [userTask('plan', 'case-handler')],
  `<boundaryEvent id="tooLate" attachedToRef="plan"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
   <endEvent id="gone"/><sequenceFlow id="to-gone" sourceRef="tooLate" targetRef="gone"/>`,
);

const [ann, ben] = ['case-handler-1', 'case-handler-2'] as const;

describe.each(databaseNames)('Opinions on %s', (name) => {
  let system: DatabaseSystem;
  let stage: DutyStage;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of [plain, agreed, late]) await stage.server.deploy(model);
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });

  const ask = async (taskId: string, request: AskOpinionRequest, by: string = ann) =>
    stage.server.get(AskOpinion).run(stage.server.command(by), await stage.server.as(by), taskId, request);
  const asked = async (taskId: string, request: AskOpinionRequest) => accepted(await ask(taskId, request)).opinionTaskId;
  const give = (taskId: string, account: string, opinion: string, explanation?: string) =>
    stage.server.complete(taskId, account, { opinion, ...(explanation !== undefined && { explanation }) });
  const held = async (processKey = 'plain') => {
    const instanceId = await stage.server.start(processKey);
    const { taskId } = await stage.taskAt(instanceId, 'plan');
    accepted(await stage.claim(taskId, ann));
    return { instanceId, taskId };
  };
  const detail = async (taskId: string, account: string = ann) =>
    (await stage.get(account, `/api/v1/tasks/${taskId}`).expect(200)).body as TaskDetailView;
  const ofCase = async (instanceId: string) =>
    ((await stage.get(ann, `/api/v1/cases/${instanceId}/opinions`).expect(200)).body as { items: OpinionView[] }).items;

  it('are asked of a role or of a colleague, who alone gives it; both are told', async () => {
    const { taskId } = await held();
    const ofRole = await asked(taskId, { role: 'lawyer', question: 'Is it lawful?' });
    const ofColleague = await asked(taskId, { account: 'finance-2' });
    const { reader } = stage.server.database;
    const at = stage.server.clock.now();
    expect(await reader.byId(taskTable, ofRole)).toMatchObject({ candidateGroups: ['lawyer'], assignee: null, claimedAt: null });
    expect(await reader.byId(historyTaskTable, ofRole)).toMatchObject({ assignee: null, startedAt: at });
    expect(await reader.byId(taskTable, ofColleague)).toMatchObject({
      candidateUsers: ['finance-2'],
      assignee: 'finance-2',
      claimedAt: at,
    });
    expect(await reader.byId(historyTaskTable, ofColleague)).toMatchObject({ assignee: 'finance-2' });
    const told = await reader.find(plannedNoticeTable, "kind = 'opinion-asked' AND task_id IN (?)", [[ofRole, ofColleague]]);
    expect(new Map(told.map((notice) => [notice.taskId, notice.role ?? notice.account]))).toEqual(
      new Map([
        [ofRole, 'lawyer'],
        [ofColleague, 'finance-2'],
      ]),
    );
    expect(refusal(await give(ofRole, ben, 'agree')).code).toBe('not-allowed');
    expect(refusal(await give(ofColleague, 'finance-1', 'agree')).code).toBe('not-allowed');
    accepted(await give(ofRole, 'lawyer-1', 'agree'));
    accepted(await give(ofColleague, 'finance-2', 'none'));
    expect((await detail(taskId)).opinions).toMatchObject([
      {
        id: ofRole,
        state: 'given',
        role: 'lawyer',
        question: 'Is it lawful?',
        account: 'lawyer-1',
        opinion: 'agree',
        askedBy: ann,
      },
      { id: ofColleague, state: 'given', askedOf: 'finance-2', account: 'finance-2', opinion: 'none' },
    ]);
  });

  it('are asked by who is to complete the task, of somebody else who is there, and of nobody twice at a time', async () => {
    const { taskId } = await held();
    expect(refusal(await ask(taskId, { role: 'lawyer' }, ben)).code).toBe('not-allowed');
    expect(refusal(await ask(taskId, { account: ann })).code).toBe('invalid-request');
    expect(refusal(await ask(taskId, { account: 'nobody' })).code).toBe('not-found');
    expect(refusal(await ask(taskId, { account: 'case-handler-3' })).code).toBe('not-found');
    await stage.takeRole('top-management-1', 'top-management');
    expect(refusal(await ask(taskId, { role: 'top-management' })).code).toBe('not-found');
    const first = await asked(taskId, { role: 'lawyer' });
    expect(refusal(await ask(taskId, { role: 'lawyer' })).code).toBe('invalid-request');
    await asked(taskId, { account: 'finance-2' });
    expect(refusal(await ask(taskId, { account: 'finance-2' })).code).toBe('invalid-request');
    await asked(taskId, { role: 'finance' });
    expect(refusal(await ask(first, { role: 'finance' }, 'lawyer-1')).code).toBe('invalid-request');
    accepted(await give(first, 'lawyer-1', 'none'));
    expect(await asked(taskId, { role: 'lawyer' })).not.toBe(first);
  });

  it('that disagree say why; the case keeps what was said', async () => {
    const { taskId } = await held();
    const opinion = await asked(taskId, { role: 'lawyer' });
    expect(refusal(await give(opinion, 'lawyer-1', 'perhaps')).code).toBe('invalid-request');
    expect(refusal(await give(opinion, 'lawyer-1', 'disagree')).code).toBe('invalid-request');
    expect(refusal(await give(opinion, 'lawyer-1', 'disagree', '  ')).code).toBe('invalid-request');
    accepted(await give(opinion, 'lawyer-1', 'disagree', ' Against section 4. '));
    expect(await stage.server.database.reader.byId(taskOpinionTable, opinion)).toMatchObject({
      account: 'lawyer-1',
      opinion: 'disagree',
      explanation: 'Against section 4.',
      givenAt: stage.server.clock.now(),
    });
    expect(await stage.server.database.reader.byId(historyTaskTable, opinion)).toMatchObject({
      outcome: 'completed',
      completedBy: 'lawyer-1',
    });
    // advice alone holds nobody up
    accepted(await stage.server.complete(taskId, ann));
  });

  it('that the model requires hold the task back until the role agrees; who disagreed may be asked again', async () => {
    const { instanceId, taskId } = await held('agreed');
    const required = (await stage.taskAt(instanceId, 'plan.opinion')).taskId;
    const missing = async () => refusal(await stage.server.complete(taskId, ann));
    expect(await missing()).toMatchObject({ code: 'agreement-missing', details: { roles: ['finance'], disagreed: [] } });
    expect((await detail(taskId)).consultable).toEqual(['lawyer']);
    accepted(await give(required, 'finance-1', 'disagree', 'Too dear.'));
    expect(await missing()).toMatchObject({ code: 'agreement-missing', details: { roles: ['finance'], disagreed: ['finance'] } });
    expect((await detail(taskId)).consultable).toEqual(['finance', 'lawyer']);
    const again = await asked(taskId, { role: 'finance' });
    expect((await missing()).details).toMatchObject({ disagreed: [] });
    const advice = await asked(taskId, { role: 'lawyer' });
    expect((await detail(taskId)).consultable).toEqual([]);
    expect((await detail(taskId)).opinions.map(({ role, required: isRequired }) => [role, isRequired])).toEqual(
      expect.arrayContaining([
        ['finance', true],
        ['lawyer', false],
      ]),
    );
    accepted(await give(again, 'finance-1', 'agree'));
    accepted(await stage.server.complete(taskId, ann));
    expect(await stage.server.tasks(instanceId)).toEqual([]);
    expect(await stage.server.database.reader.byId(historyTaskTable, advice)).toMatchObject({ outcome: 'withdrawn' });
    const states = new Map((await ofCase(instanceId)).map(({ id, state }) => [id, state]));
    expect([required, again, advice].map((id) => states.get(id))).toEqual(['given', 'given', 'withdrawn']);
    expect(refusal(await give(advice, 'lawyer-1', 'agree')).code).toBe('task-withdrawn');
  });

  it('that nobody has given end with their task when the process withdraws it, those of others stay open', async () => {
    const other = await asked((await held()).taskId, { role: 'lawyer' });
    const { instanceId, taskId } = await held('late');
    const given = await asked(taskId, { role: 'finance' });
    accepted(await give(given, 'finance-1', 'agree'));
    const open = await asked(taskId, { role: 'lawyer' });
    await stage.server.wait(2 * hour);
    expect(await stage.server.entered(instanceId)).toContain('gone');
    await stage.server.get(EndWithdrawnOpinions).settled();
    const outcome = async (id: string) => (await stage.server.database.reader.byId(historyTaskTable, id))?.outcome;
    expect(await Promise.all([given, open, other].map(outcome))).toEqual(['completed', 'withdrawn', null]);
    expect((await ofCase(instanceId)).map(({ state }) => state)).toEqual(['given', 'withdrawn']);
  });
});
