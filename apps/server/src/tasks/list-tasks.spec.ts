import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, day, hour, PlayServer } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { ClaimTask } from './claim-task.ts';
import type { TaskPage } from './list-tasks.ts';
import { ListTasks } from './list-tasks.ts';
import type { TaskFilter } from './select-tasks.ts';
import { ShowTasks } from './show-tasks.ts';

const models = [
  smallModel('work', [userTask('do', 'case-handler', 'camunda:priority="${urgency}" camunda:dueDate="${due}"')]),
  smallModel('other', [
    userTask('check', 'finance,lawyer', 'camunda:candidateUsers="case-handler-1" camunda:followUpDate="${later}"'),
  ]),
  smallModel('named', [userTask('answer', 'finance', 'camunda:assignee="case-handler-2"')]),
];

describe.each(databaseNames)('The list of tasks on %s', (name) => {
  let system: DatabaseSystem;
  let server: PlayServer;
  const began = Date.UTC(2026, 2, 2, 9);
  /** Cases by the letters by which the scenarios know their tasks. */
  const cases = new Map<string, string>();

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    for (const model of models) await server.deploy(model);
    const iso = (days: number) => new Date(began + days * day).toISOString();
    const begin = async (letter: string, key: string, variables: object) => {
      server.clock.advance(hour);
      cases.set(letter, await server.start(key, variables as never, 'admin', `case-${letter}`));
    };
    await begin('a', 'work', { urgency: 50, due: iso(9) });
    await begin('b', 'work', { urgency: 70, due: iso(3) });
    await begin('c', 'work', { urgency: 50, due: null });
    await begin('d', 'other', { later: iso(5) });
    await begin('e', 'named', {});
    await begin('f', 'work', { urgency: 50, due: iso(3) });
    const handler = await server.as('case-handler-1');
    const { taskId } = await server.task(cases.get('f')!);
    accepted(await server.get(ClaimTask).run(server.command(), handler, taskId));
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const letters = (rows: readonly { readonly instanceId: string }[]) =>
    rows.map(({ instanceId }) => [...cases].find(([, id]) => id === instanceId)?.[0] ?? '?').join('');
  const listed = async (filter: TaskFilter, page: TaskPage = {}, account = 'admin') => {
    const [actor, list] = [await server.as(account), server.get(ListTasks)];
    const rows = await list.rows(actor, filter, page);
    if (page.limit === undefined && page.offset === undefined) expect(await list.count(actor, filter)).toBe(rows.length);
    return letters(rows);
  };

  it('shows the newest first, unless asked otherwise', async () => {
    expect(await listed({})).toBe('fedcba');
    expect(await listed({}, { sort: [{ by: 'created' }] })).toBe('abcdef');
    expect(await listed({}, { sort: [{ by: 'created' }], limit: 2, offset: 1 })).toBe('bc');
  });

  it('is sorted by what one asks for, undated last either way, and of two alike by their ids', async () => {
    expect(await listed({}, { sort: [{ by: 'due' }, { by: 'priority', descending: true }] })).toBe('bfacde');
    expect((await listed({}, { sort: [{ by: 'due', descending: true }] })).slice(0, 3)).toBe('afb');
    expect(await listed({}, { sort: [{ by: 'followUp' }] })).toMatch(/^d/);
    expect(await listed({}, { sort: [{ by: 'followUp', descending: true }] })).toMatch(/^d/);
    expect(await listed({}, { sort: [{ by: 'priority', descending: true }] })).toMatch(/^b/);
    expect(await listed({}, { sort: [{ by: 'name' }, { by: 'created' }] })).toBe('edabcf');
    expect(await listed({ unassigned: false }, { sort: [{ by: 'assignee' }] })).toBe('fe');
    expect(await listed({ unassigned: false }, { sort: [{ by: 'assignee', descending: true }] })).toBe('ef');
    const ids = await Promise.all([...cases].map(async ([letter, id]) => [(await server.task(id)).taskId, letter] as const));
    const byId = ids.sort().map(([, letter]) => letter);
    expect(await listed({}, { sort: [{ by: 'id' }] })).toBe(byId.join(''));
    expect(await listed({ businessKey: 'case-a' }, { sort: [{ by: 'instanceId' }] })).toBe('a');
  });

  it('is narrowed by who holds a task, to whom it is offered, and where it stands', async () => {
    const [a, e] = [await server.task(cases.get('a')!), await server.task(cases.get('e')!)];
    for (const [filter, found] of [
      [{ taskId: a.taskId }, 'a'],
      [{ taskIds: [a.taskId, e.taskId, 'none'] }, 'ea'],
      [{ taskIds: [] }, ''],
      [{ assignee: 'case-handler-2' }, 'e'],
      [{ unassigned: true }, 'dcba'],
      [{ unassigned: false }, 'fe'],
      [{ candidateGroups: ['lawyer'] }, 'd'],
      [{ candidateGroups: ['lawyer', 'case-handler'] }, 'fdcba'],
      [{ candidateGroups: ['case-handler-1'] }, ''],
      [{ candidateGroups: [] }, ''],
      [{ candidateUser: 'case-handler-1' }, 'd'],
      [{ candidateUser: 'lawyer' }, ''],
      [{ instanceId: cases.get('c')! }, 'c'],
      [{ definitionId: a.definitionId }, 'fcba'],
      [{ processKey: 'other' }, 'd'],
      [{ businessKey: 'case-b' }, 'b'],
      [{ elementId: 'answer' }, 'e'],
      [{ institutions: [a.institution] }, 'fedcba'],
      [{ institutions: ['elsewhere'] }, ''],
      [{ dueBefore: began + 9 * day }, 'fb'],
      [{ dueAfter: began + 3 * day }, 'a'],
    ] as const)
      expect([filter, await listed(filter)]).toEqual([filter, found]);
  });

  it('is that of one person: what they hold, and what they may take', async () => {
    expect(await listed({ view: 'mine' }, {}, 'case-handler-1')).toBe('f');
    expect(await listed({ view: 'mine' }, {}, 'case-handler-2')).toBe('e');
    expect(await listed({ view: 'group' }, {}, 'case-handler-1')).toBe('dcba');
    expect(await listed({ view: 'group' }, {}, 'lawyer-1')).toBe('d');
    expect(await listed({ view: 'substitute' }, {}, 'case-handler-1')).toBe('');
    expect(await listed({ view: 'all' }, {}, 'lawyer-1')).toBe('fedcba');
    const { taskId } = await server.task(cases.get('a')!);
    expect((await server.get(ListTasks).find(await server.as('case-handler-1'), taskId))?.taskId).toBe(taskId);
    expect(await server.get(ListTasks).find(await server.as('case-handler-3'), taskId)).toBeUndefined();
  });

  it('is shown to people in pages, with how many there are, by what matters first to them', async () => {
    const shown = async (query: object) => {
      const asked = { view: 'all', sort: 'due', limit: 50, offset: 0, ...query } as never;
      const { items, total } = await server.get(ShowTasks).list(await server.as('case-handler-1'), asked);
      return `${letters(items)} ${total}`;
    };
    expect(await shown({})).toBe('bfacde 6');
    expect(await shown({ sort: 'created' })).toBe('fedcba 6');
    expect(await shown({ sort: 'priority', processKey: 'work' })).toBe('bfac 4');
    expect(await shown({ sort: 'name', processKey: 'named' })).toBe('e 1');
    expect(await shown({ candidateGroup: 'finance' })).toBe('de 2');
    expect(await shown({ limit: 2, offset: 2 })).toBe('ac 6');
    expect(await shown({ businessKey: undefined, view: 'mine' })).toBe('f 1');
  });
});
