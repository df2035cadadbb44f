import { Injectable } from '@nestjs/common';
import type { CaseDetailView, CasesQuery, CasesView, CaseView } from '@gaita/contracts';
import { foldedWords } from '@gaita/contracts';
import { adHocParts, variablesOf } from '@gaita/engine';
import type { DescribedRule } from '@gaita/expressions';
import type { Actor } from '../identity/index.ts';
import { seesOwnOnly, visibleActivities, visibleCases } from '../identity/index.ts';
import type { Definition } from '../models/index.ts';
import { Decisions, Definitions, elementName, processName } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import type { SqlParameter } from '../platform/database/dialect.ts';
import { id, key } from '../platform/database/table.ts';
import { mayGoOn } from './ad-hoc-parts.ts';
import { casesSaying } from './case-search.ts';
import type { LoadedInstance } from './command-instance.ts';
import { Instances } from './command-instance.ts';
import { FindCase } from './find-case.ts';
import { only, OwnPartOfCase } from './own-part-of-case.ts';
import type { HistoryActivityRow, HistoryDecisionRow, HistoryInstanceRow } from './tables.ts';
import { historyActivityTable, historyDecisionTable, historyInstanceTable, historyVariableTable } from './tables.ts';

/** Cases as people see them: those of the institutions in which they hold a role. */
@Injectable()
export class ListCases {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly instances: Instances,
    private readonly decisionsMade: Decisions,
    private readonly cases: FindCase,
    private readonly ownPart: OwnPartOfCase,
  ) {}

  async list(actor: Actor, query: CasesQuery): Promise<CasesView> {
    const visible = visibleCases(actor);
    const where = [visible.sql];
    const parameters: SqlParameter[] = [...visible.parameters];
    const add = (condition: string, value?: string) => {
      where.push(condition);
      if (value !== undefined) parameters.push(value);
    };
    if (query.state !== 'all') add(query.state === 'open' ? 'ended_at IS NULL' : 'ended_at IS NOT NULL');
    if (query.processKey !== undefined) add('process_key = ?', query.processKey);
    if (query.businessKey !== undefined) add('business_key = ?', query.businessKey);
    for (const word of foldedWords(query.q ?? '')) {
      const said = casesSaying(actor, word);
      where.push(said.sql);
      parameters.push(...said.parameters);
    }
    const condition = where.join(' AND ');
    const rows = await this.database.reader.find(historyInstanceTable, condition, parameters, {
      orderBy: 'started_at DESC, id DESC',
      limit: query.limit,
      offset: query.offset,
    });
    const total = await this.database.reader.count(historyInstanceTable, condition, parameters);
    return { items: await Promise.all(rows.map((row) => this.view(row, actor))), total };
  }

  /** Undefined when there is no such case or the actor may not know of it. */
  async detail(actor: Actor, id: string): Promise<CaseDetailView | undefined> {
    const { reader } = this.database;
    const row = await this.cases.find(actor, id);
    if (!row) return undefined;
    const definition = await this.definitions.byId(row.definitionId);
    const visible = { activities: visibleActivities(actor), cases: visibleCases(actor) };
    const activities = await reader.find(
      historyActivityTable,
      `instance_id = ? AND ${visible.activities.sql}`,
      [id, ...visible.activities.parameters],
      { orderBy: 'position', limit: 2_000 },
    );
    const called = await reader.find(
      historyInstanceTable,
      `parent_instance_id = ? AND ${visible.cases.sql}`,
      [id, ...visible.cases.parameters],
      { orderBy: 'started_at, id' },
    );
    const doneBy = await this.doneBy(id);
    const nameOf = (elementId: string) => definition && elementName(definition, elementId, actor.language);
    const handlers = definition && undoneByHandler(definition);
    const undoneBy = (elementId: string) => {
      const undone = handlers?.get(elementId);
      return undone !== undefined && { undoes: named(undone, nameOf) };
    };
    const loaded = row.endedAt === null ? await this.instances.load(row.id) : undefined;
    const isNarrow = seesOwnOnly(actor, row.institution);
    return {
      ...(await this.view(row, actor, definition)),
      whole: !isNarrow,
      ...(row.outcome === 'terminated' && row.endReason !== null && !isNarrow && { endReason: row.endReason }),
      positions: positions(activities, nameOf),
      adHoc: loaded && !isNarrow ? partsOf(loaded, actor, nameOf) : [],
      activities: activities.map((activity) => {
        const name = nameOf(activity.elementId);
        return {
          id: activity.id,
          elementId: activity.elementId,
          elementType: activity.elementType,
          ...(name !== undefined && { name }),
          ...assigneeOf(activity, doneBy),
          ...rolesAt(definition, activity.elementId),
          startedAt: activity.startedAt,
          ...(activity.endedAt !== null && { endedAt: activity.endedAt }),
          ...(activity.outcome !== null && { outcome: activity.outcome }),
          ...undoneBy(activity.elementId),
        };
      }),
      decisions: isNarrow ? [] : await this.decisions(id),
      variables: only(
        loaded ? variablesOf(loaded.snapshot).variables : await this.variables(row),
        await this.ownPart.namesIn(actor, row),
      ),
      ...(row.parentInstanceId !== null && { parentId: row.parentInstanceId }),
      called: called.map((child) => ({ id: child.id, processKey: child.processKey, state: child.outcome ?? 'active' })),
    };
  }

  /** Who completed a task that nobody had taken, by the entry into its element. */
  private async doneBy(instanceId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.reader.query(
      "SELECT activity_instance_id, completed_by FROM history_task WHERE instance_id = ? AND assignee IS NULL AND completed_by IS NOT NULL AND element_id NOT LIKE '%.opinion'",
      [instanceId],
      { activityInstanceId: id(), completedBy: key() },
    );
    return new Map(rows.map(({ activityInstanceId, completedBy }) => [activityInstanceId, completedBy]));
  }

  private async decisions(instanceId: string): Promise<CaseDetailView['decisions']> {
    const rows = await this.database.reader.find(historyDecisionTable, 'instance_id = ?', [instanceId], {
      orderBy: 'evaluated_at, root_decision_id, position',
      limit: 500,
    });
    return Promise.all(rows.map(async (row) => decisionView(row, await this.rulesOf(row))));
  }

  private async rulesOf({ decisionDefinitionId: id, content }: HistoryDecisionRow): Promise<readonly DescribedRule[]> {
    return id === null || content.matchedRules.length === 0 ? [] : this.decisionsMade.rulesOf(id);
  }

  private async variables(row: HistoryInstanceRow): Promise<CaseDetailView['variables']> {
    const rows = await this.database.reader.find(historyVariableTable, 'instance_id = ? AND scope_id = ?', [row.id, row.id]);
    return Object.fromEntries(rows.map(({ name, value }) => [name, value])) as CaseDetailView['variables'];
  }

  /** As lists show it. */
  async view(row: HistoryInstanceRow, actor: Actor, known?: Definition): Promise<CaseView> {
    const definition = known ?? (await this.definitions.byId(row.definitionId));
    return {
      id: row.id,
      processKey: row.processKey,
      processName: definition ? processName(definition, actor.language) : row.processKey,
      definitionId: row.definitionId,
      version: definition?.row.version ?? 0,
      institution: row.institution,
      ...(row.businessKey !== null && { businessKey: row.businessKey }),
      state: (row.outcome as CaseView['state'] | null) ?? 'active',
      startedAt: row.startedAt,
      ...(row.startedBy !== null && { startedBy: row.startedBy }),
      ...(row.endedAt !== null && { endedAt: row.endedAt }),
    };
  }
}

/** Elements at which something is going on, in the order in which it began; bodies of multi-instance count by their items. */
function positions(activities: readonly HistoryActivityRow[], nameOf: (elementId: string) => string | undefined) {
  const counts = new Map<string, number>();
  for (const { elementId, elementType, endedAt } of activities)
    if (endedAt === null && elementType !== 'multiInstanceBody') counts.set(elementId, (counts.get(elementId) ?? 0) + 1);
  return [...counts].map(([elementId, count]) => ({ ...named(elementId, nameOf), count }));
}

/** The ad-hoc parts that the actor may go on with. */
function partsOf(
  { row, process, snapshot }: LoadedInstance,
  actor: Actor,
  nameOf: (elementId: string) => string | undefined,
): CaseDetailView['adHoc'] {
  return adHocParts(process, snapshot)
    .filter(({ elementId }) => mayGoOn(actor, row, process, elementId))
    .map(({ tokenId, elementId, enabled, mayComplete }) => ({
      id: tokenId,
      ...named(elementId, nameOf),
      steps: enabled.map((each) => named(each, nameOf)),
      mayFinish: mayComplete,
    }));
}

function assigneeOf({ id: activity, assignee }: HistoryActivityRow, doneBy: ReadonlyMap<string, string>): { assignee?: string } {
  const by = assignee ?? doneBy.get(activity);
  return by === undefined ? {} : { assignee: by };
}

/** Whom the model names for a task, where that is no expression. */
function rolesAt(definition: Definition | undefined, elementId: string): { roles?: string[] } {
  const model = definition?.process.nodes.get(elementId)?.model;
  if (model?.type !== 'userTask') return {};
  const roles = model.candidateGroups.flatMap(({ language, source }) => (language === 'literal' ? [source] : []));
  return roles.length === 0 ? {} : { roles };
}

function named(elementId: string, nameOf: (elementId: string) => string | undefined) {
  const name = nameOf(elementId);
  return { elementId, ...(name !== undefined && { name }) };
}

/** Handlers of compensation with the activity that each undoes; not those that undo several. */
function undoneByHandler({ process }: Definition): ReadonlyMap<string, string | undefined> {
  const undone = new Map<string, string | undefined>();
  for (const { id, compensationHandler: handler } of process.nodes.values())
    if (handler) undone.set(handler.id, undone.has(handler.id) ? undefined : id);
  return undone;
}

function decisionView(row: HistoryDecisionRow, table: readonly DescribedRule[]): CaseDetailView['decisions'][number] {
  const { inputs, ...content } = row.content;
  const rules = new Map(table.map(({ id, ...rule }) => [id, rule]));
  return {
    id: row.id,
    activityId: row.activityInstanceId,
    rootId: row.rootDecisionId,
    elementId: row.elementId,
    decisionKey: row.decisionKey,
    ...(row.decisionName !== null && { name: row.decisionName }),
    evaluatedAt: row.evaluatedAt,
    ...content,
    inputs: inputs.map(({ name, value }) => ({ name, value })),
    rules: content.matchedRules.map((id) => rules.get(id) ?? {}),
  };
}
