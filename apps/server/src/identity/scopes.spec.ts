import { describe, expect, it } from '@jest/globals';
import { areas, isAllowedBy, scopeOf } from './scopes.ts';

/** At the parts themselves and below them. */
const expectScopes = (base: string, parts: readonly string[], read: string, written: string) => {
  for (const path of parts.flatMap((part) => [`${base}/${part}`, `${base}/${part}/:id`]))
    expect([path, scopeOf('GET', path), scopeOf('HEAD', path), scopeOf('PUT', path)]).toEqual([path, read, read, written]);
};

describe('The scope that a route needs', () => {
  it.each([
    ['GET', '/api/v1/tasks', 'tasks:read'],
    ['HEAD', '/api/v1/tasks/:id', 'tasks:read'],
    ['POST', '/api/v1/tasks/:id/complete', 'tasks:write'],
    ['DELETE', '/api/v1/cases/:id', 'cases:write'],
    ['POST', '/api/v1/cases/:id/cancel', 'admin'],
    ['GET', '/api/v1/cases/:id/cancelled', 'cases:read'],
    ['GET', '/api/v1/live', 'tasks:read'],
    ['POST', '/api/v1/search', 'none'],
    ['POST', '/api/v1/definitions', 'models:deploy'],
    ['POST', '/engine-rest/task', 'tasks:read'],
    ['POST', '/engine-rest/task/count', 'tasks:read'],
    ['POST', '/engine-rest/task/:id/complete', 'tasks:write'],
    ['PUT', '/engine-rest/task', 'tasks:write'],
    ['POST', '/engine-rest/process-definition', 'cases:write'],
    ['POST', '/engine-rest/history/task', 'cases:read'],
    ['GET', '/api/v1/session', 'none'],
    ['GET', '/api/v1/tasksomething', 'none'],
    ['GET', '/api/v1/not-there', 'none'],
  ])('of %s %s is %s', (method, path, scope) => expect(scopeOf(method, path)).toBe(scope));

  it.each([
    ['tasks:read to read, and tasks:write to change', ['tasks', 'views', 'inbox', 'bulk'], 'tasks:read', 'tasks:write'],
    ['tasks:read to read, which nobody may change', ['search', 'live', 'drafts'], 'tasks:read', 'none'],
    [
      'cases:read to read, and cases:write to change',
      ['cases', 'notes', 'uploads', 'attachments', 'processes', 'messages', 'conditions'],
      'cases:read',
      'cases:write',
    ],
    ['admin, whatever is done', ['cases/:id/cancel', 'audit', 'privacy', 'incidents', 'jobs', 'duties'], 'admin', 'admin'],
    ['tasks:read to read, and admin to change', ['people', 'registry', 'roles'], 'tasks:read', 'admin'],
    ['cases:read to read, and models:deploy to change', ['definitions'], 'cases:read', 'models:deploy'],
    ['models:deploy, whatever is done', ['deployments'], 'models:deploy', 'models:deploy'],
    ['no token that is good', ['session'], 'none', 'none'],
  ])('is %s, for these parts', (_, parts, read, written) => expectScopes('/api/v1', parts, read, written));

  it.each([
    ['tasks:read to read, and tasks:write to change', ['task'], 'tasks:read', 'tasks:write'],
    [
      'cases:read to read, and cases:write to change',
      ['process-instance', 'process-definition', 'decision-definition'],
      'cases:read',
      'cases:write',
    ],
    ['models:deploy, whatever is done', ['deployment', 'deployment/create'], 'models:deploy', 'models:deploy'],
    ['worker, whatever is done', ['external-task', 'execution'], 'worker', 'worker'],
    ['cases:read, by which is asked in both ways', ['history'], 'cases:read', 'cases:read'],
    ['cases:write to send', ['message', 'signal', 'condition'], 'none', 'cases:write'],
    ['cases:read to read, and admin to change', ['incident'], 'cases:read', 'admin'],
    ['cases:read to ask who answers', ['version', 'engine'], 'cases:read', 'none'],
  ])('is %s, for these of Camunda', (_, parts, read, written) => expectScopes('/engine-rest', parts, read, written));

  it('is cases:read for the description of all this', () => expectScopes('/api', ['docs'], 'cases:read', 'none'));

  it('is that to read where a question is posted to Camunda’s paths that take some', () => {
    for (const path of ['/engine-rest/process-instance', '/engine-rest/process-instance/count'])
      expect([path, scopeOf('POST', path)]).toEqual([path, 'cases:read']);
    expect(scopeOf('POST', '/engine-rest/process-instance/:id/variables')).toBe('cases:write');
    expect(scopeOf('POST', '/engine-rest/taskcount')).toBe('none');
    expect(scopeOf('POST', '/api/v1/tasks')).toBe('tasks:write');
  });

  it('is told once for each place', () => {
    const paths = areas.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)]);
  });

  it('is given by itself, reading also by changing, and never where no token may', () => {
    expect(isAllowedBy(['tasks:read'], 'tasks:read')).toBe(true);
    expect(isAllowedBy(['tasks:write'], 'tasks:read')).toBe(true);
    expect(isAllowedBy(['tasks:read'], 'tasks:write')).toBe(false);
    expect(isAllowedBy(['cases:write', 'admin'], 'tasks:read')).toBe(false);
    expect(isAllowedBy(['cases:read', 'worker'], 'worker')).toBe(true);
    expect(isAllowedBy(['admin'], 'worker')).toBe(false);
    expect(isAllowedBy([], 'admin')).toBe(false);
    expect(isAllowedBy(['none' as never], 'none')).toBe(false);
  });
});
