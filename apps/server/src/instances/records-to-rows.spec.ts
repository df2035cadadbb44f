import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JournalRecord } from '@gaita/contracts';
import { recordKinds } from '@gaita/contracts';
import { RowChanges } from '../platform/write-plan.ts';
import { instanceApplier, newSalt } from './apply-instance-records.ts';
import type { ApplyContext, RecordApplier } from './record-applier.ts';
import { RecordAppliers } from './record-appliers.ts';
import {
  historyActivityTable,
  historyDecisionTable,
  historyInstanceTable,
  historyVariableTable,
  instanceTable,
  journalTable,
} from './tables.ts';
import { historyUndo } from './undo/history-undo.ts';
import { undoRule, UndoRules } from './undo/undo-rules.ts';

const place = { institution: 'town', definitionId: 'model-1', processKey: 'permit' };

describe('What happens in a case', () => {
  let changes: RowChanges;
  beforeEach(() => {
    changes = new RowChanges();
  });

  const apply = (record: object, more: Partial<ApplyContext> = {}) => {
    const context = {
      instance: { id: 'case', businessKey: 'K-1', ...place },
      now: 77,
      actor: 'anna',
      position: 900_003,
      changes,
      nameOf: (elementId: string) => (elementId === 'check' ? 'n'.repeat(600) : undefined),
      ...more,
    } as ApplyContext;
    const { kind } = record as JournalRecord;
    (instanceApplier[kind] as (record: object, context: ApplyContext) => void)(record, context);
  };
  const history = () => changes.get(historyInstanceTable, 'case');

  it('is in its history from the start event to its end, the reason cut to 500 characters', () => {
    apply({ kind: 'instanceStarted', startElementId: 'start' });
    expect(history()).toEqual({ startElementId: 'start' });
    apply({ kind: 'instanceStarted' });
    expect(history()).toEqual({ startElementId: null });
    apply({ kind: 'instanceEnded', outcome: 'terminated', endElementId: 'end', reason: 'r'.repeat(600) });
    expect(history()).toMatchObject({ endedAt: 77, outcome: 'terminated', endElementId: 'end', endReason: 'r'.repeat(500) });
    apply({ kind: 'instanceEnded', outcome: 'completed' });
    expect(history()).toMatchObject({ outcome: 'completed', endElementId: null, endReason: null });
  });

  it('is an entry for each activity, with its name then', () => {
    const entered = { kind: 'activityStarted', tokenId: 't', scopeId: 'case', elementId: 'check', elementType: 'userTask' };
    apply(entered);
    expect(changes.get(historyActivityTable, 't')).toEqual({
      ...place,
      id: 't',
      instanceId: 'case',
      position: 900_003,
      parentActivityInstanceId: 'case',
      elementId: 'check',
      elementType: 'userTask',
      elementName: 'n'.repeat(500),
      loopIndex: null,
      taskId: null,
      assignee: null,
      childInstanceId: null,
      startedAt: 77,
      endedAt: null,
      outcome: null,
    });
    apply({ ...entered, tokenId: 'u', elementId: 'call', loopIndex: 0, childInstanceId: 'called' });
    expect(changes.get(historyActivityTable, 'u')).toMatchObject({ elementName: null, loopIndex: 0, childInstanceId: 'called' });
    apply({ kind: 'activityEnded', tokenId: 'ended', outcome: 'failed' });
    expect(changes.get(historyActivityTable, 'ended')).toEqual({ endedAt: 77, outcome: 'failed' });
  });

  it('is a row for each variable, written anew with each value', () => {
    const written = { kind: 'variableWritten', variableId: 'v', scopeId: 'scope', name: 'trees', value: 3, version: 1 };
    apply(written);
    const salt = expect.stringMatching(/^[\w-]{16}$/) as unknown;
    const first = { value: 3, type: null, version: 1, updatedAt: 77, salt };
    expect(changes.list()).toEqual([
      {
        op: 'insert',
        table: historyVariableTable,
        row: { ...place, id: 'v', instanceId: 'case', scopeId: 'scope', name: 'trees', createdAt: 77, ...first },
      },
    ]);
    apply({ ...written, variableId: 'w', value: 4, type: 'Long', version: 2 });
    expect(changes.list()[1]).toEqual({
      op: 'update',
      table: historyVariableTable,
      id: 'w',
      set: { value: 4, type: 'Long', version: 2, updatedAt: 77, salt },
    });
    expect(newSalt()).not.toBe(newSalt());
  });

  it('makes it found by its subject, which is text of the case itself', () => {
    const written = { kind: 'variableWritten', variableId: 'v', scopeId: 'case', version: 1 };
    for (const [name, value, scopeId] of [
      ['trees', 'Oak'],
      ['subject', 3],
      ['subject', 'Inner', 'sub'],
    ] as const)
      apply({ ...written, name, value, ...(scopeId && { scopeId }) });
    expect(history()).toBeUndefined();
    for (const name of ['subject', 'title', 'serviceName']) {
      apply({ ...written, name, value: `Žoga ${name}` });
      expect(history()).toEqual({ search: `k-1 zoga ${name.toLowerCase()}` });
    }
  });

  it('is each decision that was evaluated, below the one that was asked for', () => {
    const decision = { decisionId: 'd'.repeat(200), inputs: [], matchedRules: ['r'], outputs: [], result: 1 };
    const evaluated = [
      { ...decision, decisionInstanceId: 'one', name: 'n'.repeat(600), decisionDefinitionId: 'definition' },
      { ...decision, decisionInstanceId: 'two', decisionId: 'fee' },
    ];
    apply({ kind: 'decisionEvaluated', tokenId: 't', elementId: 'rule', evaluated });
    const { decisionId: _, ...content } = decision;
    const row = {
      ...place,
      instanceId: 'case',
      activityInstanceId: 't',
      elementId: 'rule',
      rootDecisionId: 'two',
      evaluatedBy: 'anna',
      evaluatedAt: 77,
      content,
    };
    expect(changes.list()).toEqual(
      [
        {
          id: 'one',
          position: 0,
          decisionKey: 'd'.repeat(191),
          decisionName: 'n'.repeat(500),
          decisionDefinitionId: 'definition',
        },
        { id: 'two', position: 1, decisionKey: 'fee', decisionName: null, decisionDefinitionId: null },
      ].map((own) => ({ op: 'insert', table: historyDecisionTable, row: { ...row, ...own } })),
    );
    changes = new RowChanges();
    apply({ kind: 'decisionEvaluated', tokenId: 't', elementId: 'rule' });
    expect(changes.list()).toEqual([]);
  });

  it('is otherwise in the journal only', () => {
    for (const kind of ['flowTaken', 'escalationThrown', 'errorThrown', 'compensationTriggered', 'completionTakenBack'])
      apply({ kind });
    expect(changes.list()).toEqual([]);
  });

  it('is taken back by marking its entries and reading what else has changed', () => {
    const [activities, variables, decisions, instances] = historyUndo;
    expect(historyUndo.map(({ table }) => table)).toEqual([
      historyActivityTable,
      historyVariableTable,
      historyDecisionTable,
      historyInstanceTable,
    ]);
    expect(activities!.mark!(77)).toEqual({ endedAt: 77, outcome: 'canceled' });
    const open = { endedAt: null, outcome: null };
    for (const end of [{ endedAt: 1, outcome: 'completed' }, { endedAt: 1 }, { outcome: 'completed' }])
      expect(activities!.before!(end)).toEqual(open);
    for (const more of [{ endedAt: 1, assignee: 'ben' }, { assignee: 'ben', outcome: 'completed' }, { taskId: 't' }])
      expect(activities!.before!(more)).toBeUndefined();
    expect(variables!.before!({ value: 1 })).toEqual({});
    for (const rule of [variables, decisions, instances]) expect(rule!.mark).toBeUndefined();
    for (const rule of [decisions, instances]) expect(rule!.before).toBeUndefined();
  });

  describe('is turned into rows by one feature a kind', () => {
    const all = Object.fromEntries(recordKinds.map((kind) => [kind, () => undefined])) as RecordApplier;

    it('and each has one', () => {
      const appliers = new RecordAppliers(new UndoRules());
      const { flowTaken: _, errorThrown: __, ...some } = all;
      appliers.register(some);
      expect(() => appliers.checkComplete()).toThrow(
        /^No applier for journal records of kind (flowTaken, errorThrown|errorThrown, flowTaken)$/,
      );
      expect(() => appliers.apply({ kind: 'flowTaken' } as JournalRecord, {} as ApplyContext)).toThrow(
        'No applier for journal records of kind flowTaken',
      );
      expect(() => appliers.register({ jobCreated: () => undefined })).toThrow(
        'Two appliers for journal records of kind jobCreated',
      );
      appliers.register({ flowTaken: () => undefined, errorThrown: () => undefined });
      expect(() => appliers.checkComplete()).not.toThrow();
    });

    it('and others may note it behind that, with how it is taken back', () => {
      const rules = new UndoRules();
      const appliers = new RecordAppliers(rules);
      const told: unknown[] = [];
      const note = (who: string) => (record: JournalRecord, context: ApplyContext) => void told.push([who, record.kind, context]);
      appliers.observe(note('first'), [undoRule({ table: instanceTable })]);
      appliers.observe(note('second'));
      appliers.register({ flowTaken: note('own') }, [undoRule({ table: journalTable })]);
      const context = {} as ApplyContext;
      appliers.apply({ kind: 'flowTaken' } as JournalRecord, context);
      expect(told).toEqual(['own', 'first', 'second'].map((who) => [who, 'flowTaken', context]));
      expect([rules.of('instance')?.table, rules.of('journal')?.table]).toEqual([instanceTable, journalTable]);
    });
  });
});
