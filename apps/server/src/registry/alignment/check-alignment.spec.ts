import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AlignmentCheck } from '@gaita/contracts';
import type { AlignedPerson, AlignedRole, AlignmentFacts } from './check-alignment.ts';
import { checkAlignment } from './check-alignment.ts';

const redIn = (facts: AlignmentFacts): AlignmentCheck[] =>
  checkAlignment(facts)
    .filter(({ findings }) => findings.length > 0)
    .map(({ check }) => check);

const task = { processKey: 'permit', processName: 'Permit', elementId: 'draft', name: 'Draft', as: 'responsible' as const };

interface World {
  readonly facts: AlignmentFacts;
  readonly pick: number;
}

/** An office in which nothing is wrong: every role has two holders, everybody holds two roles, knows and can what they ask for. */
const alignedOffice: fc.Arbitrary<World> = fc
  .record({
    size: fc.integer({ min: 3, max: 7 }),
    versions: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 8, maxLength: 8 }),
    used: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    away: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    partner: fc.boolean(),
    pick: fc.nat(6),
  })
  .map(({ size, versions, used, away, partner, pick }) => {
    const roles: AlignedRole[] = Array.from({ length: size }, (_, at) => ({
      role: `role-${at}`,
      tasks: used[at] ? [task] : [],
      overdue: 0,
      version: versions[at]!,
      empty: [],
      requires: [`skill-${at}`],
    }));
    const people: AlignedPerson[] = roles.map((own, at) => {
      const next = roles[(at + 1) % size]!;
      return {
        account: `person-${at}`,
        name: `Person ${at}`,
        isPartner: false,
        roles: [own.role, next.role],
        acknowledged: new Map([own, next].map(({ role, version }) => [role, version])),
        competences: new Set([...own.requires, ...next.requires]),
        ...(away[at] && { away: { standIn: true, until: '2026-12-01' } }),
      };
    });
    // somebody from outside need not hold a role
    if (partner) people.push({ ...people[0]!, account: 'outside', isPartner: true, roles: [], acknowledged: new Map() });
    return { facts: { people, roles, pairs: [{ a: 'role-0', b: 'elsewhere', level: 'hard', reason: '' }] }, pick: pick % size };
  });

const withPerson = (facts: AlignmentFacts, at: number, change: (person: AlignedPerson) => AlignedPerson): AlignmentFacts => ({
  ...facts,
  people: facts.people.map((person, index) => (index === at ? change(person) : person)),
});
const withRole = (facts: AlignmentFacts, at: number, set: Partial<AlignedRole>): AlignmentFacts => ({
  ...facts,
  roles: facts.roles.map((role, index) => (index === at ? { ...role, ...set } : role)),
});
const nobodyHolds = (facts: AlignmentFacts, role: string): AlignmentFacts => ({
  ...facts,
  people: facts.people.map((person) => ({ ...person, roles: person.roles.filter((each) => each !== role) })),
});

/** One thing that goes wrong, and the one check that turns red for it. */
const mishaps: readonly (readonly [AlignmentCheck, (facts: AlignmentFacts, pick: number) => AlignmentFacts])[] = [
  ['role-unfilled', (facts, pick) => nobodyHolds(withRole(facts, pick, { tasks: [task] }), `role-${pick}`)],
  [
    'roles-incompatible',
    (facts, pick) => ({
      ...facts,
      pairs: [...facts.pairs, { a: `role-${pick}`, b: facts.people[pick]!.roles[1]!, level: 'soft', reason: 'four eyes' }],
    }),
  ],
  ['tasks-overdue', (facts, pick) => withRole(facts, pick, { overdue: 1 })],
  [
    'duties-unacknowledged',
    (facts, pick) =>
      withPerson(facts, pick, (person) => ({
        ...person,
        acknowledged: new Map([...person.acknowledged].filter(([role]) => role !== person.roles[0])),
      })),
  ],
  ['duties-unacknowledged', (facts, pick) => withRole(facts, pick, { version: facts.roles[pick]!.version + 1 })],
  ['person-without-duty', (facts, pick) => withPerson(facts, pick, (person) => ({ ...person, roles: [] }))],
  [
    'no-hand-over',
    (facts, pick) => withPerson(facts, pick, (person) => ({ ...person, away: { standIn: false, until: '2026-12-24' } })),
  ],
  [
    'competence-gap',
    (facts, pick) => withPerson(facts, pick, (person) => ({ ...person, competences: new Set([...person.competences].slice(1)) })),
  ],
  ['competence-gap', (facts, pick) => withRole(facts, pick, { requires: [...facts.roles[pick]!.requires, 'something new'] })],
  ['description-empty', (facts, pick) => withRole(facts, pick, { empty: ['duties'] })],
];

describe('The alignment of roles', () => {
  it('finds nothing wrong where nothing is', () => {
    fc.assert(fc.property(alignedOffice, ({ facts }) => expect(redIn(facts)).toEqual([])));
  });

  it.each(mishaps)('turns %s red for its one reason, and nothing else; green again when that is mended', (check, happen) => {
    fc.assert(
      fc.property(alignedOffice, ({ facts, pick }) => {
        expect(redIn(happen(facts, pick))).toEqual([check]);
        expect(redIn(facts)).toEqual([]);
      }),
    );
  });

  it('keeps what goes wrong apart: of two mishaps each has its own check, with its own finding', () => {
    const two = fc.tuple(fc.constantFrom(...mishaps), fc.constantFrom(...mishaps));
    fc.assert(
      fc.property(alignedOffice, two, ({ facts, pick }, [[one, first], [other, second]]) => {
        fc.pre(one !== other && one !== 'person-without-duty' && other !== 'person-without-duty');
        fc.pre(one !== 'role-unfilled' && other !== 'role-unfilled');
        expect(new Set(redIn(second(first(facts, pick), pick)))).toEqual(new Set([one, other]));
      }),
    );
  });

  it('leaves a role alone that nobody holds and no live process uses, and a partner without one', () => {
    const facts: AlignmentFacts = {
      people: [{ account: 'p', name: 'P', isPartner: true, roles: [], acknowledged: new Map(), competences: new Set() }],
      roles: [{ role: 'expert', tasks: [], overdue: 0, version: 1, empty: [], requires: ['law'] }],
      pairs: [],
    };
    expect(redIn(facts)).toEqual([]);
  });
});
