import { Injectable } from '@nestjs/common';
import type { VariableTypes } from '@gaita/contracts';
import type { TriggerPlace } from '@gaita/engine';
import { variablesOf, visibleVariables } from '@gaita/engine';
import { AccessLog } from '../../audit/index.ts';
import type { Actor } from '../../identity/index.ts';
import { FindCase, historyVariableTable, Instances, only, OwnPartOfCase } from '../../instances/index.ts';
import { Definitions } from '../../models/index.ts';
import { Database } from '../../platform/database/database.ts';
import type { TaskRow } from '../../tasks/index.ts';
import type { ReadVariables } from '../wire/typed-values.ts';

/** Variables of cases, running or ended. */
@Injectable()
export class InstanceVariables {
  constructor(
    private readonly database: Database,
    private readonly instances: Instances,
    private readonly cases: FindCase,
    private readonly ownPart: OwnPartOfCase,
    private readonly definitions: Definitions,
    private readonly accessLog: AccessLog,
  ) {}

  /** The process instance's own that the reader may see; of an ended one those that it had last. */
  async ofInstance(actor: Actor, instanceId: string): Promise<ReadVariables> {
    const row = await this.cases.find(actor, instanceId);
    if (!row) return { variables: {}, types: {} };
    this.accessLog.sawValues(actor, 'variables', {}, [{ instanceId, institution: row.institution }]);
    const names = await this.ownPart.namesIn(actor, row);
    const { variables, types } = await this.all(instanceId);
    return { variables: only(variables, names), types };
  }

  /** Of a task's variables those that the reader may see. */
  async shownTo(actor: Actor, task: TaskRow, { variables, types }: ReadVariables): Promise<ReadVariables> {
    const { taskId, institution, instanceId } = task;
    this.accessLog.saw(actor, { type: 'task', id: taskId, institution, instanceId });
    const definition = await this.definitions.byId(task.definitionId);
    return { variables: await this.ownPart.ofTask(actor, task, definition, variables), types };
  }

  private async all(instanceId: string): Promise<ReadVariables> {
    const loaded = await this.instances.load(instanceId);
    if (loaded && !loaded.snapshot.ended) return variablesOf(loaded.snapshot);
    const rows = await this.database.reader.find(historyVariableTable, 'instance_id = ? AND scope_id = ?', [
      instanceId,
      instanceId,
    ]);
    const types: VariableTypes = Object.fromEntries(rows.flatMap(({ name, type }) => (type === null ? [] : [[name, type]])));
    return { variables: Object.fromEntries(rows.map(({ name, value }) => [name, value])) as ReadVariables['variables'], types };
  }

  /** What an activity instance of a running case sees. */
  async seenBy(instanceId: string, place: TriggerPlace): Promise<ReadVariables> {
    const loaded = await this.instances.load(instanceId);
    return loaded ? visibleVariables(await loaded.at(place), place.tokenId) : { variables: {}, types: {} };
  }
}
