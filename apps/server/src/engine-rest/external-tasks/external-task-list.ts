import { jobTable } from '../../jobs/index.ts';
import type { Filter, ListOf } from '../lists/filters.ts';
import { after, before, equal, flag, integer, oneOf } from '../lists/filters.ts';
import { asBoolean } from '../lists/parameters.ts';
import { onlyOfVisibleCases } from '../lists/visible.ts';

/** @param now says which locks have run out */
export function externalTaskList(now: () => number): ListOf<typeof jobTable> {
  const locked: Filter = (into, name, value) => {
    if (asBoolean(name, value)) into.add('lock_expires_at > ?', now());
  };
  const notLocked: Filter = (into, name, value) => {
    if (asBoolean(name, value)) into.add('lock_expires_at IS NULL OR lock_expires_at <= ?', now());
  };
  return {
    table: jobTable,
    filters: {
      externalTaskId: equal('id'),
      externalTaskIdIn: oneOf('id'),
      topicName: equal('topic'),
      workerId: equal('lock_owner'),
      locked,
      notLocked,
      withRetriesLeft: flag('retries > 0'),
      noRetriesLeft: flag('retries = 0'),
      lockExpirationAfter: after('lock_expires_at'),
      lockExpirationBefore: before('lock_expires_at'),
      activityId: equal('element_id'),
      activityIdIn: oneOf('element_id'),
      executionId: equal('token_id'),
      processInstanceId: equal('instance_id'),
      processInstanceIdIn: oneOf('instance_id'),
      processDefinitionId: equal('definition_id'),
      processDefinitionKey: equal('process_key'),
      processDefinitionKeyIn: oneOf('process_key'),
      businessKey: equal('business_key'),
      processInstanceBusinessKey: equal('business_key'),
      active: flag("instance_id NOT IN (SELECT i.id FROM instance i WHERE i.state = 'suspended')"),
      suspended: flag("instance_id IN (SELECT i.id FROM instance i WHERE i.state = 'suspended')"),
      priorityHigherThanOrEquals: integer('priority', '>='),
      priorityLowerThanOrEquals: integer('priority', '<='),
    },
    sorts: {
      id: 'id',
      lockExpirationTime: 'lock_expires_at',
      processInstanceId: 'instance_id',
      processDefinitionId: 'definition_id',
      processDefinitionKey: 'process_key',
      taskPriority: 'priority',
      createTime: 'created_at',
      tenantId: 'institution',
    },
    order: 'created_at, id',
    visible: (into, actor) => {
      onlyOfVisibleCases(into, actor);
      into.add("job_type = 'topic'");
    },
  };
}
