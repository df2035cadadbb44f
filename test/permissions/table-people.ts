import type { Line } from './line.ts';
import { anyone, line, only, whoSees } from './line.ts';
import type { Who } from './who.ts';

const ofCase: Line['at'] = (objects) => ({ id: objects.case });
const ofTask: Line['at'] = (objects) => ({ id: objects.task });
const nowhere: Line['at'] = () => ({ id: 'unknown' });
const ofRole: Line['at'] = () => ({ role: 'expert' });
const ofPerson: Line['at'] = () => ({ account: 'expert-1' });
const empty = () => ({});
const registrars = ['personnel-manager', 'administrator'] as const;
const leads = ['department-head', 'administrator'] as const;
/** Only who keeps the registry; their body is refused here, so that nothing changes. */
const kept = (route: string, at?: Line['at']): Line =>
  line(route, 'admin', only(registrars, 400), { body: empty, ...(at && { at }) });

/** Who is from outside, or holds no role, is shown nobody's roles. */
const insiders = ({ role }: Who): number => (role === undefined || role === 'partner' ? 403 : 200);

/** Roles, units, absences; tasks that pass from one to another. */
export const peopleAndTasks: readonly Line[] = [
  line('GET /api/v1/registry', 'tasks:read', insiders),
  line('GET /api/v1/registry/me', 'tasks:read', anyone()),
  line('GET /api/v1/registry/alignment', 'tasks:read', insiders),
  line('GET /api/v1/registry/roles/:role', 'tasks:read', insiders, { at: ofRole }),
  line('GET /api/v1/registry/absences', 'tasks:read', insiders),
  line('POST /api/v1/registry/absences/preview', 'admin', anyone(400), { body: empty }),
  line('POST /api/v1/registry/absences', 'admin', anyone(400), { body: empty }),
  line('PUT /api/v1/registry/absences/:id', 'admin', anyone(400), { at: nowhere, body: empty }),
  line('POST /api/v1/registry/absences/:id/revoke', 'admin', anyone(400), { at: nowhere, body: empty }),
  line('POST /api/v1/registry/roles/:role/acknowledge', 'admin', anyone(400), { at: ofRole, body: empty }),
  kept('PUT /api/v1/registry/roles/:role/description', ofRole),
  kept('PUT /api/v1/registry/roles/:role/competences', ofRole),
  kept('POST /api/v1/registry/assignments'),
  kept('PUT /api/v1/registry/assignments/:id', nowhere),
  kept('POST /api/v1/registry/assignments/:id/end', nowhere),
  kept('POST /api/v1/registry/units'),
  kept('PUT /api/v1/registry/units/:id', nowhere),
  kept('POST /api/v1/registry/posts'),
  kept('PUT /api/v1/registry/posts/:id', nowhere),
  kept('POST /api/v1/registry/posts/:id/holders', nowhere),
  kept('POST /api/v1/registry/post-holders/:id/end', nowhere),
  kept('POST /api/v1/registry/competences'),
  kept('PUT /api/v1/registry/people/:account/competences', ofPerson),
  kept('PUT /api/v1/registry/people/:account/kind', ofPerson),

  line('GET /api/v1/tasks/:id/colleagues', 'tasks:read', whoSees(), { at: ofTask }),
  line('POST /api/v1/tasks/:id/pass-on', 'tasks:write', anyone(400), { at: ofTask, body: empty }),
  line('POST /api/v1/tasks/:id/delegate', 'tasks:write', anyone(400), { at: ofTask, body: empty }),
  line('POST /api/v1/tasks/:id/resolve', 'tasks:write', whoSees(409), { at: ofTask }),
  line('POST /api/v1/tasks/:id/ask-handover', 'tasks:write', whoSees(409), { at: ofTask }),
  line('PUT /api/v1/tasks/:id/follow-up', 'tasks:write', anyone(400), { at: ofTask, body: empty }),
  line('PUT /api/v1/tasks/:id/priority', 'tasks:write', only(leads, 400), { at: ofTask, body: empty }),
  line('PUT /api/v1/tasks/:id/due', 'tasks:write', only(leads, 400), { at: ofTask, body: empty }),
  line('POST /api/v1/tasks/:id/opinions', 'tasks:write', anyone(400), { at: ofTask, body: empty }),
  line('POST /api/v1/tasks/:id/opinion', 'tasks:write', anyone(400), { at: ofTask, body: empty }),
  line('GET /api/v1/cases/:id/opinions', 'cases:read', whoSees(), { at: ofCase }),
  line('GET /api/v1/tasks/:id/take-back', 'tasks:read', whoSees(), { at: ofTask }),
  line('POST /api/v1/tasks/:id/take-back', 'tasks:write', whoSees(409), { at: ofTask }),
  line('POST /engine-rest/task/:id/assignee', 'tasks:write', whoSees(204, 409), { at: ofTask, body: empty }),
  line('POST /engine-rest/task/:id/delegate', 'tasks:write', anyone(400), { at: ofTask, body: empty }),
  line('POST /engine-rest/task/:id/resolve', 'tasks:write', whoSees(409, 409), { at: ofTask, body: empty }),
];
