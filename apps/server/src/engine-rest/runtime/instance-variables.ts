import { Injectable } from '@nestjs/common';
import type { VariableTypes } from '@gaita/contracts';
import type { TriggerPlace } from '@gaita/engine';
import { variablesOf, visibleVariables } from '@gaita/engine';
import { historyVariableTable, Instances } from '../../instances/index.ts';
import { Database } from '../../platform/database/database.ts';
import type { ReadVariables } from '../wire/typed-values.ts';

/** Variables of cases, running or ended. */
@Injectable()
export class InstanceVariables {
  constructor(
    private readonly database: Database,
    private readonly instances: Instances,
  ) {}

  /** The process instance's own; of an ended one those that it had last. */
  async ofInstance(instanceId: string): Promise<ReadVariables> {
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
