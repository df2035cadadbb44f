import type { Line } from './line.ts';
import { anyone, line, only, whoSees } from './line.ts';

const ofCase: Line['at'] = (objects) => ({ id: objects.case });
const ofTask: Line['at'] = (objects) => ({ id: objects.task });
const ofProcess: Line['at'] = () => ({ key: 'matrix-work', processKey: 'matrix-work' });
const nowhere: Line['at'] = () => ({ id: 'unknown' });
const empty = () => ({});
const note = () => ({ text: 'A note' });
const auditors = ['internal-auditor', 'data-protection-officer', 'administrator'] as const;
const officers = ['data-protection-officer', 'administrator'] as const;
const subject = () => ({ kind: 'staff', identifier: 'unknown' });

/** Notes, documents, the audit and what is done with personal data. */
export const records: readonly Line[] = [
  line('GET /api/v1/cases/:id/notes', 'cases:read', whoSees(), { at: ofCase }),
  line('POST /api/v1/cases/:id/notes', 'cases:write', whoSees(), { at: ofCase, body: note }),
  line('POST /api/v1/tasks/:id/notes', 'tasks:write', whoSees(), { at: ofTask, body: note }),
  line('PUT /api/v1/notes/:id', 'cases:write', anyone(404), { at: nowhere, body: note }),
  line('DELETE /api/v1/notes/:id', 'cases:write', anyone(404), { at: nowhere }),
  line('POST /api/v1/notes/:id/restore', 'cases:write', anyone(404), { at: nowhere }),
  line('GET /api/v1/cases/:id/readers', 'cases:read', whoSees(), { at: ofCase }),
  line('GET /api/v1/cases/:id/applicant', 'cases:read', whoSees(), { at: ofCase }),
  line('GET /api/v1/cases/:id/attachments', 'cases:read', whoSees(), { at: ofCase }),
  line('POST /api/v1/cases/:id/uploads', 'cases:write', whoSees(), { at: ofCase, body: () => ({ name: 'a.pdf', size: 10 }) }),
  line('GET /api/v1/uploads/:id', 'cases:read', anyone(404), { at: nowhere }),
  line('PUT /api/v1/uploads/:id', 'cases:write', anyone(400), { at: nowhere }),
  line('POST /api/v1/uploads/:id/finish', 'cases:write', anyone(404), { at: nowhere }),
  line('DELETE /api/v1/uploads/:id', 'cases:write', anyone(204), { at: nowhere }),
  line('GET /api/v1/attachments/:id/content', 'cases:read', anyone(404), { at: nowhere }),
  line('GET /api/v1/attachments/:id/preview', 'cases:read', anyone(404), { at: nowhere }),
  line('DELETE /api/v1/attachments/:id', 'cases:write', anyone(404), { at: nowhere }),
  line('POST /api/v1/attachments/:id/restore', 'cases:write', anyone(404), { at: nowhere }),
  line('GET /api/v1/processes/:key/intake', 'cases:read', (who) => (who.place === 'elsewhere' ? 404 : 200), { at: ofProcess }),
  line('GET /api/v1/processes/:key/duplicates', 'cases:read', anyone(), { at: ofProcess, query: '?applicant=Anna' }),

  line('GET /api/v1/audit/entries', 'admin', only(auditors)),
  line('GET /api/v1/audit/head', 'admin', only(auditors)),
  line('POST /api/v1/audit/verify', 'admin', only(auditors, 202), { body: empty }),
  line('POST /api/v1/audit/export', 'admin', only(auditors, 202), { body: empty }),
  line('GET /api/v1/privacy/retention', 'admin', only(officers)),
  line('PUT /api/v1/privacy/retention/:processKey', 'admin', only(['data-protection-officer'], 400), {
    at: ofProcess,
    body: empty,
  }),
  line('GET /api/v1/privacy/holds', 'admin', only(officers)),
  line('POST /api/v1/privacy/holds', 'admin', only(officers, 400), { body: empty }),
  line('POST /api/v1/privacy/holds/:id/lift', 'admin', only(officers, 404), { at: nowhere, body: () => ({ reason: 'x' }) }),
  line('POST /api/v1/privacy/find', 'admin', only(officers, 404), { body: subject }),
  line('POST /api/v1/privacy/exports', 'admin', only(officers, 404), { body: subject }),
  line('GET /api/v1/privacy/erasures', 'admin', only(officers)),
  line('POST /api/v1/privacy/erasures', 'admin', only(['data-protection-officer'], 400), { body: empty }),
  line('POST /api/v1/privacy/erasures/:id/execute', 'admin', only(['administrator'], 404), { at: nowhere }),
  line('POST /api/v1/privacy/erasures/:id/withdraw', 'admin', only(['data-protection-officer'], 404), { at: nowhere }),
  line('GET /api/v1/privacy/jobs/:id', 'admin', only(auditors, 404), { at: nowhere }),
  line('GET /api/v1/privacy/jobs/:id/file', 'admin', only(auditors, 404), { at: nowhere, query: '?format=json' }),
];
