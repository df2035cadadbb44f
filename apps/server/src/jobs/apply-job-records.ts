import type { RecordApplier } from '../instances/index.ts';
import { continueTopic, defaultRetries } from './job-rules.ts';
import { incidentTable, jobTable } from './tables.ts';

/** Tells whoever does the work of a topic that there is some. Never throws. */
export type WakeTopic = (topic: string) => void;

/** Rows of jobs and incidents. Locks, tries and fencing are the commands' to change. */
export const jobApplier = (wake: WakeTopic): RecordApplier => ({
  jobCreated: (record, { instance, now, changes, afterCommit }) => {
    const topic = record.jobType === 'continue' ? continueTopic : (record.topic ?? '');
    changes.insert(jobTable, {
      id: record.jobId,
      institution: instance.institution,
      instanceId: instance.id,
      definitionId: instance.definitionId,
      processKey: instance.processKey,
      businessKey: instance.businessKey,
      tokenId: record.tokenId,
      scopeId: record.scopeId,
      elementId: record.elementId,
      jobType: record.jobType,
      topic,
      priority: record.priority,
      retries: record.retries ?? record.retryIntervals?.length ?? defaultRetries,
      retryIntervals: record.retryIntervals ?? null,
      failures: 0,
      lockOwner: null,
      lockExpiresAt: null,
      lockNumber: 0,
      availableAt: now,
      errorMessage: null,
      errorDetails: null,
      createdAt: now,
      revision: 1,
    });
    afterCommit(() => wake(topic));
  },
  jobCompleted: ({ jobId }, { changes }) => changes.delete(jobTable, jobId),
  jobCanceled: ({ jobId }, { changes }) => changes.delete(jobTable, jobId),

  incidentRaised: (record, { instance, now, changes }) =>
    changes.insert(incidentTable, {
      id: record.incidentId,
      institution: instance.institution,
      instanceId: instance.id,
      definitionId: instance.definitionId,
      processKey: instance.processKey,
      businessKey: instance.businessKey,
      tokenId: record.tokenId,
      scopeId: record.scopeId,
      elementId: record.elementId,
      incidentType: record.incidentType,
      message: record.message,
      jobId: record.jobId ?? null,
      raisedAt: now,
    }),
  incidentResolved: ({ incidentId }, { changes }) => changes.delete(incidentTable, incidentId),
});
