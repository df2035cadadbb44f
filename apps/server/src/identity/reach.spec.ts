import { describe, expect, it } from '@jest/globals';
import type { Condition } from '../platform/database/condition.ts';
import type { Actor, ActorRole } from './actor.ts';
import { countsIn, holdsRole, rolesIn, systemActor } from './actor.ts';
import { candidaciesOf, inUnit, offeredTo, standsInForAccount, substituteTasks } from './task-offers.ts';
import {
  reachIn,
  seesEndedTask,
  seesOwnOnly,
  seesTask,
  visibleActivities,
  visibleCases,
  visibleHistoryTasks,
} from './visibility.ts';
import { visibleOfCases, visibleTasks } from './visibility.ts';

const home = 'home';
const role = (key: string, more: Partial<ActorRole> = {}): ActorRole => ({ role: key, institution: home, ...more });
const ofUnit = (key: string, ...within: string[]) => role(key, { unit: within[0]!, within });
const ann = (roles: readonly ActorRole[], more: Partial<Actor> = {}): Actor => ({
  ...systemActor,
  ...{ account: 'ann', institution: home, institutions: [home], signedInBy: 'session', roles },
  ...more,
});
const bob = { account: 'bob', name: 'Bob', until: 9 };
const clerk = ann([role('case-handler')]);
const ofPermits = ann([ofUnit('case-handler', 'permits', 'building')]);
const partner = ann([role('partner')]);

describe('What belongs to a role', () => {
  it('counts in its units, everywhere without one, and for what belongs to no unit', () => {
    const held = ofUnit('expert', 'permits', 'building');
    expect(['permits', 'building', 'school', null, undefined].map((unit) => countsIn(held, unit))).toEqual([
      ...[true, true, false, true, true],
    ]);
    expect(countsIn(role('expert'), 'school')).toBe(true);
  });

  it('is held by its key, in its institution and unit where they are asked for', () => {
    const actor = ann([ofUnit('expert', 'permits'), role('lawyer', { institution: 'other' })]);
    expect([holdsRole(actor, 'expert'), holdsRole(actor, 'lawyer'), holdsRole(actor, 'finance')]).toEqual([true, true, false]);
    expect([holdsRole(actor, 'expert', home), holdsRole(actor, 'lawyer', home)]).toEqual([true, false]);
    expect([holdsRole(actor, 'expert', home, 'permits'), holdsRole(actor, 'expert', home, 'school')]).toEqual([true, false]);
    expect(holdsRole(actor, 'lawyer', undefined, 'school')).toBe(true);
  });

  it('is listed once, of one institution and unit', () => {
    const twice = role('expert', { standsInFor: 'bob' });
    const actor = ann([
      ofUnit('expert', 'permits'),
      twice,
      role('lawyer', { institution: 'other' }),
      ofUnit('finance', 'school'),
    ]);
    expect(rolesIn(actor, home)).toEqual(['expert', 'finance']);
    expect(rolesIn(actor, home, 'permits')).toEqual(['expert']);
    expect(rolesIn(actor, 'other', 'permits')).toEqual(['lawyer']);
    expect(rolesIn(actor, 'third')).toEqual([]);
  });

  it('is nothing of the system, which needs none', () => {
    expect(systemActor).toEqual({
      ...{ account: 'system', name: 'Gaita', institution: 'shared', institutions: [], roles: [], standsInFor: [] },
      ...{ isPartner: false, isAdministrator: false, language: 'en', signedInBy: 'system' },
    });
  });
});

describe('How far somebody reaches', () => {
  it('is all, some units, what is their own, or nothing', () => {
    const far = (roles: readonly ActorRole[], more?: Partial<Actor>) => reachIn(ann(roles, more), home);
    expect(far([role('expert')])).toBe('all');
    expect(far([ofUnit('expert', 'a'), role('partner')])).toEqual({ units: ['a'] });
    expect(far([ofUnit('expert', 'a', 'b'), ofUnit('lawyer', 'b', 'c')])).toEqual({ units: ['a', 'b', 'c'] });
    expect(far([ofUnit('expert', 'a'), role('lawyer')])).toBe('all');
    expect(far([])).toBe('own');
    expect(far([role('partner')])).toBe('own');
    expect(far([role('expert', { institution: 'other' })])).toBe('own');
    expect(far([role('expert')], { isPartner: true })).toBe('own');
    expect(far([role('expert')], { institutions: [] })).toBe('nothing');
    expect(reachIn(ann([], { institutions: [] }), 'shared')).toBe('all');
    expect(reachIn(systemActor, 'anywhere')).toBe('all');
    expect([clerk, ofPermits, partner, ann([], { institutions: [] })].map((each) => seesOwnOnly(each, home))).toEqual([
      ...[false, false, true, true],
    ]);
  });

  const task = { institution: home, unit: null, assignee: null, named: null, candidateUsers: [], candidateGroups: ['expert'] };

  it('shows in one’s units what belongs to them or to none, what names one, and what one holds', () => {
    const sees = (more: object) => seesTask(ofPermits, { ...task, unit: 'school', ...more });
    expect(sees({ unit: null })).toBe(true);
    expect(sees({ unit: 'building' })).toBe(true);
    expect(sees({})).toBe(false);
    expect(sees({ candidateUsers: ['ann'] })).toBe(true);
    expect(sees({ candidateUsers: ['bob'] })).toBe(false);
    expect(sees({ assignee: 'ann' })).toBe(true);
    expect(sees({ assignee: 'bob' })).toBe(false);
    expect(seesTask(ann(ofPermits.roles, { standsInFor: [bob] }), { ...task, unit: 'school', assignee: 'bob' })).toBe(true);
    expect(seesTask(clerk, { ...task, unit: 'school' })).toBe(true);
    expect(seesTask(clerk, { ...task, institution: 'other' })).toBe(false);
  });

  it('shows who sees only their own what is offered to them while nobody holds it, and what they still hold', () => {
    const sees = (more: object) => seesTask(partner, { ...task, candidateGroups: ['partner'], ...more });
    expect(sees({})).toBe(true);
    expect(sees({ assignee: 'ann' })).toBe(true);
    expect(sees({ assignee: 'bob' })).toBe(false);
    expect(sees({ candidateGroups: ['expert'] })).toBe(false);
    expect(sees({ candidateGroups: ['expert'], assignee: 'ann' })).toBe(false);
    expect(sees({ candidateGroups: ['expert'], assignee: 'ann', named: 'ann' })).toBe(true);
  });

  it('shows of what is over one’s own and that of one’s units', () => {
    const ended = { institution: home, unit: 'school', assignee: null, completedBy: null };
    const sees = (actor: Actor, more: object = {}) => seesEndedTask(actor, { ...ended, ...more });
    expect([sees(clerk), sees(ofPermits), sees(partner)]).toEqual([true, false, false]);
    expect([sees(ofPermits, { unit: 'permits' }), sees(ofPermits, { unit: null })]).toEqual([true, true]);
    expect([sees(partner, { unit: null }), sees(partner, { assignee: 'ann' }), sees(partner, { completedBy: 'ann' })]).toEqual([
      ...[false, true, true],
    ]);
    expect([sees(ofPermits, { assignee: 'ann' }), sees(ofPermits, { completedBy: 'bob' })]).toEqual([true, false]);
    expect([sees(clerk, { institution: 'other' }), sees(systemActor, { institution: 'other' })]).toEqual([false, true]);
  });
});

/** With its parameters in their places. */
const told = ({ sql, parameters }: Condition) => {
  const rest = [...parameters];
  const text = sql.replaceAll('?', () => String(rest.shift()));
  expect(rest).toEqual([]);
  return text;
};

describe('What a list asks the database', () => {
  const lists = [visibleTasks, visibleHistoryTasks, visibleCases, visibleOfCases, visibleActivities];

  it('is one comparison for who reaches all of their institutions, and everything for the system', () => {
    for (const list of lists) {
      expect(told(list(clerk))).toBe('institution IN (home)');
      expect(told(list(systemActor))).toBe('1 = 1');
    }
    const both = ann([role('expert'), role('expert', { institution: 'other' })], { institutions: [home, 'other'] });
    expect(told(visibleCases(both))).toBe('institution IN (home,other)');
    expect(told(visibleCases(ann([], { institutions: [] })))).toBe('1 = 0');
    const mixed = ann([role('expert')], { institutions: [home, 'other'] });
    expect(told(visibleHistoryTasks(mixed))).toBe(
      '(institution IN (home) OR institution IN (other) AND (assignee IN (ann) OR completed_by IN (ann)))',
    );
    // of what belongs to a case a partner sees nothing
    expect(told(visibleOfCases(partner))).toBe('(institution IN (home) AND 1 = 0)');
  });

  const involved = [
    'id IN (SELECT instance_id FROM history_task WHERE assignee IN (ann))',
    'id IN (SELECT instance_id FROM history_task WHERE completed_by IN (ann))',
    'id IN (SELECT instance_id FROM task_signature WHERE account IN (ann))',
  ].join(' OR ');

  it('reads one index for each way in which a case may concern somebody', () => {
    const cases = `(unit IS NULL OR unit IN (permits,building)) OR started_by IN (ann) OR ${involved}`;
    const own = `(institution IN (home) AND (${cases}))`;
    expect(told(visibleCases(ofPermits))).toBe(own);
    expect(told(visibleOfCases(ofPermits))).toBe(
      `(institution IN (home) AND instance_id IN (SELECT id FROM history_instance WHERE institution IN (home) AND ${own}))`,
    );
    expect(told(visibleCases(partner))).toBe(
      `(institution IN (home) AND (${involved} OR id IN (SELECT instance_id FROM task WHERE ${told(visibleTasks(partner))})))`,
    );
    expect(told(visibleActivities(partner))).toBe(
      `(institution IN (home) AND (task_id IN (SELECT id FROM history_task WHERE ${told(visibleHistoryTasks(partner))}) OR task_id IN (SELECT id FROM task WHERE ${told(visibleTasks(partner))})))`,
    );
  });

  const candidate = (which: string) => `id IN (SELECT task_id FROM task_candidate WHERE ${which})`;
  const offered = (roles: string) => `(kind = 'user' AND candidate IN (ann) OR kind = 'group' AND candidate IN (${roles}))`;

  it('is one subquery without an OR around it for offers of who has roles in one institution', () => {
    expect(told(offeredTo(clerk))).toBe(`(institution IN (home) AND ${candidate(offered('case-handler'))})`);
    const two = ann([role('expert'), role('lawyer'), role('expert', { standsInFor: 'bob' })]);
    expect(told(offeredTo(two))).toBe(`(institution IN (home) AND ${candidate(offered('expert,lawyer'))})`);
  });

  it('gathers roles of the same units, and leaves out units of a role that is held everywhere', () => {
    const actor = ann([
      ofUnit('expert', 'a'),
      ofUnit('lawyer', 'a'),
      ofUnit('finance', 'b'),
      role('clerk'),
      ofUnit('clerk', 'c'),
    ]);
    const inUnits = (unit: string, roles: string) =>
      `institution IN (home) AND (unit IS NULL OR unit IN (${unit})) AND ${candidate(`kind = 'group' AND candidate IN (${roles})`)}`;
    expect(told(offeredTo(actor))).toBe(
      `(${[`institution IN (home) AND ${candidate(offered('clerk'))}`, inUnits('a', 'expert,lawyer'), inUnits('b', 'finance')].join(' OR ')})`,
    );
    expect(told(inUnit(['a', 'b']))).toBe('(unit IS NULL OR unit IN (a,b))');
  });

  it('asks of each task where most are offered, but gathers the few that name somebody', () => {
    const each = (which: string) => `(SELECT 1 FROM task_candidate WHERE task_id = task.id AND ${which} LIMIT 1) IS NOT NULL`;
    const named = `institution IN (home) AND ${candidate("kind = 'user' AND candidate IN (ann)")}`;
    const byRole = `institution IN (home) AND ${each("kind = 'group' AND candidate IN (case-handler)")}`;
    expect(told(offeredTo(clerk, 'any', 'each'))).toBe(`(${named} OR ${byRole})`);
    expect(told(offeredTo(ann([]), 'any', 'each'))).toBe(`(${named})`);
  });

  it('has also what names no role for administrators, but not for who stands in for them', () => {
    const admin = ann([role('administrator')], { isAdministrator: true, standsInFor: [bob] });
    const none = "kind = 'none' AND candidate = ''";
    expect(told(offeredTo(admin, 'own')).endsWith(` OR institution IN (home) AND ${candidate(none)})`)).toBe(true);
    expect(told(offeredTo(admin, 'substitute'))).not.toContain('none');
    expect(told(candidaciesOf(admin, 'own'))).toBe(
      `((kind = 'user' AND candidate IN (ann) OR kind = 'group' AND candidate IN (administrator)) OR ${none})`,
    );
    expect(told(candidaciesOf(admin, 'substitute'))).toMatch(/^\(kind = 'user' AND candidate IN \(bob\)/);
    expect(told(candidaciesOf(admin, 'substitute'))).not.toContain('none');
    const twice = ann([role('expert'), role('expert', { institution: 'other' })]);
    expect(told(candidaciesOf(twice, 'any'))).toBe(
      `(kind = 'user' AND candidate IN (ann) OR kind = 'group' AND candidate IN (expert))`,
    );
  });

  it('tells work for others from one’s own: held by them, or offered to them alone', () => {
    const actor = ann([role('expert'), role('lawyer', { standsInFor: 'bob' })], { standsInFor: [bob] });
    const offers = (account: string, key: string) =>
      `(institution IN (home) AND ${candidate(`(kind = 'user' AND candidate IN (${account}) OR kind = 'group' AND candidate IN (${key}))`)})`;
    expect(told(substituteTasks(actor))).toBe(
      `(assignee IN (bob) OR (assignee IS NULL AND ${offers('bob', 'lawyer')} AND NOT (${offers('ann', 'expert')})))`,
    );
    expect([standsInForAccount(actor, 'bob'), standsInForAccount(actor, 'cid'), standsInForAccount(actor, null)]).toEqual([
      ...[bob, undefined, undefined],
    ]);
  });
});
