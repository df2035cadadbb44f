import { describe, expect, it } from '@jest/globals';
import { CalendarError, createCalendar } from '@gaita/calendar';
import type { Actor, Calendars } from '../identity/index.ts';
import type { Definition, Definitions, Forms } from '../models/index.ts';
import { VirtualClock } from '../platform/clock.ts';
import { Intake, mayStart, starters, startsIn } from './intake.ts';

const literal = (source: string) => ({ language: 'literal', source });
const userTask = (id: string, ...roles: string[]) => ({
  id,
  type: 'userTask',
  formKey: `${id}-form`,
  joint: [],
  consulted: [],
  candidateGroups: [...roles.map(literal), { language: 'feel', source: 'chosen' }],
});
const gateway = (id: string) => ({ id, type: 'exclusiveGateway' });
const start = { elementId: 'start', kind: 'none' };

/** A model around its nodes and flows, each `source>target`. */
const model = (flows: readonly string[], nodes: readonly object[], more: object = {}, starts: readonly object[] = [start]) =>
  ({
    row: { id: 'model-1', processKey: 'permit', name: 'Permit', institution: 'shared' },
    model: {
      texts: {},
      nodes: [{ id: 'start', type: 'startEvent' }, ...nodes],
      flows: flows.map((flow) => ({ source: flow.split('>')[0], target: flow.split('>')[1] })),
      candidateStarterGroups: [],
      candidateStarterUsers: [],
      ...more,
    },
    process: { startEvents: starts },
  }) as unknown as Definition;

const person = (account: string, ...roles: readonly (readonly [role: string, institution?: string])[]): Actor =>
  ({
    account,
    institution: 'home',
    roles: roles.map(([role, institution = 'town']) => ({ role, institution })),
    language: 'lv',
    isAdministrator: false,
  }) as unknown as Actor;
const lawyer = person('anna', ['lawyer']);
const plain = model(['start>check'], [userTask('check', 'lawyer')]);

describe('Who starts a case', () => {
  it('is whom the model names, by role or by name', () => {
    const named = model(['start>check'], [userTask('check', 'lawyer')], {
      candidateStarterGroups: ['finance'],
      candidateStarterUsers: ['ben'],
    });
    expect(starters(named)).toEqual({ roles: ['finance'], users: ['ben'] });
    const onlyBen = model(['start>check'], [userTask('check', 'lawyer')], { candidateStarterUsers: ['ben'] });
    expect(starters(onlyBen)).toEqual({ roles: [], users: ['ben'] });
    expect([mayStart(lawyer, named, 'town'), mayStart(person('ben'), named, 'town')]).toEqual([false, true]);
    expect([
      mayStart(person('eva', ['finance']), named, 'town'),
      mayStart(person('eva', ['finance', 'county']), named, 'town'),
    ]).toEqual([true, false]);
    expect(mayStart(person('ben'), onlyBen, 'town')).toBe(true);
  });

  it('is else whoever does the first task, also past gateways that only join', () => {
    expect(starters(plain)).toEqual({ roles: ['lawyer'], users: [] });
    const joined = model(['start>one', 'one>two', 'two>check'], [gateway('one'), gateway('two'), userTask('check', 'lawyer')]);
    expect(starters(joined).roles).toEqual(['lawyer']);
    expect([mayStart(lawyer, plain, 'town'), mayStart(person('eva', ['finance']), plain, 'town')]).toEqual([true, false]);
    expect(mayStart(person('admin', ['administrator']), plain, 'town')).toBe(true);
  });

  it('is else anybody who holds a role there', () => {
    const branching = model(['start>one', 'one>check', 'one>end'], [gateway('one'), userTask('check', 'lawyer')]);
    const working = model(['start>work', 'work>check'], [{ id: 'work', type: 'serviceTask' }, userTask('check', 'lawyer')]);
    const forking = model(['start>check', 'start>other'], [userTask('check', 'lawyer'), userTask('other', 'lawyer')]);
    const endless = model(['start>one', 'one>two', 'two>one'], [gateway('one'), gateway('two')]);
    const bare = model([], []);
    const elsewhere = model(['start>gone'], []);
    const byMail = model(['start>check'], [userTask('check', 'lawyer')], {}, [{ ...start, kind: 'message' }]);
    for (const each of [branching, working, forking, endless, bare, elsewhere, byMail]) {
      expect(starters(each)).toEqual({ roles: [], users: [] });
      expect([mayStart(person('eva', ['finance']), each, 'town'), mayStart(person('eva', ['finance']), each, 'county')]).toEqual([
        true,
        false,
      ]);
    }
  });

  it('does so in the institution of the first role, else in the own one', () => {
    expect([startsIn(person('eva', ['finance', 'county'], ['lawyer'])), startsIn(person('eva'))]).toEqual(['county', 'home']);
  });
});

describe('Before an application', () => {
  /** @param procedure what the calendar says of a procedure */
  const intake = (definition: Definition | undefined, procedure?: () => never) => {
    const calendar = createCalendar({ country: 'LV', movedDays: false });
    const definitions = { latest: async () => definition?.row, byId: async () => definition };
    const forms = { of: async (_: unknown, key: string) => (key === 'missing' ? undefined : { schema: key }) };
    return new Intake(
      definitions as unknown as Definitions,
      forms as unknown as Forms,
      { of: async () => (procedure ? { ...calendar, procedure } : calendar) } as unknown as Calendars,
      new VirtualClock(Date.UTC(2026, 2, 2, 9)),
    );
  };
  const of = async (definition: Definition | undefined, actor = lawyer, receivedOn?: string) =>
    intake(definition).of(actor, 'permit', receivedOn);

  it('there is nothing to say of what nobody starts by hand', async () => {
    expect(await of(undefined)).toBeUndefined();
    expect(await of(model([], [], {}, [{ elementId: 'mail', kind: 'message' }]))).toBeUndefined();
  });

  it('one learns no more than the model tells', async () => {
    const quiet = model([], []);
    expect(await of(quiet)).toStrictEqual({ key: 'permit', name: 'Permit', definitionId: 'model-1', mayStart: true, papers: [] });
  });

  it('one learns what to bring, what it costs and who applies, in one’s language or else in English', async () => {
    const told = (texts: object, papers: object) =>
      of(
        model([], [], {
          texts,
          documentation: 'To fell.',
          intake: { papers, fee: 4, applicant: 'name' },
          term: { due: '', received: 'on' },
        }),
      );
    expect(await told({ lv: { documentation: 'Nociršana.' } }, { en: ['Plan'], lv: ['Plāns'] })).toMatchObject({
      description: 'Nociršana.',
      papers: ['Plāns'],
      fee: 4,
      applicant: 'name',
      received: 'on',
    });
    const english = await told({ lv: {} }, { en: ['Plan'] });
    expect(english).toMatchObject({ description: 'To fell.', papers: ['Plan'] });
    expect(english).not.toHaveProperty('term');
    expect((await told({}, {}))!.papers).toEqual([]);
  });

  it('one gets the form of the start, or of the first task that one does alone', async () => {
    const formOf = async (definition: Definition, actor = lawyer) => {
      const found = (await of(definition, actor))!;
      return [found.form, found.formOf];
    };
    const withForm = (key: string) => model(['start>check'], [userTask('check', 'lawyer')], {}, [{ ...start, formKey: key }]);
    expect(await formOf(withForm('apply'), person('eva', ['finance']))).toEqual([{ schema: 'apply' }, 'start']);
    expect(await formOf(withForm('missing'))).toEqual([undefined, undefined]);
    expect(await formOf(plain)).toEqual([{ schema: 'check-form' }, 'first-task']);
    for (const other of [person('eva', ['finance']), person('eva', ['finance'], ['lawyer', 'county'])])
      expect(await formOf(plain, other)).toEqual([undefined, undefined]);
    const first = (more: object) => model(['start>check'], [{ ...userTask('check', 'finance', 'lawyer'), ...more }]);
    for (const shared of [
      { joint: ['finance'] },
      { consulted: [{ required: false }, { required: true }] },
      { formKey: undefined },
    ])
      expect(await formOf(first(shared))).toEqual([undefined, undefined]);
    expect((await formOf(first({ consulted: [{ required: false }] })))[1]).toBe('first-task');
  });

  it('one learns the legal term from the day of receipt, where the law knows one', async () => {
    const due = (rule: string) => model([], [], { term: { due: rule } });
    const termOf = async (rule: string, receivedOn?: string) => (await of(due(rule), lawyer, receivedOn))!.term;
    expect(await termOf('  legal: administrative-act ')).toMatchObject({ receivedOn: '2026-03-02', dueOn: '2026-04-02' });
    expect(await termOf('LEGAL:administrative-act', '2026-02-10')).toMatchObject({
      receivedOn: '2026-02-10',
      dueOn: '2026-03-10',
    });
    expect((await termOf('legal: administrative-act', '2026-03-03'))!.receivedOn).toBe('2026-03-02');
    for (const none of [
      'P30D',
      'legal:',
      'illegal: administrative-act',
      'legal: administrative-act soon',
      'legal: no-such-procedure',
    ])
      expect(await termOf(none)).toBeUndefined();
    const failing = (error: Error) =>
      intake(due('legal: administrative-act'), () => {
        throw error;
      }).of(lawyer, 'permit');
    expect(await failing(new CalendarError('what', 'where', 'advice'))).not.toHaveProperty('term');
    await expect(failing(new Error('broken'))).rejects.toThrow('broken');
  });
});
