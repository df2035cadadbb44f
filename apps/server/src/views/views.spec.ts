import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InboxView, SaveViewRequest } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { addDays } from '@gaita/calendar';
import { Calendars, raiseRevisions, People, roleAssignmentTable } from '../identity/index.ts';
import { Committer } from '../platform/committer.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { ClaimTask, taskTable } from '../tasks/index.ts';
import { CountInbox } from './count-inbox.ts';
import { orderOf } from './inbox-order.ts';
import { InboxReading } from './inbox-reading.ts';
import { InboxRows } from './inbox-rows.ts';
import { SavedViews } from './saved-views.ts';
import { Search } from './search.ts';
import { ShowInbox } from './show-inbox.ts';
import { TakeNext } from './take-next.ts';
import { TaskFates } from './task-fates.ts';
import { TasksSaying } from './tasks-saying.ts';

const urgent = smallModel('urgent', [userTask('check', 'case-handler', 'gaita:due="2 days"')]);
const race = smallModel('race', [userTask('go', 'case-handler', 'gaita:due="3 days"')]);
const calm = smallModel('calm', [userTask('look', 'case-handler', 'gaita:due="20 days"')]);
const ranked = smallModel('ranked', [userTask('do', 'case-handler')]);
const dated = smallModel('dated', [userTask('do', 'case-handler')]);
const undated = smallModel('undated', [userTask('note', 'case-handler')]);
const expertise = smallModel(
  'expertise',
  [userTask('Ābeļu vērtēšana', 'expert')].map(
    ([, xml]) => ['assess', xml.replace('id="Ābeļu vērtēšana"', 'id="assess"')] as [string, string],
  ),
);

describe.each(databaseNames)('Views of work on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of [urgent, race, calm, undated, expertise, ranked, dated]) await server.deploy(model);
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const page = async (
    account: string,
    query: { view?: string; q?: string; process?: string; sort?: string; cols?: string[]; limit?: number; offset?: number } = {},
  ) => accepted(await server.get(ShowInbox).page(await server.as(account), { view: 'mine', limit: 50, offset: 0, ...query }));
  const numbers = async (account: string, query: Parameters<typeof page>[1]) =>
    (await page(account, query)).items.map(({ businessKey }) => businessKey);
  const claim = async (taskId: string, account: string) =>
    accepted(await server.get(ClaimTask).run(server.command(account), await server.as(account), taskId));
  const takeNext = async (account: string, process?: string) =>
    accepted(await server.get(TakeNext).run(server.command(account), await server.as(account), process)).taskId;
  const save = async (account: string, request: Omit<SaveViewRequest, 'cols'> & { cols?: string[] }) =>
    accepted(await server.get(SavedViews).create(server.command(account), await server.as(account), { cols: [], ...request }));

  it('never mix what is offered to groups into what is mine, and sort by the nearest deadline, undated last', async () => {
    const first = await server.start('undated', {}, 'admin', 'V-1');
    await server.start('calm', {}, 'admin', 'V-2');
    await server.start('urgent', {}, 'admin', 'V-3');
    expect(await numbers('case-handler-1', { view: 'group', q: 'v-' })).toEqual(['V-3', 'V-2', 'V-1']);
    expect(await numbers('case-handler-1', { view: 'group', q: 'v-', sort: '-due' })).toEqual(['V-2', 'V-3', 'V-1']);
    expect(await numbers('case-handler-1', { view: 'group', q: 'v-', limit: 1, offset: 2 })).toEqual(['V-1']);
    expect(await numbers('case-handler-1', { view: 'group', q: 'v-', limit: 2, offset: 1 })).toEqual(['V-2', 'V-1']);
    await claim((await server.task(first)).taskId, 'case-handler-1');
    expect(await numbers('case-handler-1', { view: 'mine', q: 'v-' })).toEqual(['V-1']);
    expect(await numbers('case-handler-1', { view: 'group', q: 'v-' })).toEqual(['V-3', 'V-2']);
    accepted(await server.complete((await server.task(first)).taskId, 'case-handler-1'));
    expect(await numbers('case-handler-1', { view: 'done', q: 'v-' })).toEqual(['V-1']);
    expect(await numbers('case-handler-2', { view: 'done', q: 'v-' })).toEqual([]);
  });

  it('count what they show', async () => {
    const { views } = await server.get(CountInbox).run(await server.as('case-handler-2'));
    for (const { view, count } of views)
      expect([view, count]).toEqual([
        view,
        { count: (await page('case-handler-2', { view, limit: 200 })).items.length, more: false },
      ]);
    expect(views.map(({ view }) => view)).toEqual(['mine', 'group', 'follow-up', 'done']);
  });

  it('show what a case is about and the wanted values, and find by its words without diacritics', async () => {
    await server.start('undated', { title: 'Šķūņa būve Ādažos', area: 42, person: 'x'.repeat(600) }, 'admin', 'V-10');
    const found = await page('case-handler-1', { view: 'group', q: 'skuna ADAZOS', cols: ['area', 'person', 'none'] });
    expect(found.items.map(({ subject, cells }) => [subject, cells])).toEqual([['Šķūņa būve Ādažos', { area: 42 }]]);
    expect(found.columns.map(({ name: column }) => column)).toEqual(['area', 'person', 'none']);
    expect((await page('case-handler-1', { view: 'group', q: '100%' })).items).toEqual([]);
    await server.start('expertise', {}, 'admin', 'V-11');
    server.clock.advance(6_000);
    expect(await numbers('expert-1', { view: 'group', q: 'abelu vertes' })).toEqual(['V-11']);
  });

  it('give of equally dated tasks the one of the highest priority, however many there are, and whatever others take meanwhile', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 25; n++) ids.push((await server.task(await server.start('ranked'))).id);
    const last = ids.at(-1)!;
    const changes = new RowChanges();
    changes.update(taskTable, last, { priority: 100 });
    await server.get(Committer).commit({ guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] });
    expect(await takeNext('case-handler-1', 'ranked')).toBe(last);
  });

  it('tell what is due today and this week by the calendar of the institution', async () => {
    const { institution } = await server.as('case-handler-2');
    const calendar = await server.get(Calendars).of(institution);
    const today = calendar.dayOf(server.clock.now());
    const sunday = addDays(today, (7 - new Date(`${today}T00:00:00Z`).getUTCDay()) % 7);
    const due = async (at: number | null, n: number) => {
      const task = await server.task(await server.start('dated', {}, 'admin', `D-${n}`));
      const changes = new RowChanges();
      changes.update(taskTable, task.id, { dueAt: at });
      await server.get(Committer).commit({ guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] });
    };
    const ends = [
      calendar.endOfDay(today),
      calendar.endOfDay(today) + 1,
      calendar.endOfDay(sunday),
      calendar.endOfDay(sunday) + 1,
    ];
    for (const [n, at] of ends.entries()) await due(at, n);
    const found = async (span: 'today' | 'week') =>
      (
        await server
          .get(InboxRows)
          .open(await server.as('case-handler-2'), { view: 'group', process: 'dated', due: span }, { limit: 50, offset: 0 })
      ).map(({ businessKey }) => businessKey);
    expect(await found('today')).toEqual(['D-0']);
    expect((await found('week')).sort()).toEqual(['D-0', 'D-1', 'D-2']);
  });

  it('give the most urgent task to whoever asks for the next one, and another one to who asks at the same moment', async () => {
    for (const number of ['V-21', 'V-22', 'V-23']) {
      await server.start('race', {}, 'admin', number);
      server.clock.advance(60_000);
    }
    const taken = await Promise.all([takeNext('case-handler-1', 'race'), takeNext('case-handler-2', 'race')]);
    const held = await Promise.all(['case-handler-1', 'case-handler-2'].map((account) => page(account, { process: 'race' })));
    expect(held.map(({ items }) => items.map(({ id }) => id))).toEqual(taken.map((id) => [id]));
    expect(held.flatMap(({ items }) => items.map(({ businessKey }) => businessKey)).sort()).toEqual(['V-21', 'V-22']);
    // who holds the most urgent one is led back to it
    expect(await takeNext('case-handler-1', 'race')).toBe(taken[0]);
    expect(await takeNext('lawyer-1', 'race')).toBeNull();
  });

  it('open a shared view for who holds its role now, with their own rows only', async () => {
    const actor = await server.as('case-handler-1');
    const view = await save('case-handler-1', {
      name: 'Calm ones',
      view: 'group',
      process: 'calm',
      sort: '-due',
      cols: ['area'],
      sharedWith: { institution: actor.institution, role: 'expert' },
    });
    await server.start('calm', {}, 'admin', 'V-30');
    const own = await page('case-handler-1', { view: view.id });
    expect(own.saved).toMatchObject({ name: 'Calm ones', isOwn: true });
    expect(own.items.length).toBeGreaterThan(0);
    expect(own.items.every(({ processKey }) => processKey === 'calm')).toBe(true);
    const colleague = await page('expert-1', { view: view.id });
    expect(colleague.items).toEqual([]);
    expect(colleague.columns.map(({ name: column }) => column)).toEqual(['area']);
    const asked = async (account: string) =>
      server.get(ShowInbox).page(await server.as(account), { view: view.id, limit: 50, offset: 0 });
    expect(refusal(await asked('lawyer-1')).code).toBe('not-found');

    const person = (await server.get(People).byAccount('expert-1'))!;
    const [held] = await server.database.reader.find(roleAssignmentTable, "person_id = ? AND role = 'expert'", [person.id]);
    const revoke = async (validTo: number | null) => {
      const changes = new RowChanges();
      changes.update(roleAssignmentTable, held!.id, { validTo });
      const guards = await raiseRevisions(server.database.reader, changes, [person.id], server.clock.now());
      await server.get(Committer).commit({ guards, changes: changes.list(), commands: [], answer: null, afterCommit: [] });
    };
    await revoke(server.clock.now());
    expect(refusal(await asked('expert-1')).code).toBe('not-found');
    await revoke(null);

    const views = server.get(SavedViews);
    const changed = { name: 'Mine now', view: 'group' as const, cols: [] };
    expect(refusal(await views.change(server.command('expert-1'), await server.as('expert-1'), view.id, changed)).code).toBe(
      'not-allowed',
    );
    expect(refusal(await views.change(server.command(), actor, view.id, { ...changed, revision: 7 })).code).toBe(
      'version-conflict',
    );
    expect(accepted(await views.change(server.command(), actor, view.id, { ...changed, revision: 1 })).name).toBe('Mine now');
    expect((await server.get(CountInbox).run(await server.as('expert-1'))).saved).toEqual([]);
    accepted(await views.remove(server.command(), actor, view.id));
    expect(refusal(await asked('case-handler-1')).code).toBe('not-found');
  });

  it('show a head what is late, free, or with somebody away, and nothing to others', async () => {
    const late = await server.start('urgent', {}, 'admin', 'V-40');
    await claim((await server.task(late)).taskId, 'case-handler-1');
    const inTime = await server.start('calm', {}, 'admin', 'V-41');
    await claim((await server.task(inTime)).taskId, 'case-handler-1');
    server.clock.advance(5 * day);
    const team = await numbers('department-head-1', { view: 'team', q: 'v-4' });
    expect(team).toEqual(['V-40']);
    expect(await numbers('case-handler-2', { view: 'team' })).toEqual([]);
  });

  it('say what became of a task that was in a list', async () => {
    const taken = await server.start('undated', {}, 'admin', 'V-50');
    const { taskId } = await server.task(taken);
    const fates = async (account: string) => (await server.get(TaskFates).of(await server.as(account), [taskId]))[0];
    expect(await fates('case-handler-2')).toEqual({ id: taskId, state: 'open' });
    const { since } = await claim(taskId, 'case-handler-1');
    expect(await fates('case-handler-2')).toMatchObject({
      state: 'claimed',
      by: 'case-handler-1',
      byName: expect.any(String),
      at: since,
    });
    accepted(await server.complete(taskId, 'case-handler-1'));
    expect(await fates('case-handler-2')).toMatchObject({ state: 'completed', by: 'case-handler-1' });
    expect(await fates('case-handler-3')).toEqual({ id: taskId, state: 'gone' });
  });

  it('let the search find cases and tasks by number and words, and nothing of others', async () => {
    const id = await server.start('undated', { title: 'Žoga atļauja' }, 'admin', 'V-60');
    const search = async (account: string, q: string) => server.get(Search).run(await server.as(account), q);
    const found = await search('lawyer-1', 'zoga');
    expect(found.cases.map((each) => [each.id, each.subject, each.open])).toEqual([[id, 'Žoga atļauja', true]]);
    expect(found.tasks.map(({ businessKey }) => businessKey)).toEqual(['V-60']);
    expect(await search('case-handler-3', 'zoga')).toEqual({ tasks: [], cases: [] });
    accepted(await server.complete((await server.task(id)).taskId, 'case-handler-1'));
    expect((await search('lawyer-1', 'v-60')).cases.map(({ open }) => open)).toEqual([false]);
    expect((await search('lawyer-1', 'v-60')).tasks).toEqual([]);
  });

  it('read the same lists and counts where an institution has many tasks', async () => {
    const accounts = ['case-handler-1', 'case-handler-2', 'expert-1', 'department-head-1', 'admin', 'lawyer-1'];
    const lists = [
      ...(['mine', 'group', 'follow-up', 'team', 'substitute'] as const).map((view) => ({ view })),
      { view: 'group', sort: '-due', limit: 3, offset: 2 },
      { view: 'group', process: 'calm' },
      { view: 'group', q: 'v-' },
      { view: 'team', q: 'v-1 look' },
      { view: 'team', q: 'nowhere' },
      { view: 'team', sort: 'case', due: 'week' },
      { view: 'team', limit: 4, offset: 3 },
      { view: 'team', sort: '-due', limit: 200 },
    ] as const;
    const read = async (account: string) => ({
      lists: await Promise.all(lists.map((list) => numbers(account, list))),
      counts: await server.get(CountInbox).run(await server.as(account)),
    });
    const reading = server.get(InboxReading);
    const saying = server.get(TasksSaying);
    const { few } = reading;
    expect((await server.as('admin')).institutions.length).toBeGreaterThan(1);
    for (const account of accounts) {
      const asFew = await read(account);
      reading.few = saying.few = 0;
      expect(await read(account)).toEqual(asFew);
      reading.few = saying.few = few;
    }
  });

  it('count exactly up to a bound, and say when there is more', async () => {
    const actor = await server.as('case-handler-1');
    const rows = server.get(InboxRows);
    const { total } = await page('case-handler-1', { view: 'group', limit: 200 });
    expect(total).toEqual(await rows.count(actor, { view: 'group' as InboxView }));
    expect(total.more).toBe(false);
  });
});

it('reads what has no value last, in both directions', () => {
  expect(orderOf('due').map(({ where }) => where)).toEqual(['due_at IS NOT NULL', 'due_at IS NULL']);
  expect(orderOf('-due')[0]!.by).toContain('due_at DESC');
  expect(orderOf('created')).toHaveLength(1);
});
