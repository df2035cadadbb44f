const unfinished = 'nobody else sees what is not handed in; the hand-in leaves the entry';
const ownLook = 'how somebody looks at work, not what they do';
const asksOnly = 'asks only, by POST because of its length or its values; nothing is kept';
const asSeen = 'recorded by the access log, as what was seen';

/** Routes of changing methods that leave no entry in the audit with their success, and why. All others do. */
export const unrecorded: ReadonlyMap<string, string> = new Map([
  ['PUT /api/v1/tasks/:id/draft', unfinished],
  ['DELETE /api/v1/tasks/:id/draft', unfinished],
  ['PUT /api/v1/processes/:key/draft', unfinished],
  ['DELETE /api/v1/processes/:key/draft', unfinished],
  ['POST /api/v1/cases/:id/uploads', unfinished],
  ['POST /api/v1/processes/:key/uploads', unfinished],
  ['PUT /api/v1/uploads/:id', unfinished],
  ['DELETE /api/v1/uploads/:id', unfinished],
  ['PUT /api/v1/session/preferences', ownLook],
  ['POST /api/v1/views', ownLook],
  ['PUT /api/v1/views/:id', ownLook],
  ['DELETE /api/v1/views/:id', ownLook],
  ['POST /api/v1/bulk/tasks', 'the change of each task leaves its own'],
  ['POST /api/v1/bulk/jobs/:id/retry', 'the change of each task leaves its own'],
  ['POST /engine-rest/external-task/:id/extendLock', 'a worker takes longer; what comes of it leaves one'],
  ['POST /engine-rest/external-task/fetchAndLock', asSeen],
  ['POST /api/v1/audit/verify', asSeen],
  ['POST /api/v1/audit/export', asSeen],
  ['POST /api/v1/privacy/find', asSeen],
  ['POST /api/v1/privacy/exports', asSeen],
  ['POST /api/v1/registry/absences/preview', asksOnly],
  ['POST /engine-rest/external-task', asksOnly],
  ['POST /engine-rest/external-task/count', asksOnly],
  ['POST /engine-rest/decision-definition/:id/evaluate', asksOnly],
  ['POST /engine-rest/decision-definition/key/:key/evaluate', asksOnly],
  ['POST /engine-rest/decision-definition/key/:key/tenant-id/:tenant/evaluate', asksOnly],
]);

/** Routes that show what a case holds: whoever gets an answer is in the access log. */
export const traced: ReadonlySet<string> = new Set([
  'GET /api/v1/tasks/:id',
  'GET /api/v1/cases/:id',
  'GET /api/v1/cases/:id/acts',
  'GET /api/v1/cases/:id/applicant',
  'GET /api/v1/cases/:id/attachments',
  'GET /api/v1/cases/:id/clock',
  'GET /api/v1/cases/:id/duties',
  'GET /api/v1/cases/:id/notes',
  'GET /api/v1/cases/:id/opinions',
  'GET /api/v1/attachments/:id/content',
  'GET /api/v1/attachments/:id/preview',
  'GET /api/v1/audit/entries',
  'GET /engine-rest/task/:id/comment',
  'GET /engine-rest/task/:id/variables',
  'GET /engine-rest/process-instance/:id/variables',
  'GET /engine-rest/history/decision-instance/:id',
  'GET /engine-rest/incident/:id',
]);
