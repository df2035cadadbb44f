/**
 * What is mutated, and which tests must notice. Only tests that are quick enough to run hundreds of times: what slower ones notice besides
 * (random models, faults, browsers, but for the committer other databases) is not counted, so a score is the least that it can be. Specs of
 * other folders are named where code is worked through them: how a task is completed, say, decides about most of what instances do.
 * @typedef {{ sources: string[], specs: string[], without?: RegExp, withoutTests?: RegExp, onMariadb?: boolean }} Area folders or files; specs and, by
 *   their whole names, tests that are left out; whether the tests run on MariaDB too
 * @type {Record<string, Area>}
 */
export const areas = {
  kernel: {
    sources: ['packages/engine/src/state', 'packages/engine/src/flow'],
    specs: ['packages/engine/src'],
    without: /(random-models|compensation-scale|wide-joins|zone)\.spec/,
    withoutTests: /^any model|thousand|without end|a large body/,
  },
  // half of it is for MariaDB and MySQL alone; first what needs no database: a queue that stands still is noticed at once, not by a time-out
  committer: {
    ...server(
      ['platform/committer'],
      ['select-batch', 'plan-queue', 'check-guards', 'mysql-statements']
        .map((name) => `platform/committer/${name}.spec.ts`)
        .concat('platform/committer'),
    ),
    withoutTests: /connections are killed/,
    onMariadb: true,
  },
  instances: server(
    ['instances'],
    [
      // first what needs no server: a command that is never answered is noticed at once, not by a time-out
      'instances/instance-queue.spec.ts',
      'instances/start-by-event.spec.ts',
      'instances/start-instance.spec.ts',
      'instances/drained-instances.spec.ts',
      'instances/load-instance.spec.ts',
      'instances/stored-parts.spec.ts',
      'instances/records-to-rows.spec.ts',
      'instances/resolve-people.spec.ts',
      'instances/cases-apart.spec.ts',
      'instances/acts-on-cases.spec.ts',
      'instances/intake-rules.spec.ts',
      'instances/undo',
      'instances',
      'tasks/tasks.spec.ts',
      'tasks/hands/hands.spec.ts',
      'tasks/take-back/take-back.spec.ts',
      'messages/starts.spec.ts',
      'messages/messages.spec.ts',
      'engine-rest/runtime.spec.ts',
      'engine-rest/access.spec.ts',
      'identity/visibility.spec.ts',
      'case-clock',
      'documents/applications.spec.ts',
      'documents/documents.spec.ts',
      'duties/duties.spec.ts',
      'engine-rest/decisions.spec.ts',
      'engine-rest/history.spec.ts',
      'engine-rest/partner-view.spec.ts',
      'messages/call-activity.spec.ts',
      'privacy/privacy.spec.ts',
      'services/services.spec.ts',
      'views/views.spec.ts',
      'waits',
    ],
    /large-bodies\.spec/,
  ),
  tasks: server(
    ['tasks'],
    [
      'tasks',
      'documents/applications.spec.ts',
      'documents/drafts.spec.ts',
      'duties/duties.spec.ts',
      'duties/other-hands.spec.ts',
      'engine-rest/partner-view.spec.ts',
      'engine-rest/runtime.spec.ts',
      'notifications/notices.spec.ts',
      'views/views.spec.ts',
    ],
    /take-back-any-model\.spec/,
  ),
  timers: server(
    ['timers'],
    [
      // first what needs no server: a timer that is never woken for is noticed at once, not by a time-out
      ...['fire-timers', 'publish-start-timers', 'sweep-due-timers', 'timer-rows', 'timer-watch', 'wake-timers'].map(
        (name) => `timers/${name}.spec.ts`,
      ),
      'timers',
      'messages/starts.spec.ts',
      'tasks/take-back/take-back.spec.ts',
    ],
    /redis\.spec/,
  ),
  jobs: server(
    ['jobs'],
    [
      // first what needs no server: a runner that stands still is noticed at once, not by a time-out
      'jobs/job-runner.spec.ts',
      'jobs',
      'engine-rest/external-tasks.spec.ts',
      'tasks/tasks.controller.spec.ts',
      'tasks/take-back/take-back.spec.ts',
    ],
  ),
  messages: server(
    ['messages'],
    [
      'messages',
      'case-clock/case-clock.spec.ts',
      'engine-rest/runtime.spec.ts',
      'instances/instances.spec.ts',
      'services/services.spec.ts',
      'tasks/take-back/take-back.spec.ts',
      'waits',
    ],
  ),
  identity: server(
    ['identity'],
    [
      // first what needs no requests: most is noticed there at once
      ...['reach', 'scopes', 'identity.guard', 'sign-in-limiter', 'sessions', 'tokens-and-links', 'people-directory'].map(
        (name) => `identity/${name}.spec.ts`,
      ),
      'identity/oidc/admit-external-person.spec.ts',
      'identity/oidc/oidc.controller.spec.ts',
      'identity/first-account.spec.ts',
      'identity',
      'duties/lent-roles.spec.ts',
      'engine-rest/access.spec.ts',
      'engine-rest/partner-view.spec.ts',
      'live/revoked-role.spec.ts',
      'tasks/hands/hands.spec.ts',
      'tasks/tasks.spec.ts',
      'views/views.spec.ts',
    ],
  ),
  audit: server(
    ['audit'],
    [
      // first the parts alone: an endless search or a log that nobody wakes is noticed at once, not by a time-out
      ...['entry-hash', 'id-set', 'head', 'access-log-memory', 'verify-chain', 'read-unsealed'].map(
        (name) => `audit/${name}.spec.ts`,
      ),
      'audit',
      'privacy/privacy.spec.ts',
    ],
  ),
};

/** @returns {Area} */
function server(sources, specs = sources, without = undefined) {
  const below = (path) => `apps/server/src/${path}`;
  return { sources: sources.map(below), specs: specs.map(below), without };
}
