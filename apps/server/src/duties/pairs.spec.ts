import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyPair, RoleKey } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, refusal } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { shippedPairs } from './data/shipped-pairs.ts';
import { DutyStage } from './testing/duty-stage.ts';

/** In which process a pair of the scope speaks, beside any. */
const processOf: { readonly [scope: string]: string } = { improvement: 'improvement', caf: 'caf-self-assessment' };
const nameOf = ({ a, b, scope }: Pick<DutyPair, 'a' | 'b' | 'scope'>) => `${a} and ${b} (${scope})`;

describe('Each shipped pair of roles', () => {
  let system: DatabaseSystem;
  let stage: DutyStage;
  let people = 0;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    stage = await DutyStage.start(await system.newConfig({ GAITA_MODE: 'demo' }));
  });
  afterAll(async () => {
    await stage?.server.stop();
    await system?.stop();
  });

  /** Somebody who holds nothing but these roles: members of the self-assessment group have no other. */
  const somebody = async (...roles: RoleKey[]) => {
    const account = `self-assessment-member-${++people}`;
    await stage.takeRole(account, 'self-assessment-member');
    for (const role of roles) await stage.giveRole(account, role);
    return account;
  };

  const ways = shippedPairs.flatMap((pair) => [pair, { ...pair, a: pair.b, b: pair.a }]);
  const codeOf = ({ level }: Pick<DutyPair, 'level'>) => (level === 'hard' ? 'role-conflict' : 'reason-needed');
  let free: string[] = [];
  const account = async (...roles: RoleKey[]) => {
    const known = free.pop() ?? (await somebody());
    for (const role of roles) await stage.giveRole(known, role);
    return known;
  };
  const release = async (known: string, ...roles: RoleKey[]) => {
    for (const role of roles) await stage.takeRole(known, role);
    free = [...free, known];
  };

  it.each(ways.filter(({ scope }) => scope === 'org').map((pair) => [nameOf(pair), pair] as const))(
    'of an organisation is checked when the second role is given, lent, and when a task of it is taken: %s',
    async (_, pair) => {
      const one = await account(pair.a);
      const institution = (await stage.server.as(one)).institution;
      const assigned = await stage.check('admin', { kind: 'assign', account: one, given: { role: pair.b, institution } });
      expect(assigned).toMatchObject({ code: 'role-conflict', details: { conflict: { why: 'holds-role', against: pair.a } } });
      const other = await account(pair.b);
      expect(await stage.check('admin', { kind: 'substitute', account: one, absent: other })).toMatchObject({
        code: 'role-conflict',
      });
      const later = stage.server.clock.now() + 86_400_000;
      expect(
        await stage.check('admin', { kind: 'assign', account: one, given: { role: pair.b, institution, until: 0, from: -1 } }),
      ).toBeUndefined();
      expect(
        await stage.check('admin', { kind: 'assign', account: one, given: { role: pair.b, institution, from: later } }),
      ).toBeDefined();
      // both held nevertheless: neither role's work
      await stage.giveRole(one, pair.b);
      await stage.server.deploy(smallModel(`org-${pair.b}`, [userTask('work', pair.b)]));
      const { taskId } = await stage.server.task(await stage.server.start(`org-${pair.b}`));
      expect(refusal(await stage.claim(taskId, one)).code).toBe('role-conflict');
      expect(refusal(await stage.server.complete(taskId, one)).code).toBe('role-conflict');
      accepted(await stage.claim(taskId, other));
      await release(one, pair.a, pair.b);
      await release(other, pair.b);
    },
  );

  it.each(ways.filter(({ scope }) => scope !== 'org').map((pair) => [nameOf(pair), pair] as const))(
    'of a case is checked when the second task is taken, done, or given to somebody: %s',
    async (_, pair) => {
      const key = processOf[pair.scope] ?? `pair-${pair.a}-${pair.b}`.slice(0, 60);
      await stage.server.deploy(smallModel(key, [userTask('first', pair.a), userTask('second', pair.b)]));
      const one = await account(pair.a, pair.b);
      const other = await account(pair.b);
      const instanceId = await stage.server.start(key, { serviceId: `of-${pair.a}-${pair.b}` });
      await stage.complete(instanceId, 'first', one);
      const task = await stage.server.task(instanceId);
      const code = codeOf(pair);
      expect(refusal(await stage.claim(task.taskId, one))).toMatchObject({ code, details: { conflict: { against: pair.a } } });
      expect(refusal(await stage.server.complete(task.taskId, one)).code).toBe(code);
      for (const kind of ['assign', 'delegate'] as const)
        expect(await stage.check('admin', { kind, account: one, task })).toMatchObject({ code });
      expect(await stage.check(other, { kind: 'claim', account: other, task })).toBeUndefined();
      const reasoned = await stage.claim(task.taskId, one, 'Everybody else is on leave.');
      expect(isRejection(reasoned)).toBe(pair.level === 'hard');
      // the reason given once is enough, and stands in the case
      if (pair.level === 'soft') {
        accepted(await stage.server.complete(task.taskId, one));
        const { body } = await stage.get('admin', `/api/v1/cases/${instanceId}/duties`).expect(200);
        expect(body).toMatchObject([{ kind: 'reason', account: one, act: 'claim', reason: 'Everybody else is on leave.' }]);
      }
      await release(one, pair.a, pair.b);
      await release(other, pair.b);
    },
  );

  it.each(ways.filter(({ scope }) => scope === 'service' || scope === 'version').map((pair) => [nameOf(pair), pair] as const))(
    'of a service speaks in another case about the same service, and in none about another: %s',
    async (_, pair) => {
      const one = await account(pair.a, pair.b);
      for (const [role, key] of [
        [pair.a, 'made'],
        [pair.b, 'judged'],
      ] as const)
        await stage.server.deploy(smallModel(`${key}-${pair.a}`, [userTask('work', role)]));
      const service = `service-${pair.a}`;
      const first = await stage.server.start(`made-${pair.a}`, { serviceId: service });
      await stage.complete(first, 'work', one);
      const same = await stage.server.task(await stage.server.start(`judged-${pair.a}`, { serviceId: service }));
      const another = await stage.server.task(await stage.server.start(`judged-${pair.a}`, { serviceId: `${service}-2` }));
      expect(refusal(await stage.claim(same.taskId, one))).toMatchObject({
        code: codeOf(pair),
        details: { conflict: { where: { service } } },
      });
      accepted(await stage.claim(another.taskId, one));
      await release(one, pair.a, pair.b);
    },
  );

  it('of a service stands between two roles that are given for it, not between roles for two services', async () => {
    const one = await account();
    const { institution } = await stage.server.as(one);
    await stage.giveRole(one, 'service-manager', 'waste');
    const audit = (service?: string) =>
      stage.check('admin', {
        kind: 'assign',
        account: one,
        given: { role: 'internal-auditor', institution, ...(service !== undefined && { service }) },
      });
    expect(await audit('waste')).toMatchObject({ code: 'role-conflict', details: { conflict: { where: { service: 'waste' } } } });
    expect(await audit('roads')).toBeUndefined();
    expect(await audit()).toMatchObject({ code: 'role-conflict' });
    await release(one, 'service-manager');
  });

  it('stands; an institution adds pairs and makes soft ones hard, never the other way round', async () => {
    const add = (body: object, who = 'personnel-manager-1') =>
      stage.post(who, '/api/v1/duties/pairs', { scope: 'case', level: 'hard', ...body });
    const reason = 'Who registers does not give the opinion.';
    await add({ a: 'case-handler', b: 'decision-maker', level: 'soft', reason }).expect(400);
    await add({ a: 'decision-maker', b: 'case-handler', reason }).expect(400);
    await add({ a: 'front-desk', b: 'front-desk', reason }).expect(400);
    await add({ a: 'front-desk', b: 'lawyer', reason }, 'case-handler-1').expect(403);
    const { body: pair } = await add({ a: 'front-desk', b: 'lawyer', reason }).expect(200);
    await stage.server.deploy(smallModel('own-pair', [userTask('first', 'front-desk'), userTask('second', 'lawyer')]));
    const one = await account('front-desk', 'lawyer');
    const instanceId = await stage.server.start('own-pair');
    await stage.complete(instanceId, 'first', one);
    const { taskId } = await stage.server.task(instanceId);
    expect(refusal(await stage.claim(taskId, one))).toMatchObject({ code: 'role-conflict', details: { conflict: { pair } } });
    const { body: view } = await stage.get('internal-auditor-1', '/api/v1/duties').expect(200);
    const state = (view as { pairs: { pair: { id: string } }[] }).pairs.find(
      (each) => each.pair.id === (pair as { id: string }).id,
    );
    expect(state).toMatchObject({ holders: [{ account: one }], tasks: [{ taskId, account: one }], blocked: 1, reasons: 0 });
    await stage.get('case-handler-1', '/api/v1/duties').expect(403);
    const { id } = pair as { id: string };
    expect(id).toBeDefined();
    const removal = await stage.remove('personnel-manager-1', `/api/v1/duties/pairs/${id}`);
    expect(removal.status).toBe(200);
    expect((await stage.remove('personnel-manager-1', '/api/v1/duties/pairs/case-handler.decision-maker.case')).status).toBe(404);
    accepted(await stage.claim(taskId, one));
    const { body: hardened } = await add({
      a: 'survey-analyst',
      b: 'service-manager',
      scope: 'service',
      reason: 'Ours is strict.',
    });
    expect(hardened).toMatchObject({ level: 'hard', own: true });
  });
});
