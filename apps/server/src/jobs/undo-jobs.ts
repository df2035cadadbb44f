import { undoRule } from '../instances/index.ts';
import type { WakeTopic } from './apply-job-records.ts';
import { incidentTable, jobTable } from './tables.ts';

/** A completion whose jobs nobody has taken can be taken back; jobs that it ended are there again. */
export const jobUndo = (wake: WakeTopic) => [
  undoRule({
    table: jobTable,
    overtaken: (row, revision) =>
      row?.revision === revision ? undefined : { reason: 'job-taken', ...(row && { elementId: row.elementId }) },
    restored: ({ topic }, _, { afterCommit }) => {
      if (topic !== undefined) afterCommit(() => wake(topic));
    },
  }),
  undoRule({ table: incidentTable }),
];
