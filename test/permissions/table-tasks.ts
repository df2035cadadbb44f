import type { Line } from './line.ts';
import { anyone, line, of, only, whoSees } from './line.ts';
import { colleague } from './make-objects.ts';
import { home } from './models.ts';
import type { Who } from './who.ts';
import { administersHere, amongThem, isLead, isRole, leadsAnd } from './who.ts';

const empty = () => ({});
const toColleague = () => ({ account: colleague });
const draft = () => ({ seen: 0, values: { note: 'x' } });
const caseHandlers = amongThem(['case-handler']);
const holderOrAdministrator = (who: Who): number => (isRole(who, ['case-handler']) || administersHere(who) ? 200 : 403);
/** The task is for case handlers: only one who leads gives away what nobody holds. */
const leads = leadsAnd([]);
/** Others do not even get as far as the task. */
const leadsOnly = (who: Who): number => only(['department-head', 'administrator'], whoSees(leads))(who);
/** The partners' task: for the partners of its unit; the others of the unit only see it. */
const partnersOrWhoSees =
  (partners: number, others: number) =>
  (who: Who): number =>
    isRole(who, ['partner']) ? (who.place === 'unit' ? partners : 404) : whoSees(others)(who);
const changing = (route: string, due: Line['due'], at: Line['at'], body?: Line['body']): Line =>
  line(route, 'tasks:write', due, { ...(at && { at }), ...(body && { body }), changes: true });

/** Tasks, in whose hands they are, and what is said about them. `heldTask` is held by the case handler of the unit. */
export const tasks: readonly Line[] = [
  line('GET /api/v1/tasks', 'tasks:read', anyone()),
  line('GET /api/v1/tasks/:id', 'tasks:read', whoSees(), { at: of('task') }),
  line('GET /api/v1/tasks/:id', 'tasks:read', partnersOrWhoSees(200, 200), { at: of('partnersTask') }),
  changing('POST /api/v1/tasks/:id/claim', whoSees(caseHandlers), of('task')),
  changing('POST /api/v1/tasks/:id/claim', partnersOrWhoSees(200, 403), of('partnersTask')),
  changing('POST /api/v1/tasks/:id/claim', whoSees(amongThem(['case-handler'], 409)), of('colleaguesTask')),
  // a task that names no role is for administrators
  changing(
    'POST /api/v1/tasks/:id/claim',
    whoSees((who) => (administersHere(who) ? 200 : 403)),
    of('freeTask'),
  ),
  changing('POST /api/v1/tasks/:id/unclaim', whoSees(holderOrAdministrator), of('heldTask')),
  line('POST /api/v1/tasks/:id/unclaim', 'tasks:write', whoSees(409), { at: of('task') }),
  changing(
    'POST /api/v1/tasks/:id/assign',
    (who) => (!isRole(who, ['administrator']) ? 403 : administersHere(who) ? 200 : 404),
    of('freeTask'),
    () => ({ account: 'expert-1' }),
  ),
  // one that names a role is claimed by who has it
  line(
    'POST /api/v1/tasks/:id/assign',
    'tasks:write',
    (who) => (administersHere(who) || !isRole(who, ['administrator']) ? 403 : 404),
    {
      at: of('task'),
      body: toColleague,
    },
  ),
  changing('POST /api/v1/tasks/:id/complete', whoSees(caseHandlers), of('task'), () => ({ variables: { note: 'x' } })),
  changing('POST /api/v1/tasks/:id/complete', whoSees(caseHandlers), of('heldTask'), () => ({ variables: { note: 'x' } })),

  line('GET /api/v1/tasks/:id/colleagues', 'tasks:read', whoSees(), { at: of('task') }),
  changing('POST /api/v1/tasks/:id/pass-on', whoSees(leads), of('task'), toColleague),
  changing('POST /api/v1/tasks/:id/pass-on', whoSees(leadsAnd(['case-handler'])), of('heldTask'), toColleague),
  // what nobody holds would come back to the lead, for whom it is not
  changing(
    'POST /api/v1/tasks/:id/delegate',
    whoSees((who) => (isLead(who) ? 409 : caseHandlers(who))),
    of('task'),
    toColleague,
  ),
  changing('POST /api/v1/tasks/:id/delegate', whoSees(leadsAnd(['case-handler'])), of('heldTask'), toColleague),
  changing('POST /api/v1/tasks/:id/resolve', whoSees(leads), of('delegatedTask')),
  changing('POST /api/v1/tasks/:id/ask-handover', whoSees(caseHandlers), of('colleaguesTask')),
  changing('PUT /api/v1/tasks/:id/follow-up', whoSees(leadsAnd(['case-handler'])), of('heldTask'), () => ({ workingDays: 3 })),
  changing('PUT /api/v1/tasks/:id/priority', leadsOnly, of('task'), () => ({ priority: 70 })),
  changing('PUT /api/v1/tasks/:id/due', leadsOnly, of('task'), () => ({ dueAt: null })),
  changing('POST /api/v1/tasks/:id/opinions', whoSees(caseHandlers), of('task'), () => ({ role: 'lawyer' })),
  changing('POST /api/v1/tasks/:id/opinion', whoSees(amongThem(['lawyer'])), of('opinionTask'), () => ({ opinion: 'agree' })),
  line('GET /api/v1/cases/:id/opinions', 'cases:read', whoSees(), { at: of('case') }),
  line('GET /api/v1/tasks/:id/take-back', 'tasks:read', whoSees(), { at: of('completedTask') }),
  changing('POST /api/v1/tasks/:id/take-back', whoSees(amongThem(['case-handler'], 200, 409)), of('completedTask')),
  line('POST /api/v1/bulk/tasks', 'tasks:write', anyone(202), { body: () => ({ act: 'claim', tasks: { ids: ['unknown'] } }) }),
  line('GET /api/v1/bulk/jobs', 'tasks:read', anyone()),
  ...['', '/items', '/csv'].map((part) =>
    line(`GET /api/v1/bulk/jobs/:id${part}`, 'tasks:read', itsOwner(), { at: of('bulkJob') }),
  ),
  changing('POST /api/v1/bulk/jobs/:id/retry', itsOwner(202), of('bulkJob')),

  line('GET /api/v1/inbox', 'tasks:read', anyone()),
  line('GET /api/v1/inbox/counts', 'tasks:read', anyone()),
  line('GET /api/v1/inbox/columns', 'tasks:read', anyone(), { query: '?process=matrix-work' }),
  line('GET /api/v1/inbox/fates', 'tasks:read', anyone(), { query: '?ids=unknown' }),
  line('POST /api/v1/inbox/take-next', 'tasks:write', anyone(), {
    body: () => ({ process: 'unknown' }),
    idle: true,
  }),

  line('GET /api/v1/search', 'tasks:read', anyone(), { query: '?q=matrix' }),
  line('POST /api/v1/views', 'tasks:write', anyone(201), { body: () => ({ name: 'View', view: 'mine' }) }),
  changing('PUT /api/v1/views/:id', itsOwner(), of('view'), () => ({ name: 'Other', view: 'mine' })),
  changing('DELETE /api/v1/views/:id', itsOwner(204), of('view')),
  // shared with whoever has a role in the institution: they see it and do not change it; others share nothing there
  line('PUT /api/v1/views/:id', 'tasks:write', ofColleagues, {
    at: of('sharedView'),
    body: () => ({ name: 'View', view: 'team', sharedWith: { institution: home } }),
  }),
  line('GET /api/v1/drafts', 'tasks:read', anyone()),
  line('GET /api/v1/tasks/:id/draft', 'tasks:read', whoSees(), { at: of('task') }),
  line('PUT /api/v1/tasks/:id/draft', 'tasks:write', whoSees(), { at: of('task'), body: draft }),
  line('PUT /api/v1/tasks/:id/draft', 'tasks:write', whoSees(), { at: of('heldTask'), body: draft }),
  line('DELETE /api/v1/tasks/:id/draft', 'tasks:write', anyone(204), { at: of('task') }),
  line('POST /engine-rest/task/:id/unclaim', 'tasks:write', whoSees(204, 409), {
    at: of('task'),
    body: empty,
    idle: true,
  }),
];

/** Whoever keeps it, here the case handler of the unit; to others it does not exist. */
function itsOwner(status = 200): Line['due'] {
  return ({ account }) => (account === 'case-handler.unit' ? status : 404);
}

function ofColleagues({ account }: Who): number {
  return account === 'case-handler.unit' ? 200 : 403;
}
