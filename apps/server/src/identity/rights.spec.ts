import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { administers, holdsRole, rolesIn } from './actor.ts';
import { DemoPeople } from './demo-people/seed-demo-people.ts';
import { People } from './people.ts';
import { raiseRevisions } from './rights.ts';
import type { RoleAssignmentRow } from './tables.ts';
import { absenceTable, personTable, roleAssignmentTable, unitTable } from './tables.ts';
import type { IdentityApp } from './testing/identity-app.ts';
import { startIdentity, startOfScenario } from './testing/identity-app.ts';

const day = 86_400_000;
const home = 'dzelmes-novads';

describe.each(databaseNames)('The rights of people on %s', (name) => {
  let system: DatabaseSystem;
  let identity: IdentityApp;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    identity = await startIdentity(await system.newConfig({ GAITA_MODE: 'demo' }));
    await identity.get(DemoPeople).seed();
  });
  afterEach(() => identity.close());

  const personOf = async (account: string) => (await identity.get(People).byAccount(account))!;
  const actor = async (account: string) => identity.get(People).actorOf(await personOf(account), 'basic');
  const revisions = async () => {
    const rows = await identity.database.reader.find(personTable);
    return new Map(rows.map((row) => [row.account, row.revision]));
  };
  /** Does something to rights as a command would. @returns whose revision rose */
  const changing = async (accounts: readonly string[], describe: Parameters<IdentityApp['change']>[0]) => {
    const before = await revisions();
    const people = await Promise.all(accounts.map(personOf));
    await identity.change(describe);
    const raised = new RowChanges();
    const ids = people.map(({ id }) => id);
    await raiseRevisions(identity.database.reader, raised, ids, identity.clock.now());
    await identity.change((changes) => {
      for (const change of raised.list()) if (change.op === 'update') changes.update(personTable, change.id, change.set);
    });
    const after = await revisions();
    return [...after]
      .filter(([account, revision]) => before.get(account) !== revision)
      .map(([account]) => account)
      .sort();
  };
  const goAway = async (account: string, substitute: string | null, from = 0, days = 5) => {
    const [person, other] = [await personOf(account), substitute === null ? undefined : await personOf(substitute)];
    const startsAt = startOfScenario + from * day;
    return changing([account, ...(substitute === null ? [] : [substitute])], (changes) =>
      changes.insert(absenceTable, {
        id: `absence-${account}-${from}`,
        personId: person.id,
        substituteId: other?.id ?? null,
        startsAt,
        endsAt: startsAt + days * day,
        kind: 'leave',
        announcedBy: account,
        announcedAt: startOfScenario,
        revokedAt: null,
        revision: 1,
      }),
    );
  };
  const give = async (account: string, role: string, more: Partial<RoleAssignmentRow> = {}) => {
    const { id } = await personOf(account);
    return changing([account], (changes) =>
      changes.insert(roleAssignmentTable, {
        id: `given-${account}-${role}`,
        personId: id,
        role,
        institution: home,
        unit: null,
        service: null,
        validFrom: 0,
        validTo: null,
        revision: 1,
        ...more,
      }),
    );
  };

  it('pass to the substitute for the days of the absence, and nobody has to do anything when they begin or end', async () => {
    await goAway('decision-maker-1', 'lawyer-1', 1, 2);
    expect(holdsRole(await actor('lawyer-1'), 'decision-maker')).toBe(false);
    identity.clock.advance(day);
    const standing = await actor('lawyer-1');
    expect(standing.roles).toEqual([
      { role: 'lawyer', institution: home },
      { role: 'decision-maker', institution: home, standsInFor: 'decision-maker-1' },
    ]);
    expect(standing.standsInFor).toEqual([
      { account: 'decision-maker-1', name: (await personOf('decision-maker-1')).name, until: startOfScenario + 3 * day },
    ]);
    // who is away keeps what is theirs
    expect(holdsRole(await actor('decision-maker-1'), 'decision-maker')).toBe(true);
    identity.clock.advance(2 * day);
    expect((await actor('lawyer-1')).standsInFor).toEqual([]);
  });

  it('pass on where the substitute is away too, and the revision of all of them rises', async () => {
    expect(await goAway('decision-maker-1', 'lawyer-1', 0, 5)).toEqual(['decision-maker-1', 'lawyer-1']);
    expect(await goAway('lawyer-1', 'lawyer-2', 1, 2)).toEqual(['lawyer-1', 'lawyer-2']);
    identity.clock.advance(day);
    expect(holdsRole(await actor('lawyer-1'), 'decision-maker')).toBe(false);
    expect((await actor('lawyer-2')).standsInFor.map(({ account }) => account)).toEqual(['decision-maker-1', 'lawyer-1']);
    // a role that is given to the first of them counts for the last at once
    expect(await give('decision-maker-1', 'finance')).toEqual(['decision-maker-1', 'lawyer-1', 'lawyer-2']);
    expect(holdsRole(await actor('lawyer-2'), 'finance', home)).toBe(true);
    identity.clock.advance(2 * day);
    expect(holdsRole(await actor('lawyer-2'), 'finance', home)).toBe(false);
    expect(holdsRole(await actor('lawyer-1'), 'finance', home)).toBe(true);
  });

  it('end with the account of who is away', async () => {
    await goAway('decision-maker-1', 'lawyer-1');
    const { id } = await personOf('decision-maker-1');
    await changing(['decision-maker-1'], (changes) => changes.update(personTable, id, { active: false }));
    expect((await actor('lawyer-1')).standsInFor).toEqual([]);
  });

  it('of a role held in a unit count there and below, and for what belongs to no unit', async () => {
    await identity.change((changes) => {
      const unit = { institution: home, names: { en: 'Unit' }, active: true, revision: 1 };
      changes.insert(unitTable, { ...unit, id: 'office', parent: null });
      changes.insert(unitTable, { ...unit, id: 'permits', parent: 'office' });
      changes.insert(unitTable, { ...unit, id: 'school', parent: null });
    });
    await give('lawyer-1', 'expert', { unit: 'office' });
    await give('lawyer-2', 'expert', { unit: 'permits' });
    await give('finance-1', 'administrator', { unit: 'office' });
    const [wide, narrow] = [await actor('lawyer-1'), await actor('lawyer-2')];
    const where = ['office', 'permits', 'school', null];
    expect(where.map((unit) => holdsRole(wide, 'expert', home, unit))).toEqual([true, true, false, true]);
    expect(where.map((unit) => holdsRole(narrow, 'expert', home, unit))).toEqual([false, true, false, true]);
    expect(rolesIn(narrow, home, 'school')).toEqual(['lawyer']);
    expect(rolesIn(narrow, home).sort()).toEqual(['expert', 'lawyer']);
    // the whole institution is administered only by who holds the role in all of it
    const ofUnit = await actor('finance-1');
    expect([administers(ofUnit, home), ofUnit.isAdministrator]).toEqual([false, false]);
  });
});
