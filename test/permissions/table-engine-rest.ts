import type { Line } from './line.ts';
import { administrators, administratorsHere, anyone, line, of, only, whoSees } from './line.ts';
import { colleague } from './make-objects.ts';
import { elsewhere, models } from './models.ts';
import type { Who } from './who.ts';
import { administersHere, amongThem, isRole, leadsAnd, seesCase } from './who.ts';

const ofProcess: Line['at'] = () => ({ key: 'matrix-work' });
const ofProcessElsewhere: Line['at'] = () => ({ key: 'matrix-there', tenant: elsewhere });
const ofDecision: Line['at'] = () => ({ key: 'fee' });
const ofDecisionElsewhere: Line['at'] = () => ({ key: 'fee-there', tenant: elsewhere });
const empty = () => ({});
const toColleague = () => ({ userId: colleague });
const caseHandlers = amongThem(['case-handler'], 204);
const holderOrAdministrator = (who: Who): number => (isRole(who, ['case-handler']) || administersHere(who) ? 204 : 403);
/** 409 where Camunda says that the thing is null. */
const changing = (route: string, due: Line['due'], at: Line['at'], body?: Line['body']): Line =>
  line(route, 'tasks:write', due, { ...(at && { at }), ...(body && { body }), changes: true });
const form = () => {
  const data = new FormData();
  data.append('deployment-name', 'mine');
  data.append('model', new Blob([models['steps.bpmn'].replaceAll('matrix-steps', 'matrix-uploaded')]), 'uploaded.bpmn');
  return data;
};
const ofInstitution =
  (status = 200) =>
  (who: Who): number =>
    who.place === 'elsewhere' ? 404 : status;
/** Who does its first task, and administrators. */
const starts = (who: Who): number =>
  who.place === 'elsewhere' ? 404 : isRole(who, ['case-handler', 'administrator']) ? 200 : 403;
const senders = (status: number) => only(['administrator', 'front-desk', 'case-handler'], status);
const lists = (path: string, scope: Line['scope'], posted = true): Line[] => [
  line(`GET ${path}`, scope, anyone()),
  line(`GET ${path}/count`, scope, anyone()),
  ...(posted
    ? [line(`POST ${path}`, scope, anyone(), { body: empty }), line(`POST ${path}/count`, scope, anyone(), { body: empty })]
    : []),
];

/** Named by its tenant: to those of another institution it does not exist, and they start nothing there. */
const elsewhereOnly = (who: Who): number => (who.place === 'elsewhere' ? 200 : 404);

/** The Camunda dialect: 409 where Camunda says that the thing is null. */
export const engineRest: readonly Line[] = [
  line('ALL /engine-rest/*path', 'none', anyone(404), { at: () => ({ '*path': 'unheard-of' }) }),
  line('GET /engine-rest/version', 'cases:read', anyone()),
  line('GET /engine-rest/engine', 'cases:read', anyone()),

  ...lists('/engine-rest/task', 'tasks:read'),
  line('GET /engine-rest/task/:id', 'tasks:read', whoSees(), { at: of('task') }),
  line('GET /engine-rest/task/:id/variables', 'tasks:read', whoSees(200, 409), { at: of('task') }),
  line('GET /engine-rest/task/:id/identity-links', 'tasks:read', whoSees(200, 409), { at: of('task') }),
  line('GET /engine-rest/task/:id/comment', 'tasks:read', whoSees(), { at: of('task') }),
  line('GET /engine-rest/task/:id/comment/:commentId', 'tasks:read', whoSees(), {
    at: async (objects) => ({ id: await objects.get('task'), commentId: await objects.get('camundaComment') }),
  }),
  line('POST /engine-rest/task/:id/comment/create', 'tasks:write', whoSees(200, 400), {
    at: of('task'),
    body: () => ({ message: 'A note' }),
  }),
  line('GET /engine-rest/task/:id/attachment', 'tasks:read', whoSees(), { at: of('task') }),
  changing('POST /engine-rest/task/:id/claim', whoSees(caseHandlers, 409), of('task'), empty),
  // for somebody else: an administrator assigns what names no role
  changing(
    'POST /engine-rest/task/:id/claim',
    whoSees((who) => (administersHere(who) ? 204 : 403), 409),
    of('freeTask'),
    toColleague,
  ),
  changing('POST /engine-rest/task/:id/assignee', whoSees(leadsAnd(['case-handler'], 204), 409), of('heldTask'), toColleague),
  changing('POST /engine-rest/task/:id/assignee', whoSees(holderOrAdministrator, 409), of('heldTask'), empty),
  changing('POST /engine-rest/task/:id/delegate', whoSees(leadsAnd(['case-handler'], 204), 409), of('heldTask'), toColleague),
  changing('POST /engine-rest/task/:id/resolve', whoSees(leadsAnd([], 204), 409), of('delegatedTask'), empty),
  changing('POST /engine-rest/task/:id/unclaim', whoSees(holderOrAdministrator, 409), of('heldTask')),
  ...['complete', 'submit-form'].flatMap((act) =>
    (['task', 'heldTask'] as const).map((task) =>
      changing(`POST /engine-rest/task/:id/${act}`, whoSees(caseHandlers, 409), of(task), empty),
    ),
  ),

  ...lists('/engine-rest/process-instance', 'cases:read'),
  line('GET /engine-rest/process-instance/:id', 'cases:read', whoSees(), { at: of('case') }),
  line('GET /engine-rest/process-instance/:id/variables', 'cases:read', whoSees(200, 409), { at: of('case') }),
  line('GET /engine-rest/process-instance/:id/variables/:name', 'cases:read', whoSees(200, 409), {
    at: async (objects) => ({ id: await objects.get('case'), name: 'note' }),
  }),
  line(
    'DELETE /engine-rest/process-instance/:id',
    'cases:write',
    (who) => (!seesCase(who) ? 404 : administersHere(who) ? 204 : 403),
    {
      at: of('case'),
      changes: true,
    },
  ),

  ...lists('/engine-rest/process-definition', 'cases:read', false),
  line('GET /engine-rest/process-definition/:id', 'cases:read', ofInstitution(), { at: of('definition') }),
  line('GET /engine-rest/process-definition/:id/xml', 'cases:read', ofInstitution(), { at: of('definition') }),
  line('GET /engine-rest/process-definition/key/:key', 'cases:read', ofInstitution(), { at: ofProcess }),
  line('GET /engine-rest/process-definition/key/:key/xml', 'cases:read', ofInstitution(), { at: ofProcess }),
  line('GET /engine-rest/process-definition/key/:key/tenant-id/:tenant', 'cases:read', elsewhereOnly, {
    at: ofProcessElsewhere,
  }),
  line('POST /engine-rest/process-definition/:id/start', 'cases:write', starts, { at: of('definition'), body: empty }),
  line('POST /engine-rest/process-definition/key/:key/start', 'cases:write', starts, { at: ofProcess, body: empty }),
  line(
    'POST /engine-rest/process-definition/key/:key/tenant-id/:tenant/start',
    'cases:write',
    (who) => (who.place === 'elsewhere' && isRole(who, ['case-handler', 'administrator']) ? 200 : 403),
    {
      at: ofProcessElsewhere,
      body: empty,
    },
  ),

  ...lists('/engine-rest/decision-definition', 'cases:read', false),
  line('GET /engine-rest/decision-definition/:id', 'cases:read', ofInstitution(), { at: of('decision') }),
  line('GET /engine-rest/decision-definition/:id/xml', 'cases:read', ofInstitution(), { at: of('decision') }),
  line('GET /engine-rest/decision-definition/key/:key', 'cases:read', ofInstitution(), { at: ofDecision }),
  line('GET /engine-rest/decision-definition/key/:key/xml', 'cases:read', ofInstitution(), { at: ofDecision }),
  line('GET /engine-rest/decision-definition/key/:key/tenant-id/:tenant', 'cases:read', elsewhereOnly, {
    at: ofDecisionElsewhere,
  }),
  line('POST /engine-rest/decision-definition/:id/evaluate', 'cases:write', ofInstitution(), { at: of('decision'), body: empty }),
  line('POST /engine-rest/decision-definition/key/:key/evaluate', 'cases:write', ofInstitution(), {
    at: ofDecision,
    body: empty,
  }),
  line('POST /engine-rest/decision-definition/key/:key/tenant-id/:tenant/evaluate', 'cases:write', elsewhereOnly, {
    at: ofDecisionElsewhere,
    body: empty,
  }),

  line('GET /engine-rest/deployment', 'models:deploy', anyone()),
  line('GET /engine-rest/deployment/count', 'models:deploy', anyone()),
  line('GET /engine-rest/deployment/:id', 'models:deploy', ofInstitution(), { at: of('deployment') }),
  line('GET /engine-rest/deployment/:id/resources', 'models:deploy', ofInstitution(), { at: of('deployment') }),
  line('POST /engine-rest/deployment/create', 'models:deploy', administrators(), { body: form, alone: true }),

  ...lists('/engine-rest/history/process-instance', 'cases:read'),
  line('GET /engine-rest/history/process-instance/:id', 'cases:read', whoSees(), { at: of('case') }),
  ...lists('/engine-rest/history/activity-instance', 'cases:read', false),
  line('POST /engine-rest/history/activity-instance', 'cases:read', anyone(), { body: empty }),
  ...lists('/engine-rest/history/variable-instance', 'cases:read', false),
  line('POST /engine-rest/history/variable-instance', 'cases:read', anyone(), { body: empty }),
  ...lists('/engine-rest/history/decision-instance', 'cases:read', false),
  line('GET /engine-rest/history/decision-instance/:id', 'cases:read', whoSees(), { at: of('decisionInstance') }),

  ...lists('/engine-rest/incident', 'cases:read', false),
  line('GET /engine-rest/incident/:id', 'cases:read', whoSees(), { at: of('incident') }),

  line('GET /engine-rest/external-task', 'worker', administrators()),
  line('POST /engine-rest/external-task', 'worker', administrators(), { body: empty }),
  line('GET /engine-rest/external-task/count', 'worker', administrators()),
  line('POST /engine-rest/external-task/count', 'worker', administrators(), { body: empty }),
  line('POST /engine-rest/external-task/fetchAndLock', 'worker', administrators(), {
    body: () => ({ workerId: 'w', maxTasks: 1, topics: [{ topicName: 'nothing', lockDuration: 1000 }] }),
  }),
  line('GET /engine-rest/external-task/:id', 'worker', administratorsHere(), { at: of('externalTask') }),
  ...(
    [
      ['complete', { workerId: 'w' }],
      ['failure', { workerId: 'w', retries: 1 }],
      ['bpmnError', { workerId: 'w', errorCode: 'e' }],
      ['extendLock', { workerId: 'w', newDuration: 1000 }],
      ['unlock', {}],
    ] as const
  ).map(([act, body]) =>
    line(`POST /engine-rest/external-task/:id/${act}`, 'worker', administratorsHere(204), {
      at: of('lockedTask'),
      body: () => body,
      changes: true,
    }),
  ),

  line('POST /engine-rest/message', 'cases:write', senders(400), { body: () => ({ messageName: 'nobody-waits' }) }),
  // a message reaches the cases of which its sender may know
  line(
    'POST /engine-rest/message',
    'cases:write',
    only(['administrator', 'front-desk', 'case-handler'], (who) => (seesCase(who) ? 204 : 400)),
    {
      body: async (objects) => ({ messageName: 'matrix-go', processInstanceId: await objects.get('waitingCase') }),
      changes: true,
    },
  ),
  line('POST /engine-rest/condition', 'cases:write', senders(200), {
    body: () => ({ variables: { n: { value: 1 } } }),
    idle: true,
  }),
  line('POST /engine-rest/signal', 'cases:write', administrators(204), { body: () => ({ name: 'nobody-waits' }) }),
];
