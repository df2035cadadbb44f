import type { Line } from './line.ts';
import { anyone, line, of, only, whoSees } from './line.ts';
import { colleague } from './make-objects.ts';
import { elsewhere } from './models.ts';
import type { Who } from './who.ts';
import { administersHere, amongThem, isAdministrator, isRole } from './who.ts';

const nowhere: Line['at'] = () => ({ id: 'unknown' });
const empty = () => ({});
const note = () => ({ text: 'A note' });
const auditors = ['internal-auditor', 'data-protection-officer', 'administrator'] as const;
const officers = ['data-protection-officer', 'administrator'] as const;
const why = () => ({ reason: 'because' });
/** Notes and documents are changed by whom they are of: the case handler of the unit. */
const theirs = whoSees(amongThem(['case-handler']));
const mine =
  (status = 200) =>
  ({ account }: Who): number =>
    account === 'case-handler.unit' ? status : 404;
/** Data protection officers of a unit are not ones of the institution. */
const guardians = (status = 200) => only(officers, (who) => (administersHere(who) ? status : 404));
const officerElsewhere = (status: number, others: number) =>
  only(['data-protection-officer'], (who) => (who.place === 'elsewhere' ? status : others));
const changing = (route: string, scope: Line['scope'], due: Line['due'], at: Line['at'], body?: Line['body']): Line =>
  line(route, scope, due, { ...(at && { at }), ...(body && { body }), changes: true });
const subject = () => ({ kind: 'staff', identifier: colleague });

/** Notes, documents, the audit and what is done with personal data. */
export const records: readonly Line[] = [
  line('GET /api/v1/cases/:id/notes', 'cases:read', whoSees(), { at: of('case') }),
  line('POST /api/v1/cases/:id/notes', 'cases:write', whoSees(), { at: of('case'), body: note }),
  line('POST /api/v1/tasks/:id/notes', 'tasks:write', whoSees(), { at: of('task'), body: note }),
  changing('PUT /api/v1/notes/:id', 'cases:write', theirs, of('note'), note),
  changing('DELETE /api/v1/notes/:id', 'cases:write', theirs, of('note')),
  changing('POST /api/v1/notes/:id/restore', 'cases:write', theirs, of('deletedNote')),
  line('GET /api/v1/cases/:id/acts', 'cases:read', whoSees(), { at: of('case') }),
  line('GET /api/v1/cases/:id/readers', 'cases:read', whoSees(), { at: of('case') }),
  line('GET /api/v1/cases/:id/applicant', 'cases:read', whoSees(), { at: of('case') }),
  line('GET /api/v1/cases/:id/attachments', 'cases:read', whoSees(), { at: of('case') }),
  line('POST /api/v1/cases/:id/uploads', 'cases:write', whoSees(), { at: of('case'), body: () => ({ name: 'a.pdf', size: 10 }) }),
  line('GET /api/v1/uploads/:id', 'cases:read', mine(), { at: of('upload') }),
  line('PUT /api/v1/uploads/:id', 'cases:write', mine(), {
    at: of('upload'),
    query: '?offset=0',
    body: () => Buffer.from('hello'),
  }),
  changing('POST /api/v1/uploads/:id/finish', 'cases:write', mine(), of('upload')),
  // to cancel what is not there, or not one's own, changes nothing
  line('DELETE /api/v1/uploads/:id', 'cases:write', anyone(204), { at: nowhere }),
  line('GET /api/v1/attachments/:id/content', 'cases:read', whoSees(), { at: of('attachment') }),
  line('GET /api/v1/attachments/:id/preview', 'cases:read', whoSees(), { at: of('attachment') }),
  changing('DELETE /api/v1/attachments/:id', 'cases:write', theirs, of('attachment')),
  changing('POST /api/v1/attachments/:id/restore', 'cases:write', mine(), of('removedAttachment')),

  line('GET /api/v1/audit/entries', 'admin', only(auditors)),
  line('GET /api/v1/audit/head', 'admin', only(auditors)),
  line('POST /api/v1/audit/verify', 'admin', only(auditors, 202), { body: empty }),
  line('POST /api/v1/audit/export', 'admin', only(auditors, 202), { body: empty }),
  line('GET /api/v1/privacy/retention', 'admin', only(officers)),
  line('PUT /api/v1/privacy/retention/:processKey', 'admin', officerElsewhere(200, 403), {
    at: () => ({ processKey: 'matrix-there' }),
    body: () => ({ institution: elsewhere, period: 'P5Y', ground: 'the law', revision: 0 }),
  }),
  line('GET /api/v1/privacy/holds', 'admin', only(officers)),
  changing('POST /api/v1/privacy/holds', 'admin', guardians(201), undefined, async (objects) => ({
    case: await objects.get('case'),
    ...why(),
  })),
  changing('POST /api/v1/privacy/holds/:id/lift', 'admin', guardians(), of('hold'), why),
  line('POST /api/v1/privacy/find', 'admin', guardians(), { body: subject }),
  line('POST /api/v1/privacy/exports', 'admin', guardians(202), { body: subject }),
  line('GET /api/v1/privacy/erasures', 'admin', only(officers)),
  changing('POST /api/v1/privacy/erasures', 'admin', officerElsewhere(201, 403), undefined, async (objects) => ({
    kind: 'staff',
    identifier: await objects.get('personElsewhere'),
    ...why(),
  })),
  // decided elsewhere: executed by an administrator there
  changing(
    'POST /api/v1/privacy/erasures/:id/execute',
    'admin',
    (who) => (!isAdministrator(who) ? 403 : who.place === 'elsewhere' ? 202 : 404),
    of('erasure'),
  ),
  changing('POST /api/v1/privacy/erasures/:id/withdraw', 'admin', officerElsewhere(200, 404), of('erasure')),
  ...['', '/file'].map((part) =>
    line(
      `GET /api/v1/privacy/jobs/:id${part}`,
      'admin',
      (who) => (!isRole(who, auditors) ? 403 : who.account === 'administrator.unit' ? 200 : 404),
      { at: of('privacyJob'), ...(part !== '' && { query: '?format=json' }) },
    ),
  ),
];
