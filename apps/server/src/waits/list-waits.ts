import { Injectable } from '@nestjs/common';
import type { CaseWaitsView, CaseWaitView } from '@gaita/contracts';
import type { CompiledProcess } from '@gaita/engine';
import { openWaits } from '@gaita/engine';
import type { Actor } from '../identity/index.ts';
import { administers, seesOwnOnly } from '../identity/index.ts';
import type { LoadedInstance } from '../instances/index.ts';
import { FindCase, historyInstanceTable, Instances } from '../instances/index.ts';
import { incidentTable, jobTable } from '../jobs/index.ts';
import { subscriptionTable } from '../messages/index.ts';
import type { Definition } from '../models/index.ts';
import { Definitions, elementName, processName } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import { timerTable } from '../timers/index.ts';

/** One wait before alike ones are counted together. */
type Wait = Omit<CaseWaitView, 'name' | 'count' | 'activityIds'> & { readonly activityId: string };

/** So many rows of each kind are read: a reader of a case with thousands of items wants to know what for, not each. */
const limit = 500;

/**
 * What a case waits for beside tasks. Timers, events, work and incidents by their rows, which know when and what, and are there
 * for items stored apart too; what has no row by the snapshot.
 */
@Injectable()
export class ListWaits {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly instances: Instances,
    private readonly cases: FindCase,
  ) {}

  /** Undefined when there is no such case or the actor may not know of it. */
  async run(actor: Actor, id: string): Promise<CaseWaitsView | undefined> {
    const row = await this.cases.find(actor, id);
    if (!row) return undefined;
    if (seesOwnOnly(actor, row.institution)) return [];
    const loaded = row.endedAt === null ? await this.instances.load(id) : undefined;
    const definition = loaded && (await this.definitions.byId(row.definitionId));
    if (!definition) return [];
    const found = [
      ...(await this.incidents(id, administers(actor, row.institution))),
      ...(await this.byRows(id)),
      ...withoutRows(loaded),
      ...(await this.called(loaded, actor)),
    ];
    return counted(found, (elementId) => nameOf(definition, elementId, actor));
  }

  /** An incident's job has failed for good: it is not waited for. */
  private async incidents(id: string, mayKnowWhy: boolean): Promise<Wait[]> {
    const rows = await this.database.reader.find(incidentTable, 'instance_id = ?', [id], { orderBy: 'raised_at, id', limit });
    return rows.map(({ elementId, tokenId, message }) => ({
      kind: 'incident',
      elementId,
      activityId: tokenId,
      ...(mayKnowWhy && { message }),
    }));
  }

  private async byRows(id: string): Promise<Wait[]> {
    const { reader } = this.database;
    const timers = await reader.find(timerTable, 'instance_id = ?', [id], { orderBy: 'due_at, id', limit });
    const events = await reader.find(subscriptionTable, 'instance_id = ? AND event_type <> ?', [id, 'conditional'], {
      orderBy: 'created_at, id',
      limit,
    });
    const jobs = await reader.find(jobTable, 'instance_id = ? AND retries > 0', [id], { orderBy: 'created_at, id', limit });
    return [
      ...timers.map(({ elementId, tokenId, dueAt }): Wait => ({ kind: 'timer', elementId, activityId: tokenId, dueAt })),
      ...events.map(({ elementId, tokenId, eventType, eventName }): Wait => ({
        kind: eventType as 'message' | 'signal',
        elementId,
        activityId: tokenId,
        eventName,
      })),
      ...jobs.map(({ elementId, tokenId, jobType }): Wait => ({
        kind: jobType === 'topic' ? 'job' : 'step',
        elementId,
        activityId: tokenId,
      })),
    ];
  }

  private async called({ snapshot }: LoadedInstance, actor: Actor): Promise<Wait[]> {
    const calls = openWaits(snapshot)
      .filter(({ kind }) => kind === 'called')
      .slice(0, limit);
    if (calls.length === 0) return [];
    const rows = await this.database.reader.find(historyInstanceTable, 'id IN (?)', [calls.map(({ id }) => id)]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const visible = await this.cases.among(actor, [...byId.keys()]);
    return Promise.all(
      calls.map(async ({ id, elementId, tokenId }): Promise<Wait> => {
        const row = byId.get(id);
        const definition = row && (await this.definitions.byId(row.definitionId));
        const mayOpen = visible.has(id);
        const name = definition ? processName(definition, actor.language) : row?.processKey;
        return {
          kind: 'called',
          elementId,
          activityId: tokenId,
          ...(mayOpen && name !== undefined && { called: { id, processName: name } }),
        };
      }),
    );
  }
}

function withoutRows({ snapshot, process }: LoadedInstance): Wait[] {
  const found: Wait[] = [];
  const joining = new Set<string>();
  for (const { kind, id, elementId, tokenId } of openWaits(snapshot)) {
    if (kind === 'conditional' || kind === 'data') found.push({ kind, elementId, activityId: tokenId });
    const gateway = kind === 'join' ? process.flows.get(id)?.target.id : undefined;
    if (gateway === undefined || joining.has(gateway)) continue;
    joining.add(gateway);
    found.push({ kind: 'join', elementId: gateway, activityId: tokenId });
  }
  return found;
}

/** Called cases stay apart: each is another one to look at. */
function counted(waits: readonly Wait[], named: (elementId: string) => string | undefined): CaseWaitsView {
  const groups = new Map<string, CaseWaitView>();
  for (const { activityId, ...wait } of waits) {
    const key = JSON.stringify([wait.kind, wait.elementId, wait.eventName, wait.dueAt, wait.called?.id, wait.message]);
    const name = named(wait.elementId);
    const group = groups.get(key) ?? { ...wait, ...(name !== undefined && { name }), count: 0, activityIds: [] };
    group.count++;
    group.activityIds.push(activityId);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function nameOf(definition: Definition, elementId: string, actor: Actor): string | undefined {
  const own = elementName(definition, elementId, actor.language);
  const owner = own === undefined ? ownerOf(definition.process, elementId) : undefined;
  return own ?? (owner && elementName(definition, owner, actor.language));
}

/** The activity that an event is attached to, or the event sub-process that it starts. */
function ownerOf({ nodes }: CompiledProcess, elementId: string): string | undefined {
  const node = nodes.get(elementId);
  return node?.host?.id ?? (node?.model.type === 'startEvent' ? node.scope.node?.id : undefined);
}
