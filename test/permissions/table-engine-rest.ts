import type { Line } from './line.ts';
import { administrators, anyone, line, only, whoSees } from './line.ts';
import type { Who } from './who.ts';
import { administersHere, isRole, seesCase } from './who.ts';

const ofCase: Line['at'] = (objects) => ({ id: objects.case });
const ofTask: Line['at'] = (objects) => ({ id: objects.task });
const ofDefinition: Line['at'] = (objects) => ({ id: objects.definition });
const ofProcess: Line['at'] = () => ({ key: 'matrix-work', tenant: 'gilvyciu-rajonas' });
const nowhere: Line['at'] = () => ({ id: 'unknown', key: 'unknown', tenant: 'gilvyciu-rajonas' });
const empty = () => ({});
const worker = () => ({ workerId: 'w', newDuration: 1000 });
const caseHandlers =
  (done: number) =>
  (who: Who): number =>
    isRole(who, ['case-handler']) ? done : 403;
const ofInstitution =
  (status = 200) =>
  (who: Who): number =>
    who.place === 'elsewhere' ? 404 : status;
const senders = (status: number) => only(['administrator', 'front-desk', 'case-handler'], status);
const lists = (path: string, scope: Line['scope'], posted = true): Line[] => [
  line(`GET ${path}`, scope, anyone()),
  line(`GET ${path}/count`, scope, anyone()),
  ...(posted
    ? [line(`POST ${path}`, scope, anyone(), { body: empty }), line(`POST ${path}/count`, scope, anyone(), { body: empty })]
    : []),
];

/** Named by the tenant of the other institution: for those there the process does not exist, others hold no role there. */
const elsewhereOnly = (who: Who): number => (who.place === 'elsewhere' ? 404 : 403);

/** The Camunda dialect: 409 where Camunda says that the thing is null. */
export const engineRest: readonly Line[] = [
  line('ALL /engine-rest/*path', 'none', anyone(404), { at: () => ({ '*path': 'unheard-of' }) }),
  line('GET /engine-rest/version', 'cases:read', anyone()),
  line('GET /engine-rest/engine', 'cases:read', anyone()),

  ...lists('/engine-rest/task', 'tasks:read'),
  line('GET /engine-rest/task/:id', 'tasks:read', whoSees(), { at: ofTask }),
  line('GET /engine-rest/task/:id/variables', 'tasks:read', whoSees(200, 409), { at: ofTask }),
  line('GET /engine-rest/task/:id/identity-links', 'tasks:read', whoSees(200, 409), { at: ofTask }),
  line('GET /engine-rest/task/:id/comment', 'tasks:read', whoSees(), { at: ofTask }),
  line('GET /engine-rest/task/:id/comment/:commentId', 'tasks:read', anyone(404), {
    at: ({ task }) => ({ id: task, commentId: 'unknown' }),
  }),
  line('POST /engine-rest/task/:id/comment/create', 'tasks:write', whoSees(200, 400), {
    at: ofTask,
    body: () => ({ message: 'A note' }),
  }),
  line('GET /engine-rest/task/:id/attachment', 'tasks:read', whoSees(), { at: ofTask }),
  line('POST /engine-rest/task/:id/claim', 'tasks:write', whoSees(caseHandlers(204), 409), {
    at: ofTask,
    body: empty,
    changes: true,
  }),
  // nobody holds it, and nobody is named
  line('POST /engine-rest/task/:id/assignee', 'tasks:write', whoSees(204, 409), { at: ofTask, body: () => ({}) }),
  line('POST /engine-rest/task/:id/delegate', 'tasks:write', whoSees(400, 400), { at: ofTask, body: () => ({}) }),
  line('POST /engine-rest/task/:id/resolve', 'tasks:write', whoSees(409, 409), { at: ofTask, body: () => ({}) }),
  line('POST /engine-rest/task/:id/unclaim', 'tasks:write', whoSees(204, 409), { at: ofTask }),
  line('POST /engine-rest/task/:id/complete', 'tasks:write', whoSees(caseHandlers(204), 409), {
    at: ofTask,
    body: empty,
    changes: true,
  }),
  line('POST /engine-rest/task/:id/submit-form', 'tasks:write', whoSees(caseHandlers(204), 409), {
    at: ofTask,
    body: empty,
    changes: true,
  }),

  ...lists('/engine-rest/process-instance', 'cases:read'),
  line('GET /engine-rest/process-instance/:id', 'cases:read', whoSees(), { at: ofCase }),
  line('GET /engine-rest/process-instance/:id/variables', 'cases:read', whoSees(200, 409), { at: ofCase }),
  line('GET /engine-rest/process-instance/:id/variables/:name', 'cases:read', whoSees(200, 409), {
    at: ({ case: id }) => ({ id, name: 'note' }),
  }),
  line(
    'DELETE /engine-rest/process-instance/:id',
    'cases:write',
    (who) => (!seesCase(who) ? 404 : administersHere(who) ? 204 : 403),
    {
      at: ofCase,
      changes: true,
    },
  ),

  ...lists('/engine-rest/process-definition', 'cases:read', false),
  line('GET /engine-rest/process-definition/:id', 'cases:read', ofInstitution(), { at: ofDefinition }),
  line('GET /engine-rest/process-definition/:id/xml', 'cases:read', ofInstitution(), { at: ofDefinition }),
  line('GET /engine-rest/process-definition/key/:key', 'cases:read', ofInstitution(), { at: ofProcess }),
  line('GET /engine-rest/process-definition/key/:key/xml', 'cases:read', ofInstitution(), { at: ofProcess }),
  line('GET /engine-rest/process-definition/key/:key/tenant-id/:tenant', 'cases:read', anyone(404), { at: ofProcess }),
  line('POST /engine-rest/process-definition/:id/start', 'cases:write', ofInstitution(), { at: ofDefinition, body: empty }),
  line('POST /engine-rest/process-definition/key/:key/start', 'cases:write', ofInstitution(), { at: ofProcess, body: empty }),
  line('POST /engine-rest/process-definition/key/:key/tenant-id/:tenant/start', 'cases:write', elsewhereOnly, {
    at: nowhere,
    body: empty,
  }),

  ...lists('/engine-rest/decision-definition', 'cases:read', false),
  line('GET /engine-rest/decision-definition/:id', 'cases:read', anyone(404), { at: nowhere }),
  line('GET /engine-rest/decision-definition/:id/xml', 'cases:read', anyone(404), { at: nowhere }),
  line('GET /engine-rest/decision-definition/key/:key', 'cases:read', anyone(404), { at: nowhere }),
  line('GET /engine-rest/decision-definition/key/:key/xml', 'cases:read', anyone(404), { at: nowhere }),
  line('GET /engine-rest/decision-definition/key/:key/tenant-id/:tenant', 'cases:read', anyone(404), { at: nowhere }),
  line('POST /engine-rest/decision-definition/:id/evaluate', 'cases:write', anyone(404), { at: nowhere, body: empty }),
  line('POST /engine-rest/decision-definition/key/:key/evaluate', 'cases:write', anyone(404), { at: nowhere, body: empty }),
  line('POST /engine-rest/decision-definition/key/:key/tenant-id/:tenant/evaluate', 'cases:write', anyone(404), {
    at: nowhere,
    body: empty,
  }),

  line('GET /engine-rest/deployment', 'models:deploy', anyone()),
  line('GET /engine-rest/deployment/count', 'models:deploy', anyone()),
  line('GET /engine-rest/deployment/:id', 'models:deploy', anyone(404), { at: nowhere }),
  line('GET /engine-rest/deployment/:id/resources', 'models:deploy', anyone(404), { at: nowhere }),
  line('POST /engine-rest/deployment/create', 'models:deploy', administrators(400), { body: () => new FormData() }),

  ...lists('/engine-rest/history/process-instance', 'cases:read'),
  line('GET /engine-rest/history/process-instance/:id', 'cases:read', whoSees(), { at: ofCase }),
  ...lists('/engine-rest/history/activity-instance', 'cases:read', false),
  line('POST /engine-rest/history/activity-instance', 'cases:read', anyone(), { body: empty }),
  ...lists('/engine-rest/history/variable-instance', 'cases:read', false),
  line('POST /engine-rest/history/variable-instance', 'cases:read', anyone(), { body: empty }),
  ...lists('/engine-rest/history/decision-instance', 'cases:read', false),
  line('GET /engine-rest/history/decision-instance/:id', 'cases:read', anyone(404), { at: nowhere }),

  ...lists('/engine-rest/incident', 'cases:read', false),
  line('GET /engine-rest/incident/:id', 'cases:read', anyone(404), { at: nowhere }),

  line('GET /engine-rest/external-task', 'worker', administrators()),
  line('POST /engine-rest/external-task', 'worker', administrators(), { body: empty }),
  line('GET /engine-rest/external-task/count', 'worker', administrators()),
  line('POST /engine-rest/external-task/count', 'worker', administrators(), { body: empty }),
  line('POST /engine-rest/external-task/fetchAndLock', 'worker', administrators(), {
    body: () => ({ workerId: 'w', maxTasks: 1, topics: [{ topicName: 'nothing', lockDuration: 1000 }] }),
  }),
  line('GET /engine-rest/external-task/:id', 'worker', administrators(404), { at: nowhere }),
  ...['complete', 'failure', 'bpmnError', 'extendLock', 'unlock'].map((act) =>
    line(`POST /engine-rest/external-task/:id/${act}`, 'worker', administrators(404), {
      at: nowhere,
      body: () => (act === 'bpmnError' ? { workerId: 'w', errorCode: 'e' } : act === 'complete' ? { workerId: 'w' } : worker()),
    }),
  ),

  line('POST /engine-rest/message', 'cases:write', senders(400), { body: () => ({ messageName: 'nobody-waits' }) }),
  line('POST /engine-rest/condition', 'cases:write', senders(200), { body: () => ({ variables: { n: { value: 1 } } }) }),
  line('POST /engine-rest/signal', 'cases:write', administrators(204), { body: () => ({ name: 'nobody-waits' }) }),
];
