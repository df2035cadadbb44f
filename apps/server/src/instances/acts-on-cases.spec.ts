import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { CompiledProcess, TriggerPlace } from '@gaita/engine';
import { auditEntryTable } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { AdHocParts, mayGoOn } from './ad-hoc-parts.ts';
import { CancelInstance } from './cancel-instance.ts';
import type { Decide, Decision, Instances } from './command-instance.ts';
import type { FindCase } from './find-case.ts';

const command = { id: 'command', account: 'anna' };
const person = (...roles: readonly (readonly [role: string, unit?: string, institution?: string])[]): Actor =>
  ({
    account: 'anna',
    roles: roles.map(([role, unit, institution = 'town']) => ({ role, institution, ...(unit && { unit, within: [unit] }) })),
  }) as unknown as Actor;
const administrator = person(['administrator']);
const lawyer = person(['lawyer']);

const literal = (source: string) => ({ language: 'literal', source });
const task = (...candidateGroups: object[]) => ({ model: { type: 'userTask', candidateGroups } });
const part = (...nodes: object[]) => ({ model: { type: 'adHocSubProcess' }, inner: { nodes } });
const process = {
  nodes: new Map<string, object>([
    ['talks', part(task(literal('lawyer')), { model: { type: 'serviceTask', candidateGroups: [literal('finance')] } })],
    ['nested', part(part(task({ language: 'feel', source: 'finance' }), part(task(literal('expert')))))],
    ['open', part(task(literal('nobody-knows')), task())],
    ['empty', {}],
  ]),
} as unknown as CompiledProcess;
const town = { institution: 'town', unit: null };

describe('What people do with a case', () => {
  let decided: Decision<unknown> | Rejection;
  let places: TriggerPlace[];
  let isKnown: boolean;
  beforeEach(() => {
    places = [];
    isKnown = true;
  });

  const instances = {
    command: async (_: Command, instanceId: string, decide: Decide<unknown>) => {
      const at = async (place: TriggerPlace) => {
        places.push(place);
        return { scopes: { talk: { element: 'talks' } } };
      };
      decided = await decide({ row: { id: instanceId, ...town }, process, at, now: 77 } as never);
      return isRejection(decided) ? decided : decided.answer([]);
    },
  } as unknown as Instances;
  const cases = { find: async () => (isKnown ? {} : undefined) } as unknown as FindCase;
  const parts = new AdHocParts(instances, cases);
  const canceling = new CancelInstance(instances, cases);
  const unknown = rejected('instance-unknown', 'No case has the id case.', { instanceId: 'case' });

  const audit = () => {
    const changes = new RowChanges();
    (decided as Decision<unknown>).change!(changes, []);
    const [entry, ...more] = changes.list();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ op: 'insert', table: auditEntryTable });
    return (entry as { row: object }).row;
  };
  const entry = { at: 77, account: 'anna', institution: 'town', objectType: 'case', objectId: 'case', instanceId: 'case' };

  it('is to cancel it, with a reason, as its administrator', async () => {
    expect(await canceling.run(command, administrator, 'case', 'a mistake')).toEqual({ canceled: true });
    expect(decided).toMatchObject({ trigger: { type: 'cancel', reason: 'a mistake' } });
    expect(audit()).toMatchObject({ ...entry, act: 'case-canceled', details: { reason: 'a mistake' } });
    expect(await canceling.run(command, lawyer, 'case', 'a mistake')).toEqual(
      rejected('not-allowed', 'Only administrators of town may cancel this case.'),
    );
    isKnown = false;
    expect(await canceling.run(command, administrator, 'case', 'a mistake')).toEqual(unknown);
  });

  it('is to start a step of an ad-hoc part and to finish that, as who has a step in it', async () => {
    expect(await parts.start(command, lawyer, 'case', 'talk', 'note')).toEqual({ started: true });
    expect(decided).toMatchObject({ trigger: { type: 'startAdHocActivity', tokenId: 'talk', elementId: 'note' } });
    expect(audit()).toMatchObject({ ...entry, act: 'ad-hoc-step-started', details: { elementId: 'note' } });
    expect(await parts.finish(command, lawyer, 'case', 'talk')).toEqual({ finished: true });
    expect((decided as Decision<unknown>).trigger).toEqual({ type: 'completeAdHoc', tokenId: 'talk' });
    const finished = audit();
    expect(finished).toMatchObject({ ...entry, act: 'ad-hoc-part-finished' });
    expect((finished as { details?: unknown }).details ?? null).toBeNull();
    expect(places).toEqual([1, 2].map(() => ({ scopeId: 'talk', tokenId: 'talk' })));
  });

  it('is not for others, but of a part that is over everybody there learns that it is', async () => {
    const notAllowed = rejected('not-allowed', 'This part of the case is for whoever has a step in it in town.');
    expect(await parts.start(command, person(['finance']), 'case', 'talk', 'note')).toEqual(notAllowed);
    expect(await parts.finish(command, person(['finance']), 'case', 'over')).toEqual({ finished: true });
    for (const none of ['toString', 'over'])
      expect(await parts.finish(command, person(['lawyer', undefined, 'county']), 'case', none)).toEqual(notAllowed);
    isKnown = false;
    expect(await parts.finish(command, lawyer, 'case', 'talk')).toEqual(unknown);
  });

  it('is for the roles that its steps name, also deep inside, where they count', () => {
    const may = (actor: Actor, partId: string | undefined, unit: string | null = null) =>
      mayGoOn(actor, { ...town, unit }, process, partId);
    const [finance, expert] = [person(['finance']), person(['finance'], ['expert'])];
    expect([lawyer, finance, administrator].map((each) => may(each, 'talks'))).toEqual([true, false, true]);
    expect([lawyer, finance, expert].map((each) => may(each, 'nested'))).toEqual([false, false, true]);
    for (const free of ['open', 'empty', 'none', undefined])
      expect([finance, person(), person(['finance', undefined, 'county'])].map((each) => may(each, free))).toEqual([
        true,
        false,
        false,
      ]);
    const inUnit = person(['lawyer', 'harbour']);
    expect([may(inUnit, 'talks', 'harbour'), may(inUnit, 'talks', 'market')]).toEqual([true, false]);
  });
});
