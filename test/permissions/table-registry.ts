import type { RoleKey } from '@gaita/contracts';
import type { Line } from './line.ts';
import { anyone, line, of, only, whoSees } from './line.ts';
import { newName } from './make-objects.ts';
import { home, unit } from './models.ts';
import type { Who } from './who.ts';
import { administersHere, isAdministrator, isLead, isRole } from './who.ts';

const registrars: readonly RoleKey[] = ['personnel-manager', 'administrator'];
const names = { names: { en: 'New' } };
const seen = () => ({ revision: 1 });
const inHome = { institution: home };
const of404 = (who: Who): boolean => who.place === 'elsewhere';

/** Who keeps the registry of the whole institution; who keeps it in one unit does not. */
const keepers = (status = 200) => only(registrars, (who) => (administersHere(who) ? status : 403));
/** The same about something that those of another institution do not know of. */
const keepersHere = (status = 200) => only(registrars, (who) => (administersHere(who) ? status : of404(who) ? 404 : 403));
/** And what belongs to the unit: its personnel manager too. */
const inUnit = (status = 200, unknown = 404) =>
  only(registrars, (who) => (administersHere(who) || who.place === 'unit' ? status : of404(who) ? unknown : 403));

/** Who is from outside, or holds no role, is shown nobody's roles. */
const insiders = ({ role }: Who): number => (role === undefined || role === 'partner' ? 403 : 200);
const holdersOf =
  (role: RoleKey) =>
  (who: Who): number =>
    isRole(who, [role]) && !of404(who) ? 200 : 403;
const texts = { subordination: {}, duties: { en: 'To say what is so.' }, competences: {}, conditions: {} };
const dutyReaders: readonly RoleKey[] = [
  'administrator',
  'personnel-manager',
  'top-management',
  'management-representative',
  'internal-auditor',
  'data-protection-officer',
];

const changing = (route: string, due: Line['due'], at: Line['at'], body: Line['body']): Line =>
  line(route, 'admin', due, { ...(at && { at }), ...(body && { body }), changes: true });

/** Roles, units, posts, absences, pairs of roles. */
export const registry: readonly Line[] = [
  line('GET /api/v1/registry', 'tasks:read', insiders),
  line('GET /api/v1/registry', 'tasks:read', (who) => (of404(who) ? 403 : insiders(who)), { query: `?institution=${home}` }),
  line('GET /api/v1/registry/me', 'tasks:read', anyone()),
  line('GET /api/v1/registry/alignment', 'tasks:read', insiders),
  line('GET /api/v1/registry/alignment', 'tasks:read', (who) => (of404(who) ? 403 : insiders(who)), {
    query: `?institution=${home}`,
  }),
  line('GET /api/v1/registry/roles/:role', 'tasks:read', insiders, { at: () => ({ role: 'expert' }) }),
  line('GET /api/v1/registry/roles/:role', 'tasks:read', (who) => (of404(who) ? 403 : insiders(who)), {
    at: () => ({ role: 'expert' }),
    query: `?institution=${home}`,
  }),
  line('GET /api/v1/registry/absences', 'tasks:read', insiders),
  line('GET /api/v1/registry/absences', 'tasks:read', (who) => (of404(who) ? 403 : insiders(who)), {
    query: `?institution=${home}`,
  }),

  // everybody their own
  line('POST /api/v1/registry/absences/preview', 'admin', anyone(), { body: () => ({ from: '2040-01-02', to: '2040-01-03' }) }),
  line('POST /api/v1/registry/absences', 'admin', anyone(201), { body: () => ({ from: '2040-01-02', to: '2040-01-03' }) }),
  // somebody's of the unit: who leads, who keeps the registry
  line('POST /api/v1/registry/absences/preview', 'admin', leads(200), { body: ofSomebody }),
  changing('POST /api/v1/registry/absences', leads(201), undefined, ofSomebody),
  changing('PUT /api/v1/registry/absences/:id', leads(200, 404), of('absence'), () => ({
    from: '2040-01-02',
    to: '2040-01-05',
    revision: 1,
  })),
  changing('POST /api/v1/registry/absences/:id/revoke', leads(200, 404), of('absence'), seen),

  line('POST /api/v1/registry/roles/:role/acknowledge', 'admin', holdersOf('expert'), {
    at: () => ({ role: 'expert' }),
    body: () => ({ ...inHome, version: 1 }),
  }),
  line('PUT /api/v1/registry/roles/:role/description', 'admin', keepers(), {
    at: () => ({ role: 'lawyer' }),
    body: async (objects) => ({ ...inHome, basedOn: Number(await objects.get('descriptionVersion')), texts }),
    changes: true,
    alone: true,
  }),
  line('PUT /api/v1/registry/roles/:role/competences', 'admin', keepers(), {
    at: () => ({ role: 'survey-analyst' }),
    body: () => ({ ...inHome, competences: [] }),
    alone: true,
  }),
  changing('POST /api/v1/registry/assignments', inUnit(201, 403), undefined, async (objects) => ({
    ...inHome,
    account: await objects.get('person'),
    role: 'survey-analyst',
    unit,
  })),
  // for the whole institution: not who keeps the registry of a unit
  changing('POST /api/v1/registry/assignments', keepers(201), undefined, async (objects) => ({
    ...inHome,
    account: await objects.get('person'),
    role: 'survey-analyst',
  })),
  changing('PUT /api/v1/registry/assignments/:id', inUnit(), of('assignment'), () => ({ to: '2040-01-01', revision: 1 })),
  changing('POST /api/v1/registry/assignments/:id/end', inUnit(), of('assignment'), seen),
  line('POST /api/v1/registry/units', 'admin', keepers(201), { body: () => ({ ...inHome, ...names }) }),
  changing('PUT /api/v1/registry/units/:id', keepersHere(), of('unit'), () => ({ ...names, active: true, revision: 1 })),
  line('POST /api/v1/registry/posts', 'admin', inUnit(201, 403), { body: () => ({ ...inHome, ...names, unit }) }),
  line('POST /api/v1/registry/posts', 'admin', keepers(201), { body: () => ({ ...inHome, ...names }) }),
  changing('PUT /api/v1/registry/posts/:id', inUnit(), of('post'), () => ({ ...names, unit, revision: 1 })),
  changing('POST /api/v1/registry/posts/:id/holders', inUnit(201), of('post'), async (objects) => ({
    account: await objects.get('person'),
  })),
  changing('POST /api/v1/registry/post-holders/:id/end', inUnit(), of('postHolder'), seen),
  line('POST /api/v1/registry/competences', 'admin', keepers(201), { body: () => ({ ...inHome, ...names }) }),
  changing('PUT /api/v1/registry/people/:account/competences', keepersHere(), of('person', 'account'), () => ({
    competences: [],
  })),
  changing('PUT /api/v1/registry/people/:account/kind', keepersHere(), of('person', 'account'), () => ({ kind: 'staff' })),

  // who is limited to a unit does not answer for the institution
  line('GET /api/v1/duties', 'admin', (who) => (isRole(who, dutyReaders) && (isAdministrator(who) || of404(who)) ? 200 : 403)),
  line('GET /api/v1/duties', 'admin', (who) => (administersHere(who) ? 200 : 403), { query: `?institution=${home}` }),
  changing(
    'POST /api/v1/duties/pairs',
    keepers(),
    undefined,
    async (objects) => JSON.parse(await objects.get('newPair')) as object,
  ),
  changing('DELETE /api/v1/duties/pairs/:id', keepers(), of('pair'), undefined),
  line('GET /api/v1/cases/:id/duties', 'cases:read', whoSees(), { at: of('case') }),

  line('GET /api/v1/people', 'tasks:read', anyone()),
  line('GET /api/v1/roles', 'tasks:read', anyone()),
  line('GET /api/v1/accounts', 'none', only(['administrator'])),
  line(
    'POST /api/v1/accounts',
    'none',
    only(['administrator'], (who) => (administersHere(who) ? 201 : 403)),
    {
      body: () => {
        const account = newName();
        return { account, name: account, email: `${account}@example.org`, institution: home, language: 'lv' };
      },
    },
  ),
  line('PUT /api/v1/accounts/:account', 'none', accountKeepers(), {
    at: of('person', 'account'),
    body: () => ({ name: 'Somebody', email: `${newName()}@example.org`, language: 'lv' }),
    changes: true,
  }),
  ...(['link', 'close', 'open', 'sign-out'] as const).map((act) =>
    line(`POST /api/v1/accounts/:account/${act}`, 'none', accountKeepers(act === 'link' ? 201 : 200), {
      at: of('person', 'account'),
      changes: true,
    }),
  ),
];

async function ofSomebody(objects: Parameters<NonNullable<Line['body']>>[0]) {
  return { account: await objects.get('person'), from: '2040-02-02', to: '2040-02-03' };
}

function leads(status: number, unknown = 403): Line['due'] {
  return (who) => (isLead(who) ? status : of404(who) ? unknown : 403);
}

function accountKeepers(status = 200): Line['due'] {
  return only(['administrator'], (who) => (administersHere(who) ? status : 404));
}
