import { instanceTable } from '../../instances/index.ts';
import { incidentTable } from '../../jobs/index.ts';
import type { Filter, ListOf } from '../lists/filters.ts';
import { after, before, equal, flag, like, noneOf, oneOf, unsupported } from '../lists/filters.ts';
import { asText, asTexts } from '../lists/parameters.ts';
import { variablesEqual } from '../lists/variable-filter.ts';
import { onlyOfVisibleCases, onlyVisibleCases } from '../lists/visible.ts';

/** Instances that have something in another table. */
const having =
  (sql: string): Filter =>
  (into, name, value) =>
    void into.add(sql, asText(name, value));

export const instanceList: ListOf<typeof instanceTable> = {
  table: instanceTable,
  filters: {
    processInstanceIds: oneOf('id'),
    processInstanceId: equal('id'),
    businessKey: equal('business_key'),
    processInstanceBusinessKey: equal('business_key'),
    businessKeyLike: like('business_key'),
    processDefinitionId: equal('definition_id'),
    processDefinitionKey: equal('process_key'),
    processDefinitionKeyIn: oneOf('process_key'),
    processDefinitionKeyNotIn: noneOf('process_key'),
    deploymentId: having('definition_id IN (SELECT d.id FROM definition d WHERE d.deployment_id = ?)'),
    superProcessInstance: equal('parent_instance_id'),
    subProcessInstance: having('id IN (SELECT c.parent_instance_id FROM instance c WHERE c.id = ?)'),
    rootProcessInstances: flag('parent_instance_id IS NULL'),
    leafProcessInstances: flag(
      "id NOT IN (SELECT c.parent_instance_id FROM instance c WHERE c.parent_instance_id IS NOT NULL AND c.state <> 'ended')",
    ),
    active: flag("state = 'active'"),
    suspended: flag("state = 'suspended'"),
    withIncident: flag('id IN (SELECT i.instance_id FROM incident i)'),
    incidentId: having('id IN (SELECT i.instance_id FROM incident i WHERE i.id = ?)'),
    incidentMessage: having('id IN (SELECT i.instance_id FROM incident i WHERE i.message = ?)'),
    activityIdIn: (into, name, value) =>
      void into.add(
        'id IN (SELECT a.instance_id FROM history_activity a WHERE a.ended_at IS NULL AND a.element_id IN (?))',
        asTexts(name, value),
      ),
    variables: variablesEqual('id'),
    incidentType: unsupported,
    orQueries: unsupported,
  },
  sorts: {
    instanceId: 'id',
    definitionKey: 'process_key',
    definitionId: 'definition_id',
    businessKey: 'business_key',
    tenantId: 'institution',
  },
  order: 'started_at, id',
  visible: (into, actor) => {
    onlyVisibleCases(into, actor);
    into.add("state <> 'ended'");
  },
};

/** Jobs of workers whose tries are used up are `failedExternalTask` in Camunda. */
export const isOfWorker = "incident_type = 'failedJob' AND job_id IN (SELECT j.id FROM job j WHERE j.job_type = 'topic')";

export const incidentList: ListOf<typeof incidentTable> = {
  table: incidentTable,
  filters: {
    incidentId: equal('id'),
    incidentType: (into, name, value) => {
      const type = asText(name, value);
      if (type === 'failedExternalTask') into.add(isOfWorker);
      else if (type === 'failedJob') into.add(`incident_type = 'failedJob' AND NOT (${isOfWorker})`);
      else into.add('incident_type = ?', type);
    },
    incidentMessage: equal('message'),
    incidentMessageLike: like('message'),
    processDefinitionId: equal('definition_id'),
    processDefinitionKey: equal('process_key'),
    processDefinitionKeyIn: oneOf('process_key'),
    processInstanceId: equal('instance_id'),
    businessKey: equal('business_key'),
    executionId: equal('token_id'),
    activityId: equal('element_id'),
    failedActivityId: equal('element_id'),
    causeIncidentId: equal('id'),
    rootCauseIncidentId: equal('id'),
    configuration: equal('job_id'),
    incidentTimestampBefore: before('raised_at'),
    incidentTimestampAfter: after('raised_at'),
  },
  sorts: {
    incidentId: 'id',
    incidentMessage: 'message',
    incidentTimestamp: 'raised_at',
    incidentType: 'incident_type',
    executionId: 'token_id',
    activityId: 'element_id',
    processInstanceId: 'instance_id',
    processDefinitionId: 'definition_id',
    causeIncidentId: 'id',
    rootCauseIncidentId: 'id',
    configuration: 'job_id',
    tenantId: 'institution',
  },
  order: 'raised_at, id',
  visible: onlyOfVisibleCases,
};
