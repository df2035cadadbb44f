import type { RoleKey } from '@gaita/contracts';
import type { Line } from './line.ts';
import { administrators, administratorsHere, anyone, line, only, whoSees } from './line.ts';
import { engineRest } from './table-engine-rest.ts';
import { peopleAndTasks } from './table-people.ts';
import { records } from './table-records.ts';
import type { Who } from './who.ts';
import { administersHere, isAdministrator, isRole } from './who.ts';

const ofCase: Line['at'] = (objects) => ({ id: objects.case });
const ofTask: Line['at'] = (objects) => ({ id: objects.task });
const ofPartnersTask: Line['at'] = (objects) => ({ id: objects.partnersTask });
const ofDefinition: Line['at'] = (objects) => ({ id: objects.definition });
const ofProcess: Line['at'] = () => ({ key: 'matrix-work' });
const ofAccount: Line['at'] = () => ({ account: 'case-handler-1' });
const nowhere: Line['at'] = () => ({ id: 'unknown' });
const draft = () => ({ seen: 0, values: { note: 'x' } });
const view = () => ({ name: 'View', view: 'mine' });
const note = () => ({ variables: { note: 'x' } });

/** The task is for case handlers: others who see it may not. */
const caseHandlers = (who: Who): number => (isRole(who, ['case-handler']) ? 200 : 403);
/** The partners' task: for the partners of its unit; the others of the unit only see it. */
const partnersOrWhoSees =
  (partners: number, others: number) =>
  (who: Who): number =>
    isRole(who, ['partner']) ? (who.place === 'unit' ? partners : 404) : whoSees(others)(who);
/** Who heads the department or administers the institution, and (for `delegate`) whoever may do the task. */
const isLead = (who: Who): boolean =>
  isRole(who, ['department-head']) || (isRole(who, ['administrator']) && administersHere(who));
const leadsOr403 =
  (status: number) =>
  (who: Who): number =>
    isLead(who) ? status : 403;
const leadsOr404 = leadsOr403(404);
const leadsOrCaseHandlers =
  (status: number) =>
  (who: Who): number =>
    isLead(who) || isRole(who, ['case-handler']) ? status : 403;
/** Others do not even get as far as the task. */
const leadsOnly = (who: Who): number => only(['department-head', 'administrator'], whoSees(leadsOr403(200)))(who);
const somebody = () => ({ account: 'nobody-at-all' });

/** Definitions are for all of their institution. */
const ofInstitution = (who: Who): number => (who.place === 'elsewhere' ? 404 : 200);
const dutyReaders: readonly RoleKey[] = [
  'administrator',
  'personnel-manager',
  'top-management',
  'management-representative',
  'internal-auditor',
  'data-protection-officer',
];
const senders = only(['administrator', 'front-desk', 'case-handler']);

/**
 * Who gets which answer from each route of the server, asked about objects of a unit (`world.ts`). Read it as the rule: 401 and
 * tokens' scopes are asked of every line besides. A route needs one line at least:
 *
 *     line('POST /api/v1/tasks/:id/claim', 'tasks:write', whoSees(caseHandlers), { at: ofTask, changes: true }),
 */
export const table: readonly Line[] = [
  ...engineRest,
  ...records,
  ...peopleAndTasks,

  line('GET /api/v1/demo-accounts', 'public', anyone()),
  line('GET /api/v1/sign-in-options', 'public', anyone()),
  line('GET /api/v1/session/oidc', 'public', anyone(302)),
  line('GET /api/v1/session/oidc/callback', 'public', anyone(302)),
  line('POST /api/v1/first-administrator', 'public', anyone(400)),
  line('POST /api/v1/password-link', 'public', anyone(400)),
  line('POST /api/v1/session', 'public', anyone(400)),

  line('GET /api/v1/session', 'none', anyone()),
  line('DELETE /api/v1/session', 'none', anyone(204)),
  line('GET /api/v1/session/list', 'none', anyone()),
  line('DELETE /api/v1/session/list', 'none', anyone(204)),
  line('DELETE /api/v1/session/list/:id', 'none', anyone(204), { at: nowhere }),
  line('GET /api/v1/session/preferences', 'none', anyone()),
  line('PUT /api/v1/session/preferences', 'none', anyone(), { body: () => ({ textSize: 100 }) }),
  line('PUT /api/v1/session/password', 'none', anyone(400), { body: () => ({}) }),
  line('GET /api/v1/tokens', 'none', anyone()),
  line('POST /api/v1/tokens', 'none', anyone(400), { body: () => ({}) }),
  line('DELETE /api/v1/tokens/:id', 'none', anyone(404), { at: nowhere }),

  line('GET /api/v1/accounts', 'none', administrators()),
  line('POST /api/v1/accounts', 'none', administrators(400), { body: () => ({}) }),
  line('PUT /api/v1/accounts/:account', 'none', administratorsHere(), {
    at: ofAccount,
    body: () => ({ name: 'Case handler', email: 'case@example.org', language: 'lv' }),
    alone: true,
  }),
  line('POST /api/v1/accounts/:account/link', 'none', administratorsHere(201), { at: ofAccount, alone: true }),
  line('POST /api/v1/accounts/:account/close', 'none', administratorsHere(), { at: ofAccount, alone: true }),
  line('POST /api/v1/accounts/:account/open', 'none', administratorsHere(), { at: ofAccount, alone: true }),
  line('POST /api/v1/accounts/:account/sign-out', 'none', administratorsHere(), { at: ofAccount, alone: true }),

  line('GET /api/v1/people', 'tasks:read', anyone()),
  line('GET /api/v1/roles', 'tasks:read', anyone()),
  // who is limited to a unit does not answer for the institution
  line('GET /api/v1/duties', 'admin', (who) =>
    isRole(who, dutyReaders) && (isAdministrator(who) || who.place === 'elsewhere') ? 200 : 403,
  ),
  line('POST /api/v1/duties/pairs', 'admin', only(['administrator', 'personnel-manager'], 400), { body: () => ({}) }),
  line('DELETE /api/v1/duties/pairs/:id', 'admin', only(['administrator', 'personnel-manager'], 404), { at: nowhere }),
  line('GET /api/v1/cases/:id/duties', 'cases:read', whoSees(), { at: ofCase }),
  line('GET /api/v1/live', 'tasks:read', anyone()),

  line('GET /api/v1/processes', 'cases:read', anyone()),
  line('GET /api/v1/processes/:key', 'cases:read', ofInstitution, { at: ofProcess }),
  line('POST /api/v1/processes/:key/start', 'cases:write', (who) => (who.place === 'elsewhere' ? 404 : 201), {
    at: ofProcess,
    body: () => ({}),
  }),
  // a case belongs to a unit of its institution, or is not started
  line('POST /api/v1/processes/:key/start', 'cases:write', (who) => (who.place === 'elsewhere' ? 404 : 201), {
    at: ofProcess,
    body: () => ({ unit: 'matrix-sibling' }),
  }),
  line('POST /api/v1/processes/:key/start', 'cases:write', (who) => (who.place === 'elsewhere' ? 404 : 400), {
    at: ofProcess,
    body: () => ({ unit: 'matrix-elsewhere' }),
  }),
  line('GET /api/v1/definitions/:id/xml', 'cases:read', ofInstitution, { at: ofDefinition }),
  line('GET /api/v1/definitions/:id/fields', 'cases:read', ofInstitution, { at: ofDefinition }),
  line('POST /api/v1/deployments', 'models:deploy', administrators(400), { body: () => ({}) }),

  line('GET /api/v1/cases', 'cases:read', anyone()),
  line('GET /api/v1/cases/:id', 'cases:read', whoSees(), { at: ofCase }),
  line('GET /api/v1/cases/:id/waits', 'cases:read', whoSees(), { at: ofCase }),
  line('POST /api/v1/cases/:id/cancel', 'admin', administratorsHere(), {
    at: ofCase,
    body: () => ({ reason: 'test' }),
    changes: true,
  }),
  line('GET /api/v1/cases/:id/clock', 'cases:read', whoSees(), { at: ofCase }),
  // the case has no clock
  line('POST /api/v1/cases/:id/clock/stop', 'cases:write', anyone(404), {
    at: ofCase,
    body: () => ({ ground: 'x', reason: 'x', notice: 'x' }),
  }),
  line('POST /api/v1/cases/:id/clock/resume', 'cases:write', anyone(404), { at: ofCase, body: () => ({}) }),
  line('POST /api/v1/cases/:id/clock/extend', 'cases:write', anyone(404), {
    at: ofCase,
    body: () => ({ ground: 'x', reason: 'x', notice: 'x' }),
  }),
  line('POST /api/v1/cases/:id/ad-hoc/:partId/start', 'cases:write', whoSees(409), {
    at: ({ case: id }) => ({ id, partId: 'unknown' }),
    body: () => ({ elementId: 'x' }),
  }),
  line('POST /api/v1/cases/:id/ad-hoc/:partId/finish', 'cases:write', whoSees(409), {
    at: ({ case: id }) => ({ id, partId: 'unknown' }),
  }),
  line('POST /api/v1/messages', 'cases:write', senders, { body: () => ({ name: 'nobody-waits', timeToLive: 'PT1S' }) }),
  line('POST /api/v1/conditions', 'cases:write', senders, { body: () => ({ variables: { nothing: 1 } }) }),

  line('GET /api/v1/tasks', 'tasks:read', anyone()),
  line('GET /api/v1/tasks/:id', 'tasks:read', whoSees(), { at: ofTask }),
  line('GET /api/v1/tasks/:id', 'tasks:read', partnersOrWhoSees(200, 200), { at: ofPartnersTask }),
  line('POST /api/v1/tasks/:id/claim', 'tasks:write', whoSees(caseHandlers), { at: ofTask, changes: true }),
  line('POST /api/v1/tasks/:id/claim', 'tasks:write', partnersOrWhoSees(200, 403), { at: ofPartnersTask, changes: true }),
  line('POST /api/v1/tasks/:id/unclaim', 'tasks:write', whoSees(409), { at: ofTask }),
  line('POST /api/v1/tasks/:id/assign', 'tasks:write', administratorsHere(403), {
    at: ofTask,
    body: () => ({ account: 'expert-1' }),
  }),
  line('POST /api/v1/tasks/:id/complete', 'tasks:write', whoSees(caseHandlers), { at: ofTask, body: note, changes: true }),

  line('GET /api/v1/tasks/:id/colleagues', 'tasks:read', whoSees(), { at: ofTask }),
  line('POST /api/v1/tasks/:id/pass-on', 'tasks:write', whoSees(leadsOr404), { at: ofTask, body: somebody }),
  // to somebody who does not exist: who may not delegate is told that first
  line('POST /api/v1/tasks/:id/delegate', 'tasks:write', whoSees(leadsOrCaseHandlers(404)), { at: ofTask, body: somebody }),
  line('POST /api/v1/tasks/:id/resolve', 'tasks:write', whoSees(409), { at: ofTask }),
  line('POST /api/v1/tasks/:id/ask-handover', 'tasks:write', whoSees(409), { at: ofTask }),
  line('PUT /api/v1/tasks/:id/follow-up', 'tasks:write', whoSees(leadsOr403(200)), {
    at: ofTask,
    body: () => ({ workingDays: 3 }),
    changes: true,
  }),
  line('PUT /api/v1/tasks/:id/priority', 'tasks:write', leadsOnly, { at: ofTask, body: () => ({ priority: 70 }), changes: true }),
  line('PUT /api/v1/tasks/:id/due', 'tasks:write', leadsOnly, { at: ofTask, body: () => ({ dueAt: null }), changes: true }),
  line('POST /api/v1/tasks/:id/opinions', 'tasks:write', whoSees(caseHandlers), {
    at: ofTask,
    body: () => ({ role: 'lawyer' }),
    changes: true,
  }),
  // it asks for no opinion
  line(
    'POST /api/v1/tasks/:id/opinion',
    'tasks:write',
    whoSees((who) => (isRole(who, ['case-handler']) ? 400 : 403)),
    {
      at: ofTask,
      body: () => ({ opinion: 'agree' }),
    },
  ),
  line('GET /api/v1/cases/:id/opinions', 'cases:read', whoSees(), { at: ofCase }),
  line('GET /api/v1/tasks/:id/take-back', 'tasks:read', whoSees(), { at: ofTask }),
  line('POST /api/v1/tasks/:id/take-back', 'tasks:write', whoSees(409), { at: ofTask }),
  line('POST /api/v1/bulk/tasks', 'tasks:write', anyone(202), { body: () => ({ act: 'claim', tasks: { ids: ['unknown'] } }) }),
  line('GET /api/v1/bulk/jobs', 'tasks:read', anyone()),
  line('GET /api/v1/bulk/jobs/:id', 'tasks:read', anyone(404), { at: nowhere }),
  line('GET /api/v1/bulk/jobs/:id/items', 'tasks:read', anyone(404), { at: nowhere }),
  line('GET /api/v1/bulk/jobs/:id/csv', 'tasks:read', anyone(404), { at: nowhere }),
  line('POST /api/v1/bulk/jobs/:id/retry', 'tasks:write', anyone(404), { at: nowhere }),

  line('GET /api/v1/inbox', 'tasks:read', anyone()),
  line('GET /api/v1/inbox/counts', 'tasks:read', anyone()),
  line('GET /api/v1/inbox/columns', 'tasks:read', anyone(), { query: '?process=matrix-work' }),
  line('GET /api/v1/inbox/fates', 'tasks:read', anyone(), { query: '?ids=unknown' }),
  line('POST /api/v1/inbox/take-next', 'tasks:write', anyone(), { body: () => ({ process: 'unknown' }) }),
  line('GET /api/v1/search', 'tasks:read', anyone(), { query: '?q=matrix' }),
  line('POST /api/v1/views', 'tasks:write', anyone(201), { body: view }),
  line('PUT /api/v1/views/:id', 'tasks:write', anyone(404), { at: nowhere, body: view }),
  line('DELETE /api/v1/views/:id', 'tasks:write', anyone(404), { at: nowhere }),
  line('GET /api/v1/drafts', 'tasks:read', anyone()),
  line('GET /api/v1/tasks/:id/draft', 'tasks:read', whoSees(), { at: ofTask }),
  line('PUT /api/v1/tasks/:id/draft', 'tasks:write', whoSees(), { at: ofTask, body: draft }),
  line('DELETE /api/v1/tasks/:id/draft', 'tasks:write', anyone(204), { at: ofTask }),
  line('GET /api/v1/processes/:key/draft', 'cases:read', ofInstitution, { at: ofProcess }),
  line('PUT /api/v1/processes/:key/draft', 'cases:write', ofInstitution, { at: ofProcess, body: draft }),
  line('DELETE /api/v1/processes/:key/draft', 'cases:write', anyone(204), { at: ofProcess }),

  line('GET /api/v1/incidents', 'admin', administrators()),
  line('POST /api/v1/incidents/:id/retry', 'admin', administrators(409), { at: nowhere }),
  line('POST /api/v1/jobs/:id/retry', 'admin', administrators(409), { at: nowhere, body: () => ({ retries: 1 }) }),
];
