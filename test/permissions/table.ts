import type { Line } from './line.ts';
import { administrators, administratorsHere, anyone, line, of, only, whoSees } from './line.ts';
import { models } from './models.ts';
import { engineRest } from './table-engine-rest.ts';
import { records } from './table-records.ts';
import { registry } from './table-registry.ts';
import { tasks } from './table-tasks.ts';
import type { Who } from './who.ts';
import { administersHere, amongThem, isRole } from './who.ts';

const ofProcess: Line['at'] = () => ({ key: 'matrix-work' });
const nowhere: Line['at'] = () => ({ id: 'unknown' });
const draft = () => ({ seen: 0, values: { note: 'x' } });
const words = () => ({ ground: 'x', reason: 'x', notice: 'x' });
/** Definitions are for all of their institution. */
const ofInstitution =
  (status = 200) =>
  (who: Who): number =>
    who.place === 'elsewhere' ? 404 : status;
/** Who does its first task, and administrators. */
const starts =
  (done: number) =>
  (who: Who): number =>
    who.place === 'elsewhere' ? 404 : isRole(who, ['case-handler', 'administrator']) ? done : 403;
const senders = only(['administrator', 'front-desk', 'case-handler']);
const stoppers = amongThem(['case-handler', 'decision-maker', 'department-head', 'service-manager']);
/** Who has a step in the part. */
const ofPart = (who: Who): number => (isRole(who, ['case-handler']) || administersHere(who) ? 200 : 403);
const startOfPart = () => ({ elementId: 'step' });
const changing = (route: string, scope: Line['scope'], due: Line['due'], at: Line['at'], body?: Line['body']): Line =>
  line(route, scope, due, { ...(at && { at }), ...(body && { body }), changes: true });
const ofAdHocPart: Line['at'] = async (objects) => ({
  id: await objects.get('adHocCase'),
  partId: await objects.get('adHocPart'),
});

/**
 * Who gets which answer from each route of the server, asked with what whoever may do it would send, about objects of a unit
 * (`make-objects.ts`). Read it as the rule: 401 and tokens' scopes are asked of every line besides. A route needs one line at least:
 *
 *     line('POST /api/v1/tasks/:id/claim', 'tasks:write', whoSees(caseHandlers), { at: of('task'), changes: true }),
 */
export const table: readonly Line[] = [
  ...engineRest,
  ...records,
  ...registry,
  ...tasks,

  line('GET /api/v1/demo-accounts', 'public', anyone()),
  line('GET /api/v1/sign-in-options', 'public', anyone()),
  line('GET /api/v1/session/oidc', 'public', anyone(302)),
  line('GET /api/v1/session/oidc/callback', 'public', anyone(302)),
  line('POST /api/v1/first-administrator', 'public', anyone(400)),
  line('POST /api/v1/password-link', 'public', anyone(400)),
  line('POST /api/v1/session', 'public', anyone(400)),

  line('GET /api/v1/session', 'none', anyone()),
  // by Basic nobody has a session
  line('DELETE /api/v1/session', 'none', anyone(204), { idle: true }),
  line('GET /api/v1/session/list', 'none', anyone()),
  line('DELETE /api/v1/session/list', 'none', anyone(204), { idle: true }),
  line('DELETE /api/v1/session/list/:id', 'none', anyone(204), { at: nowhere, idle: true }),
  line('GET /api/v1/session/preferences', 'none', anyone()),
  line('PUT /api/v1/session/preferences', 'none', anyone(), { body: () => ({ textSize: 100 }) }),
  // only one's own: with it the test would lock itself out
  line('PUT /api/v1/session/password', 'none', anyone(400), { body: () => ({}) }),
  line('GET /api/v1/tokens', 'none', anyone()),
  line('POST /api/v1/tokens', 'none', anyone(201), { body: () => ({ name: 'mine', scopes: ['tasks:read'], days: 1 }) }),
  changing(
    'DELETE /api/v1/tokens/:id',
    'none',
    (who) => (who.account === 'case-handler.unit' || administersHere(who) ? 200 : 404),
    of('token'),
  ),
  line('GET /api/v1/live', 'tasks:read', anyone()),

  line('GET /api/v1/processes', 'cases:read', anyone()),
  line('GET /api/v1/processes/:key', 'cases:read', ofInstitution(), { at: ofProcess }),
  line('POST /api/v1/processes/:key/start', 'cases:write', starts(201), { at: ofProcess, body: () => ({}) }),
  // a case belongs to a unit of its institution, or is not started
  line('POST /api/v1/processes/:key/start', 'cases:write', starts(201), {
    at: ofProcess,
    body: () => ({ unit: 'matrix-sibling' }),
  }),
  line('POST /api/v1/processes/:key/start', 'cases:write', starts(400), {
    at: ofProcess,
    body: () => ({ unit: 'matrix-elsewhere' }),
  }),
  line('GET /api/v1/processes/:key/draft', 'cases:read', ofInstitution(), { at: ofProcess }),
  line('PUT /api/v1/processes/:key/draft', 'cases:write', ofInstitution(), { at: ofProcess, body: draft }),
  line('DELETE /api/v1/processes/:key/draft', 'cases:write', anyone(204), { at: ofProcess }),
  line('GET /api/v1/processes/:key/attachments', 'cases:read', starts(200), { at: ofProcess }),
  line('POST /api/v1/processes/:key/uploads', 'cases:write', starts(200), {
    at: ofProcess,
    body: () => ({ name: 'a.pdf', size: 10 }),
  }),
  line('GET /api/v1/processes/:key/intake', 'cases:read', ofInstitution(), { at: ofProcess }),
  line('GET /api/v1/processes/:key/duplicates', 'cases:read', anyone(), { at: ofProcess, query: '?applicant=Anna' }),
  line('GET /api/v1/definitions/:id/xml', 'cases:read', ofInstitution(), { at: of('definition') }),
  line('GET /api/v1/definitions/:id/fields', 'cases:read', ofInstitution(), { at: of('definition') }),
  line(
    'POST /api/v1/deployments',
    'models:deploy',
    administrators((who) => (administersHere(who) ? 201 : 403)),
    {
      body: () => ({
        name: 'mine',
        institution: 'dzelmes-novads',
        resources: [{ name: 'mine.bpmn', content: models['steps.bpmn'].replaceAll('matrix-steps', 'matrix-mine') }],
      }),
      alone: true,
    },
  ),

  line('GET /api/v1/cases', 'cases:read', anyone()),
  line('GET /api/v1/cases/:id', 'cases:read', whoSees(), { at: of('case') }),
  line('GET /api/v1/cases/:id/waits', 'cases:read', whoSees(), { at: of('case') }),
  changing('POST /api/v1/cases/:id/cancel', 'admin', administratorsHere(), of('case'), () => ({ reason: 'test' })),
  line('GET /api/v1/cases/:id/clock', 'cases:read', whoSees(), { at: of('clockCase') }),
  changing('POST /api/v1/cases/:id/clock/stop', 'cases:write', whoSees(stoppers), of('clockCase'), words),
  changing('POST /api/v1/cases/:id/clock/resume', 'cases:write', whoSees(stoppers), of('stoppedCase'), () => ({})),
  changing('POST /api/v1/cases/:id/clock/extend', 'cases:write', whoSees(amongThem(['decision-maker'])), of('clockCase'), words),
  changing('POST /api/v1/cases/:id/ad-hoc/:partId/start', 'cases:write', whoSees(ofPart), ofAdHocPart, startOfPart),
  changing('POST /api/v1/cases/:id/ad-hoc/:partId/finish', 'cases:write', whoSees(ofPart), ofAdHocPart),
  line('POST /api/v1/messages', 'cases:write', senders, { body: () => ({ name: 'nobody-waits', timeToLive: 'PT1S' }) }),
  line('POST /api/v1/conditions', 'cases:write', senders, { body: () => ({ variables: { nothing: 1 } }), idle: true }),

  // of another institution: as if it were not open
  line('GET /api/v1/incidents', 'admin', administrators()),
  changing('POST /api/v1/incidents/:id/retry', 'admin', administratorsHere(200, 409), of('incident')),
  changing('POST /api/v1/jobs/:id/retry', 'admin', administratorsHere(200, 409), of('externalTask'), () => ({ retries: 1 })),
];
