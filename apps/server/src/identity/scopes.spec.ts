import { describe, expect, it } from '@jest/globals';
import { areas, isAllowedBy, scopeOf } from './scopes.ts';

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

  it('is that of administrators for what is theirs, and of workers for what they do', () => {
    const read = (path: string) => scopeOf('GET', path);
    const written = (path: string) => scopeOf('POST', path);
    const administrators = ['audit', 'privacy', 'incidents', 'jobs', 'duties'].map((part) => `/api/v1/${part}`);
    for (const path of administrators) expect([path, read(path), written(path)]).toEqual([path, 'admin', 'admin']);
    for (const path of ['people', 'registry', 'roles'].map((part) => `/api/v1/${part}`))
      expect([path, read(path), written(path)]).toEqual([path, 'tasks:read', 'admin']);
    for (const path of ['/engine-rest/external-task', '/engine-rest/execution'])
      expect([path, read(path), written(path)]).toEqual([path, 'worker', 'worker']);
    for (const path of ['/api/v1/deployments', '/engine-rest/deployment', '/engine-rest/deployment/create'])
      expect([path, read(path), written(path)]).toEqual([path, 'models:deploy', 'models:deploy']);
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
