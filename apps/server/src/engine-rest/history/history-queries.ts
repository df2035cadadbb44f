import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../audit/index.ts';
import type { Actor } from '../../identity/index.ts';
import type { HistoryInstanceRow } from '../../instances/index.ts';
import { historyInstanceTable, instanceTable } from '../../instances/index.ts';
import type { Definition } from '../../models/index.ts';
import { Definitions } from '../../models/index.ts';
import { Database } from '../../platform/database/database.ts';
import type { Conditions } from '../lists/conditions.ts';
import { Lists } from '../lists/lists.ts';
import type { Parameters } from '../lists/parameters.ts';
import { asText, asTexts } from '../lists/parameters.ts';
import { activityTypeOf, elementTypeOf } from '../wire/activity-types.ts';
import { Tenants } from '../wire/tenants.ts';
import { historyDecisionView } from './history-decision-view.ts';
import { historyActivityList, historyDecisionList, historyInstanceList, historyVariableList } from './history-lists.ts';
import { historyActivityView, historyInstanceView, historyVariableView } from './history-views.ts';

/** What was, in Camunda's form. */
@Injectable()
export class HistoryQueries {
  private readonly activityList = historyActivityList((into, name, value) => this.byActivityType(into, asText(name, value)));

  constructor(
    private readonly lists: Lists,
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly tenants: Tenants,
    private readonly accessLog: AccessLog,
  ) {}

  async instances(actor: Actor, parameters: Parameters) {
    return this.instanceViews(await this.lists.find(historyInstanceList, actor, parameters));
  }

  countInstances(actor: Actor, parameters: Parameters) {
    return this.lists.count(historyInstanceList, actor, parameters);
  }

  async instance(actor: Actor, id: string) {
    const row = await this.lists.one(historyInstanceList, actor, id);
    return row && (await this.instanceViews([row]))[0];
  }

  async activities(actor: Actor, parameters: Parameters) {
    const rows = await this.lists.find(this.activityList, actor, parameters);
    const tenantOf = await this.tenants.reader();
    const definitionOf = await this.definitionsOf(rows);
    const rootOf = await this.rootsOf(rows);
    return rows.map((row) =>
      historyActivityView(row, definitionOf(row.definitionId), rootOf(row.instanceId), tenantOf(row.institution)),
    );
  }

  countActivities(actor: Actor, parameters: Parameters) {
    return this.lists.count(this.activityList, actor, parameters);
  }

  async variables(actor: Actor, parameters: Parameters) {
    const rows = await this.lists.find(historyVariableList, actor, parameters);
    this.accessLog.sawValues(actor, 'history/variable-instance', askedFor(parameters), rows);
    const tenantOf = await this.tenants.reader();
    const rootOf = await this.rootsOf(rows);
    const deserialize = String(parameters['deserializeValues']) !== 'false';
    return rows.map((row) => historyVariableView(row, rootOf(row.instanceId), tenantOf(row.institution), deserialize));
  }

  countVariables(actor: Actor, parameters: Parameters) {
    return this.lists.count(historyVariableList, actor, parameters);
  }

  async decisions(actor: Actor, parameters: Parameters) {
    const rows = await this.lists.find(historyDecisionList, actor, parameters);
    this.accessLog.sawValues(actor, 'history/decision-instance', askedFor(parameters), rows);
    const tenantOf = await this.tenants.reader();
    const rootOf = await this.rootsOf(rows);
    const asked = (name: string) => String(parameters[name]) === 'true';
    const parts = { inputs: asked('includeInputs'), outputs: asked('includeOutputs') };
    return rows.map((row) => historyDecisionView(row, rootOf(row.instanceId), tenantOf(row.institution), parts));
  }

  countDecisions(actor: Actor, parameters: Parameters) {
    return this.lists.count(historyDecisionList, actor, parameters);
  }

  async decision(actor: Actor, id: string) {
    const row = await this.lists.one(historyDecisionList, actor, id);
    if (!row) return undefined;
    this.accessLog.sawValues(actor, 'history/decision-instance', {}, [row]);
    const [tenantOf, rootOf] = [await this.tenants.reader(), await this.rootsOf([row])];
    return historyDecisionView(row, rootOf(row.instanceId), tenantOf(row.institution), { inputs: true, outputs: true });
  }

  /**
   * History knows BPMN's element names; what an event waits for or throws stands in its model. So for events the elements that
   * occurred are looked up in their models first: as many as the models have events, however long the history is.
   */
  private async byActivityType(into: Conditions, activityType: string): Promise<void> {
    const { elementType, needsModel } = elementTypeOf(activityType);
    into.add('element_type = ?', elementType);
    if (!needsModel) return;
    const rows = await this.database.reader.query(
      'SELECT DISTINCT definition_id, element_id FROM history_activity WHERE element_type = ?',
      [elementType],
    );
    const elements = rows.map((row) => ({ definitionId: String(row['definition_id']), elementId: String(row['element_id']) }));
    const definitionOf = await this.definitionsOf(elements);
    const matching = elements.filter(({ definitionId, elementId }) => {
      const node = definitionOf(definitionId)?.process.nodes.get(elementId)?.model;
      return activityTypeOf(elementType, node) === activityType;
    });
    if (matching.length === 0) return void into.never();
    into.add(
      matching.map(() => '(definition_id = ? AND element_id = ?)').join(' OR '),
      ...matching.flatMap(({ definitionId, elementId }) => [definitionId, elementId]),
    );
  }

  private async instanceViews(rows: readonly HistoryInstanceRow[]) {
    const tenantOf = await this.tenants.reader();
    const definitionOf = await this.definitionsOf(rows);
    const running = rows.filter(({ endedAt }) => endedAt === null).map(({ id }) => id);
    const suspended = new Set<string>();
    if (running.length > 0)
      for (const { id } of await this.database.reader.find(instanceTable, "state = 'suspended' AND id IN (?)", [running]))
        suspended.add(id);
    return rows.map((row) =>
      historyInstanceView(row, definitionOf(row.definitionId), suspended.has(row.id), tenantOf(row.institution)),
    );
  }

  private async definitionsOf(
    rows: readonly { definitionId: string }[],
  ): Promise<(definitionId: string) => Definition | undefined> {
    const found = new Map<string, Definition | undefined>();
    for (const { definitionId } of rows)
      if (!found.has(definitionId)) found.set(definitionId, await this.definitions.byId(definitionId));
    return (definitionId) => found.get(definitionId);
  }

  private async rootsOf(rows: readonly { instanceId: string }[]): Promise<(instanceId: string) => string> {
    const ids = [...new Set(rows.map(({ instanceId }) => instanceId))];
    const instances = ids.length === 0 ? [] : await this.database.reader.find(historyInstanceTable, 'id IN (?)', [ids]);
    const roots = new Map(instances.map(({ id, rootInstanceId }) => [id, rootInstanceId]));
    return (instanceId) => roots.get(instanceId) ?? instanceId;
  }
}

/** The filters by their names, and the variables that were asked for: what else filters compare with may be of a person. */
function askedFor(parameters: Parameters): { filters: string[]; names?: string[] } {
  const names = ['variableName', 'variableNameIn', 'variableNameLike'].flatMap((name) => {
    const value = parameters[name];
    return value === undefined || value === null ? [] : asTexts(name, value);
  });
  return { filters: Object.keys(parameters).sort(), ...(names.length > 0 && { names }) };
}
