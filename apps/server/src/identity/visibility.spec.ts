import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { migrations } from '../migrations/index.ts';
import { all, among, condition } from '../platform/database/condition.ts';
import { Database } from '../platform/database/database.ts';
import type { SqlValue } from '../platform/database/dialect.ts';
import { id as idColumn, table } from '../platform/database/table.ts';
import type { Actor, ActorRole } from './actor.ts';
import { systemActor } from './actor.ts';
import { accountsOf, isOfferedTo, keepsHolding, keptBy, namesNoRole, offeredTo, substituteTasks } from './task-offers.ts';
import type { SeenTask } from './visibility.ts';
import {
  reachIn,
  seesEndedTask,
  seesTask,
  visibleActivities,
  visibleCases,
  visibleHistoryTasks,
  visibleOfCases,
  visibleTasks,
} from './visibility.ts';

const home = 'home';
const actorWith = (roles: readonly ActorRole[], more: Partial<Actor> = {}): Actor => ({
  ...systemActor,
  account: 'ann',
  institution: home,
  institutions: [...new Set([home, ...roles.map(({ institution }) => institution)])],
  isAdministrator: roles.some(({ role, within }) => role === 'administrator' && within === undefined),
  signedInBy: 'session',
  roles,
  ...more,
});
const inUnit = (role: string, unit: string, within = [unit]): ActorRole => ({ role, institution: home, unit, within });

interface StoredTask extends SeenTask {
  readonly id: string;
  readonly instanceId: string;
  readonly completedBy: string | null;
}

const anyTask = fc.record({
  institution: fc.constantFrom(home, 'other', 'third'),
  unit: fc.constantFrom(null, 'u1', 'u2', 'u3'),
  assignee: fc.constantFrom(null, null, 'ann', 'bob', 'cid'),
  named: fc.constantFrom(null, null, 'ann', 'bob'),
  completedBy: fc.constantFrom(null, 'ann', 'cid'),
  candidateUsers: fc.uniqueArray(fc.constantFrom('ann', 'bob', 'cid'), { maxLength: 2 }),
  candidateGroups: fc.uniqueArray(fc.constantFrom('partner', 'expert', 'case-handler', 'accounting'), { maxLength: 2 }),
});
const anyRole = fc
  .record({
    role: fc.constantFrom('partner', 'expert', 'case-handler', 'administrator'),
    institution: fc.constantFrom(home, 'other'),
    within: fc.constantFrom(undefined, ['u1'], ['u2'], ['u1', 'u2']),
    standsInFor: fc.constantFrom(undefined, undefined, 'bob'),
  })
  .map(({ role, institution, within, standsInFor }): ActorRole => ({
    role,
    institution,
    ...(within && { unit: within[0]!, within }),
    ...(standsInFor !== undefined && { standsInFor }),
  }));
const anyActor = fc.record({ roles: fc.array(anyRole, { maxLength: 4 }), isPartner: fc.boolean() }).map(({ roles, isPartner }) =>
  actorWith(roles, {
    isPartner,
    standsInFor: roles.some(({ standsInFor }) => standsInFor) ? [{ account: 'bob', name: 'Bob', until: 1 }] : [],
  }),
);

describe.each(databaseNames)('What somebody may know of on %s', (name) => {
  let system: DatabaseSystem;
  let database: Database;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    database = await Database.open(await system.newConfig(), migrations);
  });
  afterAll(async () => {
    await database.close();
    await system.stop();
  });

  const idTable = (of: string) => table(of, { id: idColumn() });
  const write = async (sql: string, values: readonly unknown[]): Promise<void> => {
    const { writeAccess, reader } = database;
    if (writeAccess.dialect === 'sqlite') writeAccess.connection.prepare(sql).run(...(values as SqlValue[]));
    else await reader.query(sql, values);
  };
  const seen = async (of: string, condition: { sql: string; parameters: readonly unknown[] }): Promise<string[]> =>
    (await database.reader.find(idTable(of), condition.sql, condition.parameters, { orderBy: 'id' })).map(({ id }) => id);

  const store = async (tasks: readonly StoredTask[]) => {
    for (const each of ['task_candidate', 'task', 'history_task', 'history_activity', 'history_instance', 'history_variable'])
      await write(`DELETE FROM ${each}`, []);
    for (const task of tasks) {
      const { id, institution, unit, instanceId, assignee, completedBy } = task;
      const common = { id, institution, unit, instance_id: instanceId, definition_id: 'd', process_key: 'p', element_id: 'e' };
      await insert('task', {
        ...common,
        task_id: id,
        token_id: id,
        scope_id: id,
        assignee,
        named: task.named,
        candidate_users: '[]',
        candidate_groups: '[]',
        joint: '[]',
        priority: 50,
        created_at: 1,
        revision: 1,
      });
      await insert('history_task', {
        ...common,
        activity_instance_id: id,
        assignee,
        completed_by: completedBy,
        priority: 50,
        started_at: 1,
      });
      const { unit: _, ...ofCase } = common;
      await insert('history_activity', {
        ...ofCase,
        position: 1,
        parent_activity_instance_id: 'x',
        element_type: 'userTask',
        task_id: id,
        started_at: 1,
      });
      for (const [kind, candidates] of [
        ['user', task.candidateUsers],
        ['group', task.candidateGroups],
        ['none', namesNoRole(task) ? [''] : []],
      ] as const)
        for (const candidate of candidates)
          await insert('task_candidate', { id: `${id}.${kind}.${candidate}`, task_id: id, kind, candidate });
    }
    for (const instanceId of new Set(tasks.map((task) => task.instanceId))) {
      const { institution, unit } = tasks.find((task) => task.instanceId === instanceId)!;
      const common = { id: instanceId, institution, definition_id: 'd', process_key: 'p' };
      await insert('history_instance', { ...common, unit, started_at: 1, root_instance_id: instanceId });
      await insert('history_variable', {
        ...common,
        instance_id: instanceId,
        scope_id: instanceId,
        name: 'n',
        value: '1',
        salt: 's',
        version: 1,
        created_at: 1,
        updated_at: 1,
      });
    }
  };
  const insert = (into: string, row: Readonly<Record<string, unknown>>) =>
    write(
      `INSERT INTO ${into} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
        .map(() => '?')
        .join(', ')})`,
      Object.values(row),
    );

  it('is the same as SQL and as a predicate, whoever asks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTask, { minLength: 1, maxLength: 6 }),
        fc.array(anyActor, { minLength: 4, maxLength: 8 }),
        async (drawn, actors) => {
          const tasks = drawn.map((task, at) => ({ ...task, id: `t${at}`, instanceId: `i${at}` }));
          await store(tasks);
          for (const actor of actors) {
            const open = tasks.filter((task) => seesTask(actor, task)).map(({ id }) => id);
            const ended = tasks.filter((task) => seesEndedTask(actor, task)).map(({ id }) => id);
            expect(await seen('task', visibleTasks(actor))).toEqual(open);
            expect(await seen('history_task', visibleHistoryTasks(actor))).toEqual(ended);
            const here = tasks.filter(({ institution }) => actor.institutions.includes(institution));
            for (const as of ['own', 'substitute', 'any'] as const) {
              const offered = here.filter((task) => isOfferedTo(actor, task, as)).map(({ id }) => id);
              for (const search of ['gathered', 'each'] as const)
                expect(await seen('task', offeredTo(actor, as, search))).toEqual(offered);
            }
            const standsIn = accountsOf(actor, 'substitute');
            const bySubstitution = tasks.filter((task) =>
              task.assignee === null
                ? here.includes(task) && isOfferedTo(actor, task, 'substitute') && !isOfferedTo(actor, task, 'own')
                : standsIn.includes(task.assignee),
            );
            for (const search of ['gathered', 'each'] as const)
              expect(await seen('task', substituteTasks(actor, search))).toEqual(bySubstitution.map(({ id }) => id));
            const kept = tasks.filter((task) => task.assignee !== null && here.includes(task) && keepsHolding(actor, task));
            const isHeld = all([condition('assignee IS NOT NULL'), among('institution', actor.institutions), keptBy(actor)]);
            expect(await seen('task', isHeld)).toEqual(kept.map(({ id }) => id));
            // whose task one may know of, of that case too; in one's own institution's others nothing
            const cases = new Set(await seen('history_instance', visibleCases(actor)));
            for (const { id, instanceId } of tasks)
              if (open.includes(id) && reachIn(actor, tasks.find((task) => task.id === id)!.institution) === 'own')
                expect(cases).toContain(instanceId);
            const others = tasks.filter(({ institution }) => reachIn(actor, institution) === 'nothing');
            expect(others.filter(({ instanceId }) => cases.has(instanceId))).toEqual([]);
            const values = await seen('history_variable', visibleOfCases(actor));
            expect(values.filter((instanceId) => !cases.has(instanceId))).toEqual([]);
          }
        },
      ),
      { numRuns: name === 'SQLite' ? 40 : 8 },
    );
  });

  it('is for holders of roles in a unit what belongs to it or to none, and the cases in which they took part', async () => {
    const plain = { institution: home, completedBy: null, candidateUsers: [], candidateGroups: ['case-handler'], named: null };
    await store([
      { ...plain, id: 'a', instanceId: 'own', unit: 'u1', assignee: null },
      { ...plain, id: 'b', instanceId: 'none', unit: null, assignee: null },
      { ...plain, id: 'c', instanceId: 'sibling', unit: 'u2', assignee: 'cid' },
      { ...plain, id: 'd', instanceId: 'took-part', unit: 'u2', assignee: 'cid', completedBy: 'ann' },
    ]);
    const actor = actorWith([inUnit('case-handler', 'u1')]);
    expect(await seen('task', visibleTasks(actor))).toEqual(['a', 'b']);
    expect(await seen('history_instance', visibleCases(actor))).toEqual(['none', 'own', 'took-part']);
    expect(await seen('history_variable', visibleOfCases(actor))).toEqual(['none', 'own', 'took-part']);
    const ofBoth = actorWith([inUnit('case-handler', 'u1', ['u1', 'u2'])]);
    expect(await seen('task', visibleTasks(ofBoth))).toEqual(['a', 'b', 'c', 'd']);
    expect(reachIn(actorWith([inUnit('expert', 'u1'), { role: 'finance', institution: home }]), home)).toBe('all');
  });

  it('is for partners what is offered to or held by them, and of its case the step that it is', async () => {
    const plain = { institution: home, unit: null, completedBy: null, candidateUsers: [], instanceId: 'case', named: null };
    await store([
      { ...plain, id: 'held', assignee: 'ann', candidateGroups: ['partner'] },
      { ...plain, id: 'named', assignee: 'ann', candidateGroups: ['expert'], named: 'ann' },
      { ...plain, id: 'not-any-more', assignee: 'ann', candidateGroups: ['expert'] },
      { ...plain, id: 'not-theirs', assignee: null, candidateGroups: ['expert'] },
      { ...plain, id: 'offered', assignee: null, candidateGroups: ['partner'] },
      { ...plain, id: 'taken', assignee: 'bob', candidateGroups: ['partner'], instanceId: 'other-case' },
    ]);
    const partner = actorWith([{ role: 'partner', institution: home }]);
    expect(await seen('task', visibleTasks(partner))).toEqual(['held', 'named', 'offered']);
    expect(await seen('history_instance', visibleCases(partner))).toEqual(['case']);
    expect(await seen('history_activity', visibleActivities(partner))).toEqual(['held', 'named', 'not-any-more', 'offered']);
    expect(await seen('history_variable', visibleOfCases(partner))).toEqual([]);
    // who lost every role has only what needs none
    expect(await seen('task', visibleTasks(actorWith([])))).toEqual(['named']);
  });
});
