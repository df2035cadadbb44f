import { Injectable } from '@nestjs/common';
import type { Variables } from '@gaita/contracts';
import type { Snapshot } from '@gaita/engine';
import { correlates, hasKeysFor, visibleVariables } from '@gaita/engine';
import { Calendars } from '../identity/index.ts';
import { Instances } from '../instances/index.ts';
import { Definitions } from '../models/index.ts';
import { Clock } from '../platform/clock.ts';
import type { MessageAddress } from './message-address.ts';
import type { SubscriptionRow } from './tables.ts';

/**
 * What only the state of an instance tells about whether a message is for it: the variables that the sender names and the correlation
 * keys of the model.
 */
@Injectable()
export class MatchInstance {
  constructor(
    private readonly instances: Instances,
    private readonly definitions: Definitions,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  /** What of the instance must be looked at; `nothing` where the subscription's row says all. */
  async needs(row: SubscriptionRow, address: MessageAddress): Promise<'nothing' | 'variables' | 'keys'> {
    const definition = await this.definitions.byId(row.definitionId);
    if (definition && hasKeysFor(definition.process, address.name)) return 'keys';
    return count(address.correlationVariables) + count(address.localCorrelationVariables) > 0 ? 'variables' : 'nothing';
  }

  /** `same`: a key or variable says that it is this one. `open`: nothing speaks against it. */
  async of(row: SubscriptionRow, address: MessageAddress): Promise<'same' | 'open' | 'other'> {
    const loaded = await this.instances.load(row.instanceId);
    if (!loaded || !hasVariables(await loaded.at(row), row, address)) return 'other';
    if (!hasKeysFor(loaded.process, address.name)) return 'open';
    return correlates(
      loaded.process,
      loaded.snapshot,
      { name: address.name, variables: address.variables ?? {} },
      { now: this.clock.now(), calendar: await this.calendars.of(row.institution) },
    );
  }
}

const count = (variables: Variables | undefined): number => Object.keys(variables ?? {}).length;

function hasVariables(snapshot: Snapshot, row: SubscriptionRow, address: MessageAddress): boolean {
  const own = snapshot.scopes[row.tokenId]?.variables ?? snapshot.scopes[row.scopeId]?.variables ?? {};
  const local = Object.fromEntries(Object.entries(own).map(([name, { value }]) => [name, value]));
  return (
    holds(visibleVariables(snapshot, row.scopeId).variables, address.correlationVariables) &&
    holds(local, address.localCorrelationVariables)
  );
}

const holds = (variables: Variables, wanted: Variables = {}): boolean =>
  Object.entries(wanted).every(
    ([name, value]) => Object.hasOwn(variables, name) && JSON.stringify(variables[name]) === JSON.stringify(value),
  );
