import { createHash, randomBytes } from 'node:crypto';
import type { JournalRecord } from '@gaita/contracts';
import { searchText, subjectNames } from './case-subject.ts';
import type { RecordApplier } from './record-applier.ts';
import { historyActivityTable, historyDecisionTable, historyInstanceTable, historyVariableTable } from './tables.ts';

const inJournalOnly = (): void => {};

/** History of instances, activities and variables; start inserts, end updates, in the same commit. */
export const instanceApplier: RecordApplier = {
  instanceStarted: (record, { instance, changes }) =>
    changes.update(historyInstanceTable, instance.id, { startElementId: record.startElementId ?? null }),

  instanceEnded: (record, { instance, now, changes }) =>
    changes.update(historyInstanceTable, instance.id, {
      endedAt: now,
      outcome: record.outcome,
      endElementId: record.endElementId ?? null,
      endReason: record.reason?.slice(0, 500) ?? null,
    }),

  activityStarted: (record, { instance, now, position, changes, nameOf }) =>
    changes.insert(historyActivityTable, {
      id: record.tokenId,
      institution: instance.institution,
      instanceId: instance.id,
      definitionId: instance.definitionId,
      processKey: instance.processKey,
      position,
      parentActivityInstanceId: record.scopeId,
      elementId: record.elementId,
      elementType: record.elementType,
      elementName: nameOf(record.elementId)?.slice(0, 500) ?? null,
      loopIndex: record.loopIndex ?? null,
      taskId: null,
      assignee: null,
      childInstanceId: record.childInstanceId ?? null,
      startedAt: now,
      endedAt: null,
      outcome: null,
    }),

  activityEnded: (record, { now, changes }) =>
    changes.update(historyActivityTable, record.tokenId, { endedAt: now, outcome: record.outcome }),

  variableWritten: (record, { instance, now, changes }) => {
    if (record.scopeId === instance.id && typeof record.value === 'string' && isSubject(record.name))
      changes.update(historyInstanceTable, instance.id, { search: searchText(instance.businessKey, record.value) });
    const written = { value: record.value, type: record.type ?? null, version: record.version, updatedAt: now, salt: newSalt() };
    if (record.version > 1) changes.update(historyVariableTable, record.variableId, written);
    else
      changes.insert(historyVariableTable, {
        id: record.variableId,
        institution: instance.institution,
        instanceId: instance.id,
        definitionId: instance.definitionId,
        processKey: instance.processKey,
        scopeId: record.scopeId,
        name: record.name,
        createdAt: now,
        ...written,
      });
  },

  flowTaken: inJournalOnly,
  decisionEvaluated: ({ evaluated = [], tokenId, elementId }, { instance, now, actor, changes }) =>
    evaluated.forEach(({ decisionInstanceId, decisionId, decisionDefinitionId, name, ...content }, index) =>
      changes.insert(historyDecisionTable, {
        id: decisionInstanceId,
        institution: instance.institution,
        instanceId: instance.id,
        definitionId: instance.definitionId,
        processKey: instance.processKey,
        activityInstanceId: tokenId,
        elementId,
        rootDecisionId: evaluated.at(-1)!.decisionInstanceId,
        position: index,
        decisionKey: decisionId.slice(0, 191),
        decisionDefinitionId: decisionDefinitionId ?? null,
        decisionName: name?.slice(0, 500) ?? null,
        evaluatedBy: actor,
        evaluatedAt: now,
        content,
      }),
    ),
  escalationThrown: inJournalOnly,
  errorThrown: inJournalOnly,
  compensationTriggered: inJournalOnly,
  completionTakenBack: inJournalOnly,
};

const isSubject = (name: string): boolean => subjectNames.some((each) => each === name);

export const newSalt = (): string => randomBytes(12).toString('base64url');

/** A fingerprint that tells nothing without the salt; the salt goes when the value is erased. */
const saltedHash = (salt: string, value: unknown): string =>
  createHash('sha256').update(salt).update(JSON.stringify(value)).digest('base64url');

/** What may be of a person beside values: free text, and keys made of values. History, incidents and the audit have it in rows that can be emptied. */
const personal = ['reason', 'message', 'errorMessage', 'correlationKey', 'correlationVariables', 'localVariables'];

const withoutText = (record: object): object =>
  personal.some((property) => property in record)
    ? Object.fromEntries(Object.entries(record).filter(([property]) => !personal.includes(property)))
    : record;

/** The record as the journal keeps it, which the chain hashes for good: names and versions, values only as salted hashes, no free text. */
export function withoutValues(record: JournalRecord, saltOf: (variableId: string) => string | undefined): unknown {
  if (record.kind === 'variableWritten') {
    const { value, ...rest } = record;
    return { ...rest, hash: saltedHash(saltOf(record.variableId) ?? '', value) };
  }
  if (record.kind === 'decisionEvaluated') {
    const { result: _, evaluated: __, ...rest } = record;
    return rest;
  }
  if (record.kind === 'deliverySent') {
    const { variables, ...delivery } = record.delivery as { readonly variables?: object };
    return { ...record, delivery: { ...withoutText(delivery), ...(variables && { variableNames: Object.keys(variables) }) } };
  }
  return withoutText(record);
}
