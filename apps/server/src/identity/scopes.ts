import type { TokenScope } from '@gaita/contracts';

/** What a token needs for a route; `none`: no token may, whatever its scopes. */
export type NeededScope = TokenScope | 'none';

interface Area {
  /** Begin of the path, whole segments. */
  readonly path: string;
  readonly read: NeededScope;
  readonly write: NeededScope;
  /** Further segments of paths that only ask though they are posted. */
  readonly asks?: readonly string[];
}

/**
 * Scopes by place, the longest path first that fits. What stands nowhere here no token may do: a new part of the server opens
 * itself to programs by a line.
 */
export const areas: readonly Area[] = [
  { path: '/api/docs', read: 'cases:read', write: 'none' },
  { path: '/api/v1/session', read: 'none', write: 'none' },
  { path: '/api/v1/tasks', read: 'tasks:read', write: 'tasks:write' },
  { path: '/api/v1/views', read: 'tasks:read', write: 'tasks:write' },
  { path: '/api/v1/inbox', read: 'tasks:read', write: 'tasks:write' },
  { path: '/api/v1/search', read: 'tasks:read', write: 'none' },
  { path: '/api/v1/bulk', read: 'tasks:read', write: 'tasks:write' },
  { path: '/api/v1/live', read: 'tasks:read', write: 'none' },
  { path: '/api/v1/cases', read: 'cases:read', write: 'cases:write' },
  { path: '/api/v1/cases/:id/cancel', read: 'admin', write: 'admin' },
  { path: '/api/v1/notes', read: 'cases:read', write: 'cases:write' },
  { path: '/api/v1/uploads', read: 'cases:read', write: 'cases:write' },
  { path: '/api/v1/attachments', read: 'cases:read', write: 'cases:write' },
  { path: '/api/v1/audit', read: 'admin', write: 'admin' },
  { path: '/api/v1/privacy', read: 'admin', write: 'admin' },
  { path: '/api/v1/processes', read: 'cases:read', write: 'cases:write' },
  { path: '/api/v1/messages', read: 'cases:read', write: 'cases:write' },
  { path: '/api/v1/conditions', read: 'cases:read', write: 'cases:write' },
  { path: '/api/v1/definitions', read: 'cases:read', write: 'models:deploy' },
  { path: '/api/v1/deployments', read: 'models:deploy', write: 'models:deploy' },
  { path: '/api/v1/incidents', read: 'admin', write: 'admin' },
  { path: '/api/v1/jobs', read: 'admin', write: 'admin' },
  { path: '/api/v1/duties', read: 'admin', write: 'admin' },
  { path: '/api/v1/people', read: 'tasks:read', write: 'admin' },
  { path: '/api/v1/registry', read: 'tasks:read', write: 'admin' },
  { path: '/api/v1/roles', read: 'tasks:read', write: 'admin' },
  { path: '/engine-rest/task', read: 'tasks:read', write: 'tasks:write', asks: ['count'] },
  { path: '/engine-rest/process-instance', read: 'cases:read', write: 'cases:write', asks: ['count'] },
  { path: '/engine-rest/process-definition', read: 'cases:read', write: 'cases:write' },
  { path: '/engine-rest/decision-definition', read: 'cases:read', write: 'cases:write' },
  { path: '/engine-rest/deployment', read: 'models:deploy', write: 'models:deploy' },
  { path: '/engine-rest/deployment/create', read: 'models:deploy', write: 'models:deploy' },
  { path: '/engine-rest/external-task', read: 'worker', write: 'worker' },
  { path: '/engine-rest/execution', read: 'worker', write: 'worker' },
  { path: '/engine-rest/history', read: 'cases:read', write: 'cases:read' },
  { path: '/engine-rest/message', read: 'none', write: 'cases:write' },
  { path: '/engine-rest/signal', read: 'none', write: 'cases:write' },
  { path: '/engine-rest/condition', read: 'none', write: 'cases:write' },
  { path: '/engine-rest/incident', read: 'cases:read', write: 'admin' },
  // Clients of Camunda ask first whom they speak to, whatever they are for.
  { path: '/engine-rest/version', read: 'cases:read', write: 'none' },
  { path: '/engine-rest/engine', read: 'cases:read', write: 'none' },
  { path: '/api/v1/drafts', read: 'tasks:read', write: 'none' },
];

/** @param path as the route is declared, with `:id` */
export function scopeOf(method: string, path: string): NeededScope {
  const [area] = areas
    .filter((one) => path === one.path || path.startsWith(`${one.path}/`))
    .sort((one, other) => other.path.length - one.path.length);
  if (!area) return 'none';
  const rest = path.slice(area.path.length + 1);
  // Camunda posts what is too long to be asked by GET to the bare path.
  const isQuery = method === 'POST' && area.asks !== undefined && (rest === '' || area.asks.includes(rest));
  return method === 'GET' || method === 'HEAD' || isQuery ? area.read : area.write;
}

/** Changing includes reading. */
export function isAllowedBy(scopes: readonly TokenScope[], needed: NeededScope): boolean {
  if (needed === 'none') return false;
  return (
    scopes.includes(needed) || (needed.endsWith(':read') && scopes.includes(needed.replace(':read', ':write') as TokenScope))
  );
}
