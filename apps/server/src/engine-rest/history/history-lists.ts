import { historyActivityTable, historyDecisionTable, historyInstanceTable, historyVariableTable } from '../../instances/index.ts';
import type { Filter, ListOf } from '../lists/filters.ts';
import { after, before, companion, equal, flag, like, noneOf, oneOf, unsupported } from '../lists/filters.ts';
import { asText, asTexts } from '../lists/parameters.ts';
import { variablesEqual } from '../lists/variable-filter.ts';
import { onlyOfVisibleCases, onlyVisibleActivities, onlyVisibleCases } from '../lists/visible.ts';
import { bodySuffix } from '../wire/activity-types.ts';

const duration = 'ended_at - started_at';

const ofActivities = (more: string): Filter => {
  return (into, name, value) =>
    void into.add(`id IN (SELECT a.instance_id FROM history_activity a WHERE a.element_id IN (?)${more})`, asTexts(name, value));
};

const definitionName =
  (operator: '=' | 'LIKE'): Filter =>
  (into, name, value) =>
    void into.add(`definition_id IN (SELECT d.id FROM definition d WHERE d.name ${operator} ?)`, asText(name, value));

export const historyInstanceList: ListOf<typeof historyInstanceTable> = {
  table: historyInstanceTable,
  filters: {
    processInstanceId: equal('id'),
    processInstanceIds: oneOf('id'),
    processInstanceIdNotIn: noneOf('id'),
    processDefinitionId: equal('definition_id'),
    processDefinitionKey: equal('process_key'),
    processDefinitionKeyIn: oneOf('process_key'),
    processDefinitionKeyNotIn: noneOf('process_key'),
    processDefinitionName: definitionName('='),
    processDefinitionNameLike: definitionName('LIKE'),
    businessKey: equal('business_key'),
    processInstanceBusinessKey: equal('business_key'),
    processInstanceBusinessKeyIn: oneOf('business_key'),
    processInstanceBusinessKeyLike: like('business_key'),
    rootProcessInstances: flag('parent_instance_id IS NULL'),
    superProcessInstanceId: equal('parent_instance_id'),
    subProcessInstanceId: (into, name, value) =>
      void into.add('id IN (SELECT c.parent_instance_id FROM history_instance c WHERE c.id = ?)', asText(name, value)),
    finished: flag('ended_at IS NOT NULL'),
    unfinished: flag('ended_at IS NULL'),
    active: flag("ended_at IS NULL AND id NOT IN (SELECT i.id FROM instance i WHERE i.state = 'suspended')"),
    suspended: flag("ended_at IS NULL AND id IN (SELECT i.id FROM instance i WHERE i.state = 'suspended')"),
    completed: flag("outcome = 'completed'"),
    externallyTerminated: flag("outcome IN ('terminated', 'withdrawn')"),
    internallyTerminated: flag("outcome = 'failed'"),
    withIncidents: flag('id IN (SELECT i.instance_id FROM incident i)'),
    startedBy: equal('started_by'),
    startedBefore: before('started_at'),
    startedAfter: after('started_at'),
    finishedBefore: before('ended_at'),
    finishedAfter: after('ended_at'),
    executedActivityIdIn: ofActivities(' AND a.ended_at IS NOT NULL'),
    activeActivityIdIn: ofActivities(' AND a.ended_at IS NULL'),
    activityIdIn: ofActivities(' AND a.ended_at IS NULL'),
    variables: variablesEqual('id'),
    incidentType: unsupported,
    incidentStatus: unsupported,
    incidentMessage: unsupported,
    orQueries: unsupported,
  },
  sorts: {
    instanceId: 'id',
    definitionId: 'definition_id',
    definitionKey: 'process_key',
    definitionName: 'process_key',
    definitionVersion: 'definition_id',
    businessKey: 'business_key',
    startTime: 'started_at',
    endTime: 'ended_at',
    duration,
    tenantId: 'institution',
  },
  order: 'started_at, id',
  visible: onlyVisibleCases,
};

/** `id#multiInstanceBody` means the body, the plain id everything else of that element. */
const activity: Filter = (into, name, value) => {
  const ids = asTexts(name, value);
  const bodies = ids.filter((id) => id.endsWith(bodySuffix)).map((id) => id.slice(0, -bodySuffix.length));
  const others = ids.filter((id) => !id.endsWith(bodySuffix));
  into.add(
    "(element_id IN (?) AND element_type <> 'multiInstanceBody') OR (element_id IN (?) AND element_type = 'multiInstanceBody')",
    others,
    bodies,
  );
};

/** @param activityType filters by Camunda's type, which the models tell */
export const historyActivityList = (activityType: Filter): ListOf<typeof historyActivityTable> => ({
  table: historyActivityTable,
  filters: {
    activityInstanceId: equal('id'),
    processInstanceId: equal('instance_id'),
    processInstanceIdIn: oneOf('instance_id'),
    processInstanceBusinessKey: (into, name, value) =>
      void into.add('instance_id IN (SELECT i.id FROM history_instance i WHERE i.business_key = ?)', asText(name, value)),
    processDefinitionId: equal('definition_id'),
    processDefinitionKey: equal('process_key'),
    executionId: equal('id'),
    activityId: activity,
    activityIdIn: activity,
    activityName: equal('element_name'),
    activityNameLike: like('element_name'),
    activityType,
    taskAssignee: equal('assignee'),
    assignee: equal('assignee'),
    finished: flag('ended_at IS NOT NULL'),
    unfinished: flag('ended_at IS NULL'),
    canceled: flag("ended_at IS NOT NULL AND outcome <> 'completed'"),
    completeScope: flag("ended_at IS NOT NULL AND element_type = 'endEvent'"),
    startedBefore: before('started_at'),
    startedAfter: after('started_at'),
    finishedBefore: before('ended_at'),
    finishedAfter: after('ended_at'),
  },
  sorts: {
    activityInstanceId: 'id',
    instanceId: 'instance_id',
    executionId: 'id',
    activityId: 'element_id',
    activityName: 'element_name',
    activityType: 'element_type',
    startTime: 'started_at',
    endTime: 'ended_at',
    duration,
    definitionId: 'definition_id',
    // entries of the same moment in the order in which the journal has them
    occurrence: 'started_at, position',
    tenantId: 'institution',
  },
  order: 'started_at, position, id',
  visible: onlyVisibleActivities,
});

export const historyDecisionList: ListOf<typeof historyDecisionTable> = {
  table: historyDecisionTable,
  filters: {
    decisionInstanceId: equal('id'),
    decisionInstanceIdIn: oneOf('id'),
    decisionDefinitionId: equal('decision_definition_id'),
    decisionDefinitionIdIn: oneOf('decision_definition_id'),
    decisionDefinitionKey: equal('decision_key'),
    decisionDefinitionKeyIn: oneOf('decision_key'),
    decisionDefinitionName: equal('decision_name'),
    decisionDefinitionNameLike: like('decision_name'),
    processDefinitionId: equal('definition_id'),
    processDefinitionKey: equal('process_key'),
    processInstanceId: equal('instance_id'),
    activityIdIn: oneOf('element_id'),
    activityInstanceIdIn: oneOf('activity_instance_id'),
    evaluatedBefore: before('evaluated_at'),
    evaluatedAfter: after('evaluated_at'),
    userId: equal('evaluated_by'),
    rootDecisionInstanceId: equal('root_decision_id'),
    rootDecisionInstancesOnly: flag('root_decision_id = id'),
    includeInputs: companion,
    includeOutputs: companion,
    disableBinaryFetching: companion,
    disableCustomObjectDeserialization: companion,
    caseDefinitionId: unsupported,
    caseInstanceId: unsupported,
    decisionRequirementsDefinitionId: unsupported,
  },
  sorts: { evaluationTime: 'evaluated_at', tenantId: 'institution' },
  order: 'evaluated_at, root_decision_id, position',
  visible: onlyOfVisibleCases,
};

export const historyVariableList: ListOf<typeof historyVariableTable> = {
  table: historyVariableTable,
  filters: {
    variableId: equal('id'),
    variableName: equal('name'),
    variableNameIn: oneOf('name'),
    variableNameLike: like('name'),
    variableTypeIn: unsupported,
    variableValue: unsupported,
    processInstanceId: equal('instance_id'),
    processInstanceIdIn: oneOf('instance_id'),
    processInstanceBusinessKey: (into, name, value) =>
      void into.add('instance_id IN (SELECT i.id FROM history_instance i WHERE i.business_key = ?)', asText(name, value)),
    processDefinitionId: equal('definition_id'),
    processDefinitionKey: equal('process_key'),
    executionIdIn: oneOf('scope_id'),
    activityInstanceIdIn: oneOf('scope_id'),
    deserializeValues: companion,
    taskIdIn: unsupported,
  },
  sorts: { instanceId: 'instance_id', variableName: 'name', tenantId: 'institution' },
  order: 'created_at, id',
  visible: onlyOfVisibleCases,
};
