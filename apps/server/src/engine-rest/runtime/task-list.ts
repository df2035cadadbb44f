import type { Actor } from '../../identity/index.ts';
import { offeredTo } from '../../identity/index.ts';
import { taskTable } from '../../tasks/index.ts';
import type { Filter, ListOf } from '../lists/filters.ts';
import {
  after,
  before,
  companion,
  equal,
  either,
  flag,
  integer,
  integerEqual,
  like,
  noneOf,
  oneOf,
  unsupported,
} from '../lists/filters.ts';
import { asBoolean, asDate, asText, asTexts } from '../lists/parameters.ts';
import type { Parameters } from '../lists/parameters.ts';
import { variablesEqual } from '../lists/variable-filter.ts';
import { onlyVisibleTasks } from '../lists/visible.ts';

const offered = (kind: 'user' | 'group', more = ''): string =>
  `id IN (SELECT c.task_id FROM task_candidate c WHERE c.kind = '${kind}'${more})`;

/** Camunda leaves tasks that somebody holds out of lists by candidates, unless asked for them. */
const unlessIncluded = (filter: Filter): Filter => {
  return async (into, name, value, all) => {
    await filter(into, name, value, all);
    if (!includesAssigned(all)) into.add('assignee IS NULL');
  };
};

const includesAssigned = ({ includeAssignedTasks: asked }: Parameters): boolean =>
  asked !== undefined && asked !== null && asBoolean('includeAssignedTasks', asked);

const toGroups: Filter = (into, name, value) => void into.add(offered('group', ' AND c.candidate IN (?)'), asTexts(name, value));

/** Offered to the person by name, or by a role held in the task's institution and unit. */
const toUser =
  (actorOf: ActorOf): Filter =>
  async (into, name, value) => {
    const account = asText(name, value);
    const actor = await actorOf(account);
    const parts = [offered('user', ' AND c.candidate = ?')];
    const offers = actor && offeredTo(actor, 'own');
    if (offers) parts.push(offers.sql);
    into.add(parts.join(' OR '), account, ...(offers?.parameters ?? []));
  };

const never: Filter = (into) => void into.never();

const on =
  (column: string): Filter =>
  (into, name, value) =>
    void into.add(`${column} = ?`, asDate(name, value));

/** Finds a person as they may act now, by account. */
export type ActorOf = (account: string) => Promise<Actor | undefined>;

export const taskList = (actorOf: ActorOf): ListOf<typeof taskTable> => ({
  table: taskTable,
  filters: {
    taskId: equal('task_id'),
    taskIdIn: oneOf('task_id'),
    processInstanceId: equal('instance_id'),
    processInstanceIdIn: oneOf('instance_id'),
    processInstanceBusinessKey: equal('business_key'),
    processInstanceBusinessKeyIn: oneOf('business_key'),
    processInstanceBusinessKeyLike: like('business_key'),
    businessKey: equal('business_key'),
    processDefinitionId: equal('definition_id'),
    processDefinitionKey: equal('process_key'),
    processDefinitionKeyIn: oneOf('process_key'),
    processDefinitionName: (into, name, value) =>
      void into.add('definition_id IN (SELECT d.id FROM definition d WHERE d.name = ?)', asText(name, value)),
    executionId: equal('token_id'),
    activityInstanceIdIn: oneOf('token_id'),
    taskDefinitionKey: equal('element_id'),
    taskDefinitionKeyIn: oneOf('element_id'),
    taskDefinitionKeyNotIn: noneOf('element_id'),
    taskDefinitionKeyLike: like('element_id'),
    name: equal('name'),
    nameNotEqual: (into, name, value) => void into.add('name IS NULL OR name <> ?', asText(name, value)),
    nameLike: like('name'),
    assignee: equal('assignee'),
    assigneeLike: like('assignee'),
    assigneeIn: oneOf('assignee'),
    assigneeNotIn: noneOf('assignee'),
    assigned: flag('assignee IS NOT NULL'),
    unassigned: flag('assignee IS NULL'),
    candidateGroup: unlessIncluded(toGroups),
    candidateGroups: unlessIncluded(toGroups),
    candidateUser: unlessIncluded(toUser(actorOf)),
    involvedUser: (into, name, value) => {
      const account = asText(name, value);
      into.add(`assignee = ? OR ${offered('user', ' AND c.candidate = ?')}`, account, account);
    },
    includeAssignedTasks: companion,
    withCandidateGroups: either(offered('group'), `NOT ${offered('group')}`),
    withoutCandidateGroups: flag(`NOT ${offered('group')}`),
    withCandidateUsers: either(offered('user'), `NOT ${offered('user')}`),
    withoutCandidateUsers: flag(`NOT ${offered('user')}`),
    priority: integerEqual('priority'),
    minPriority: integer('priority', '>='),
    maxPriority: integer('priority', '<='),
    dueDate: on('due_at'),
    dueAfter: after('due_at'),
    dueBefore: before('due_at'),
    withoutDueDate: flag('due_at IS NULL'),
    followUpDate: on('follow_up_at'),
    followUpAfter: after('follow_up_at'),
    followUpBefore: before('follow_up_at'),
    followUpBeforeOrNotExistent: (into, name, value) =>
      void into.add('follow_up_at IS NULL OR follow_up_at <= ?', asDate(name, value)),
    createdOn: on('created_at'),
    createdAfter: after('created_at'),
    createdBefore: before('created_at'),
    processVariables: variablesEqual('instance_id'),
    suspended: flag("instance_id IN (SELECT i.id FROM instance i WHERE i.state = 'suspended')"),
    active: flag("instance_id NOT IN (SELECT i.id FROM instance i WHERE i.state = 'suspended')"),
    owner: equal('owner'),
    delegationState: equal('delegation_state'),
    parentTaskId: never,
    caseInstanceId: never,
    caseDefinitionKey: never,
    taskVariables: unsupported,
    orQueries: unsupported,
  },
  sorts: {
    instanceId: 'instance_id',
    executionId: 'token_id',
    id: 'task_id',
    name: 'name',
    nameCaseInsensitive: 'LOWER(name)',
    assignee: 'assignee',
    created: 'created_at',
    lastUpdated: 'created_at',
    dueDate: 'due_at',
    followUpDate: 'follow_up_at',
    priority: 'priority',
    tenantId: 'institution',
  },
  order: 'created_at, id',
  visible: onlyVisibleTasks,
});
