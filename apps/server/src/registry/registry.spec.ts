import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AlignmentView, RegistryView } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { auditEntryTable } from '../audit/index.ts';
import { holdsRole, personTable } from '../identity/index.ts';
import { ClaimTask, ListTasks } from '../tasks/index.ts';
import { ShowAlignment } from './alignment/show-alignment.ts';
import { AssignRole } from './assign-role.ts';
import { DemoRegistry } from './demo/seed-demo-registry.ts';
import { DescribeRoles } from './describe-roles.ts';
import { ManageAbsences } from './manage-absences.ts';
import { ManageCompetences } from './manage-competences.ts';
import { ManagePosts } from './manage-posts.ts';
import { ManageUnits } from './manage-units.ts';
import { ShowAbsences } from './show-absences.ts';
import { ShowRegistry } from './show-registry.ts';
import { ShowRole } from './show-role.ts';

const review = smallModel('review', [
  userTask('draft', 'case-handler'),
  userTask('decide', 'decision-maker', 'gaita:due="10 working days"'),
]);

describe.each(databaseNames)('The registry of roles on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
  });
  afterEach(() => server.stop());

  const personnel = 'personnel-manager-1';
  const give = async (account: string, role: string, more: object = {}, by = personnel) =>
    server.get(AssignRole).give(server.command(by), await server.as(by), { account, role, ...more } as never);
  const matrix = async (as = personnel) => accepted(await server.get(ShowRegistry).run(await server.as(as))) as RegistryView;
  const held = async (account: string) => (await matrix()).people.find((person) => person.account === account)!.roles;
  const away = async (account: string, substitute: string | null, from: string, to: string, by = account) =>
    server
      .get(ManageAbsences)
      .announce(server.command(by), await server.as(by), { account, substitute, from, to, kind: 'leave' });
  const red = async (as = personnel) => {
    const view = accepted(await server.get(ShowAlignment).run(await server.as(as))) as AlignmentView;
    return Object.fromEntries(
      view.checks.filter(({ findings }) => findings.length > 0).map((each) => [each.check, each.findings]),
    );
  };

  it('gives a role that counts from the next request on, changes its days and ends it at once', async () => {
    const { id } = accepted(await give('lawyer-1', 'finance', { to: '2026-03-31' }));
    expect(holdsRole(await server.as('lawyer-1'), 'finance', 'dzelmes-novads')).toBe(true);
    expect((await held('lawyer-1')).find((each) => each.id === id)).toMatchObject({
      from: '2026-03-02',
      to: '2026-03-31',
      state: 'now',
    });
    expect(refusal(await give('lawyer-1', 'finance', { from: '2026-03-31' })).code).toBe('version-conflict');
    const change = async (body: object, by = personnel) =>
      server.get(AssignRole).change(server.command(by), await server.as(by), id, body as never);
    accepted(await change({ from: '2026-03-10', revision: 1 }));
    expect(holdsRole(await server.as('lawyer-1'), 'finance')).toBe(false);
    await server.wait(9 * day);
    expect(holdsRole(await server.as('lawyer-1'), 'finance')).toBe(true);
    expect(refusal(await change({ to: null, revision: 1 }))).toMatchObject({
      code: 'version-conflict',
      details: { by: personnel, at: expect.any(Number) },
    });
    accepted(await server.get(AssignRole).end(server.command(personnel), await server.as(personnel), id, 2));
    expect(holdsRole(await server.as('lawyer-1'), 'finance')).toBe(false);
    const acts = await server.database.reader.find(auditEntryTable, "act LIKE 'role-%'", [], { orderBy: 'at, id' });
    expect(acts.map(({ act, account }) => [act, account])).toEqual([
      ['role-given', personnel],
      ['role-changed', personnel],
      ['role-ended', personnel],
    ]);
  });

  it('is changed by personnel and administrators only, by nobody for themselves, and never across institutions', async () => {
    expect(refusal(await give('lawyer-1', 'finance', {}, 'service-manager-1')).code).toBe('not-allowed');
    expect(refusal(await give('lawyer-1', 'finance', { service: 'unheard-of' })).code).toBe('invalid-request');
    expect(refusal(await give(personnel, 'finance')).code).toBe('not-allowed');
    expect(refusal(await give('lawyer-1', 'administrator')).code).toBe('not-allowed');
    accepted(await give('lawyer-1', 'administrator', {}, 'administrator-1'));
    expect(refusal(await give('lawyer-3', 'finance', { institution: 'gilvyciu-rajonas' })).code).toBe('not-allowed');
    expect(refusal(await give('partner-1', 'finance')).code).toBe('not-allowed');
    const elsewhere = await server.get(ShowRegistry).run(await server.as('personnel-manager-3'), 'dzelmes-novads');
    expect(refusal(elsewhere).code).toBe('not-allowed');
    expect(refusal(await server.get(ShowRegistry).run(await server.as('partner-1'))).code).toBe('not-allowed');
  });

  it('refuses two roles that exclude each other, whoever asks', async () => {
    const refused = refusal(await give('internal-auditor-1', 'management-representative'));
    expect(refused.code).toBe('role-conflict');
    expect(holdsRole(await server.as('internal-auditor-1'), 'management-representative')).toBe(false);
    expect(refusal(await give('internal-auditor-1', 'management-representative', {}, 'admin')).code).toBe('role-conflict');
  });

  it('keeps the last administrator', async () => {
    const of = (await matrix('admin')).people.flatMap(({ roles }) => roles.filter(({ role }) => role === 'administrator'));
    const answers = [];
    for (const { id, revision } of of)
      answers.push(await server.get(AssignRole).end(server.command('admin'), await server.as('admin'), id, revision));
    expect(answers.map((answer) => ('rejected' in answer ? answer.code : 'ended')).sort()).toEqual([
      'ended',
      'ended',
      'not-allowed',
    ]);
  });

  it('holds roles in units of a tree that has no circle and is not closed over people', async () => {
    const units = server.get(ManageUnits);
    const add = async (en: string, parent: string | null) =>
      accepted(await units.add(server.command(personnel), await server.as(personnel), { names: { en }, parent })).id;
    const office = await add('Office', null);
    const permits = await add('Permits', office);
    accepted(await give('lawyer-1', 'expert', { unit: office }));
    expect(holdsRole(await server.as('lawyer-1'), 'expert', 'dzelmes-novads', permits)).toBe(true);
    const change = async (id: string, body: object) =>
      units.change(server.command(personnel), await server.as(personnel), id, { active: true, revision: 1, ...body } as never);
    expect(refusal(await change(office, { names: { en: 'Office' }, parent: permits })).code).toBe('invalid-request');
    expect(refusal(await change(office, { names: { en: 'Office' }, parent: null, active: false })).code).toBe('invalid-request');
    accepted(await change(permits, { names: { en: 'Permits' }, parent: null }));
    expect(holdsRole(await server.as('lawyer-1'), 'expert', 'dzelmes-novads', permits)).toBe(false);
    expect((await matrix()).units.map(({ name: each, depth }) => [each, depth])).toEqual([
      ['Office', 0],
      ['Permits', 0],
    ]);
  });

  it('keeps posts apart from roles: one role goes with two posts, and a post gives none', async () => {
    const posts = server.get(ManagePosts);
    const add = async (en: string) =>
      accepted(
        await posts.add(server.command(personnel), await server.as(personnel), {
          names: { en },
          unit: null,
          roles: ['case-handler'],
        }),
      ).id;
    const [inspector, ecologist] = [await add('Inspector'), await add('Ecologist')];
    const employ = async (post: string, account: string) =>
      posts.employ(server.command(personnel), await server.as(personnel), post, { account });
    accepted(await employ(inspector, 'case-handler-1'));
    const second = accepted(await employ(ecologist, 'lawyer-1'));
    expect(refusal(await employ(ecologist, 'lawyer-1')).code).toBe('version-conflict');
    const shown = await matrix();
    expect(shown.posts.map(({ holders }) => holders.map(({ account, lacks }) => [account, lacks]))).toEqual([
      [['case-handler-1', []]],
      [['lawyer-1', ['case-handler']]],
    ]);
    expect(holdsRole(await server.as('lawyer-1'), 'case-handler')).toBe(false);
    accepted(await posts.leave(server.command(personnel), await server.as(personnel), second.id, 1));
    expect((await matrix()).posts[1]!.holders).toEqual([]);
  });

  it('passes tasks to a substitute for the days of an absence, says whose they are, and refuses circles', async () => {
    await server.deploy(review);
    const instance = await server.start('review');
    const draft = await server.task(instance);
    const claim = async (account: string) =>
      server.get(ClaimTask).run(server.command(account), await server.as(account), draft.taskId);
    accepted(await claim('case-handler-1'));
    expect(refusal(await away('case-handler-1', 'case-handler-1', '2026-03-03', '2026-03-05')).code).toBe('invalid-request');
    expect(refusal(await away('case-handler-1', 'lawyer-1', '2026-03-03', '2026-03-05', 'lawyer-1')).code).toBe('not-allowed');
    accepted(await away('case-handler-1', 'lawyer-1', '2026-03-03', '2026-03-05'));
    expect(refusal(await away('case-handler-1', null, '2026-03-05', '2026-03-06')).code).toBe('version-conflict');
    expect(refusal(await away('lawyer-1', 'case-handler-1', '2026-03-05', '2026-03-06')).code).toBe('invalid-request');
    const seen = async () => server.get(ListTasks).rows(await server.as('lawyer-1'), { view: 'substitute' });
    expect(await seen()).toEqual([]);
    await server.wait(day);
    expect((await seen()).map(({ taskId }) => taskId)).toEqual([draft.taskId]);
    accepted(await server.complete(draft.taskId, 'lawyer-1'));
    await server.wait(3 * day);
    expect((await server.as('lawyer-1')).standsInFor).toEqual([]);
  });

  it('previews what goes over, and what cannot: a decision on what the substitute drafted', async () => {
    await server.deploy(review);
    const instances = [await server.start('review'), await server.start('review')];
    for (const [at, instance] of instances.entries()) {
      accepted(await server.complete((await server.task(instance)).taskId, `case-handler-${at + 1}`));
      const decide = (await server.task(instance)).taskId;
      accepted(await server.get(ClaimTask).run(server.command(), await server.as('decision-maker-1'), decide));
    }
    const asked = { from: '2026-03-02', to: '2026-03-06', substitute: 'case-handler-1' };
    const preview = accepted(await server.get(ShowAbsences).preview(await server.as('decision-maker-1'), asked));
    expect(preview).toMatchObject({
      goOver: 1,
      roles: ['decision-maker'],
      cannot: [{ name: 'decide', instanceId: instances[0] }],
    });
    accepted(await away('decision-maker-1', 'case-handler-1', '2026-03-02', '2026-03-06'));
    const [own, other] = [await server.task(instances[0]!), await server.task(instances[1]!)];
    expect(refusal(await server.complete(own.taskId, 'case-handler-1')).code).toBe('role-conflict');
    accepted(await server.complete(other.taskId, 'case-handler-1'));
  });

  it('lets who heads a department say that its people are away, and of nobody else', async () => {
    await server.get(DemoRegistry).seed();
    // heads building; the inspector works in the permits below it, the accountant in the office
    accepted(await away('case-handler-1', null, '2026-04-06', '2026-04-08', 'department-head-1'));
    expect(refusal(await away('finance-1', null, '2026-04-06', '2026-04-08', 'department-head-1')).code).toBe('not-allowed');
    const view = accepted(await server.get(ShowAbsences).list(await server.as('department-head-1')));
    expect(view.may.announceFor.map(({ account }) => account).sort()).toEqual(['case-handler-1', 'case-handler-2', 'expert-1']);
  });

  it('versions the description of a role; whoever knows the duties is asked again by the next one', async () => {
    const roles = server.get(DescribeRoles);
    const page = async (as = personnel) => accepted(await server.get(ShowRole).run(await server.as(as), 'lawyer', {}));
    const first = await page();
    expect(first.description).toMatchObject({ version: 1, shipped: true, empty: [], unchecked: ['lv', 'lt', 'bg'] });
    const acknowledge = async (version: number, as = 'lawyer-1') =>
      roles.acknowledge(server.command(as), await server.as(as), 'lawyer', { version });
    accepted(await acknowledge(1));
    accepted(await acknowledge(1));
    expect(refusal(await acknowledge(1, 'finance-1')).code).toBe('not-allowed');
    const texts = { ...first.description.texts, conditions: {} };
    const write = async (basedOn: number, as = personnel) =>
      roles.change(server.command(as), await server.as(as), 'lawyer', { basedOn, texts, note: 'shorter' });
    expect(refusal(await write(1, 'lawyer-1')).code).toBe('not-allowed');
    accepted(await write(1));
    expect(refusal(await write(1))).toMatchObject({ code: 'version-conflict', details: { version: 2, by: personnel } });
    const second = await page();
    expect(second.description).toMatchObject({ version: 2, shipped: false, empty: ['conditions'] });
    expect(second.versions.map(({ version, by, note }) => [version, by, note])).toEqual([
      [2, personnel, 'shorter'],
      [1, undefined, undefined],
    ]);
    const mine = await server.get(ShowRole).mine(await server.as('lawyer-1'));
    expect(mine.roles[0]).toMatchObject({ role: 'lawyer', acknowledged: 1, description: { version: 2, empty: ['conditions'] } });
    expect(refusal(await acknowledge(1)).code).toBe('version-conflict');
    const old = accepted(await server.get(ShowRole).run(await server.as('lawyer-1'), 'lawyer', { version: 1 }));
    expect(old.description.texts).toEqual(first.description.texts);
  });

  it('pulls in the tasks of live models that name the role, with process and due rule', async () => {
    await server.deploy(review);
    const page = accepted(await server.get(ShowRole).run(await server.as(personnel), 'decision-maker', {}));
    expect(page.tasks).toEqual([
      {
        processKey: 'review',
        processName: 'review',
        elementId: 'decide',
        name: 'decide',
        as: 'responsible',
        due: '10 working days',
      },
    ]);
  });

  it('finds what is not aligned in the demo, in its own institution', async () => {
    await server.get(DemoRegistry).seed();
    expect(await server.get(DemoRegistry).seed()).toBe(false);
    const found = await red();
    expect(Object.keys(found).sort()).toEqual([
      'competence-gap',
      'description-empty',
      'duties-unacknowledged',
      'no-hand-over',
      'person-without-duty',
      'roles-incompatible',
    ]);
    expect(found['roles-incompatible']).toMatchObject([{ account: 'quality-coordinator-2', level: 'soft' }]);
    expect(found['no-hand-over']!.map(({ account }) => account)).toEqual(['lawyer-2']);
    expect(found['person-without-duty']!.map(({ account }) => account)).toEqual(['survey-analyst-2']);
    expect((await red('personnel-manager-3'))['no-hand-over']!.map(({ account }) => account)).toEqual(['lawyer-4']);
    // one role less, used by a live model: one check more
    await server.deploy(review);
    const before = Object.keys(await red());
    for (const person of (await matrix()).people)
      for (const { id, role, revision } of person.roles)
        if (role === 'decision-maker')
          accepted(await server.get(AssignRole).end(server.command(personnel), await server.as(personnel), id, revision));
    const after = await red();
    expect(Object.keys(after).filter((check) => !before.includes(check))).toEqual(['role-unfilled']);
    expect(after['role-unfilled']).toMatchObject([{ role: 'decision-maker', tasks: [{ elementId: 'decide' }] }]);
  });

  it('closes a gap when a competence is recorded, and opens one when a role asks for more', async () => {
    const competences = server.get(ManageCompetences);
    const set = async (keys: string[]) =>
      competences.ofPerson(server.command(personnel), await server.as(personnel), 'lawyer-1', { competences: keys });
    const gaps = async () =>
      (await matrix()).people.find(({ account }) => account === 'lawyer-1')!.gaps.map((gap) => gap.competence);
    expect(await gaps()).toEqual(['legal-drafting', 'administrative-procedure']);
    accepted(await set(['legal-drafting', 'administrative-procedure']));
    expect(await gaps()).toEqual([]);
    const { id } = accepted(
      await competences.add(server.command(personnel), await server.as(personnel), { names: { en: 'Latin' } }),
    );
    const asks = ['legal-drafting', id];
    accepted(await competences.ofRole(server.command(personnel), await server.as(personnel), 'lawyer', { competences: asks }));
    expect(await gaps()).toEqual([id]);
    expect(refusal(await set(['juggling'])).code).toBe('not-found');
  });

  it('makes somebody a person from outside, who then sees only what is theirs', async () => {
    const competences = server.get(ManageCompetences);
    const place = { kind: 'partner' as const, organisation: 'SIA Koks' };
    accepted(await competences.setKind(server.command(personnel), await server.as(personnel), 'expert-2', place));
    expect((await server.as('expert-2')).isPartner).toBe(true);
    const row = await server.database.reader.findOne(personTable, 'account = ?', ['expert-2']);
    expect(row).toMatchObject({ kind: 'partner', organisation: 'SIA Koks' });
  });

  it('loses the race against a role that is taken away: the command prepared before is not carried out', async () => {
    const stale = await server.as(personnel);
    const { id, revision } = (await held(personnel))[0]!;
    accepted(await server.get(AssignRole).end(server.command('admin'), await server.as('admin'), id, revision));
    const late = await server.get(AssignRole).give(server.command(personnel), stale, { account: 'lawyer-1', role: 'finance' });
    expect(refusal(late).code).toBe('too-busy');
    expect(holdsRole(await server.as('lawyer-1'), 'finance')).toBe(false);
  });
});
