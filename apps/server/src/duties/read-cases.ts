import { Injectable } from '@nestjs/common';
import { historyVariableTable } from '../instances/index.ts';
import { Database } from '../platform/database/database.ts';
import { id, key } from '../platform/database/table.ts';
import type { CaseFacts } from './facts.ts';
import { DutySources } from './sources.ts';

/** What the shipped processes call the service that a case is about. */
const serviceVariables = ['serviceId', 'service'];
const columns = { id: id(), institution: key(), rootInstanceId: id(), processKey: key(), businessKey: key().orNull() };
export interface InstanceFacts {
  readonly id: string;
  readonly institution: string;
  readonly rootInstanceId: string;
  readonly processKey: string;
  readonly businessKey: string | null;
}

/** Finds out to which case an instance belongs and what it is about; a few statements, however many are asked for. */
@Injectable()
export class ReadCases {
  constructor(
    private readonly database: Database,
    private readonly sources: DutySources,
  ) {}

  /** @param fresh instances that the plan is about to write, as they will be */
  async of(instanceIds: Iterable<string>, fresh: readonly InstanceFacts[] = []): Promise<ReadonlyMap<string, CaseFacts>> {
    const own = await this.instances(instanceIds);
    for (const each of fresh) own.set(each.id, each);
    const roots = await this.instances(
      [...own.values()].map(({ rootInstanceId }) => rootInstanceId).filter((each) => !own.has(each)),
    );
    const related = await this.related([...own.keys(), ...roots.keys()]);
    const service = await this.services([...own.values(), ...roots.values()]);
    return new Map(
      [...own.values()].map((instance) => {
        const root = own.get(instance.rootInstanceId) ?? roots.get(instance.rootInstanceId) ?? instance;
        return [
          instance.id,
          {
            institution: instance.institution,
            instanceId: instance.id,
            rootInstanceId: instance.rootInstanceId,
            rootProcessKey: root.processKey,
            businessKey: root.businessKey,
            relatedRoots: [...(related.get(instance.id) ?? []), ...(related.get(root.id) ?? [])],
            serviceKey: service(instance, root) ?? null,
          },
        ];
      }),
    );
  }

  private async instances(ids: Iterable<string>): Promise<Map<string, InstanceFacts>> {
    const asked = [...new Set(ids)];
    if (asked.length === 0) return new Map();
    const rows = await this.database.reader.query(
      'SELECT id, institution, root_instance_id, process_key, business_key FROM history_instance WHERE id IN (?)',
      [asked],
      columns,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async related(ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const pairs = ids.length === 0 ? [] : await this.sources.partnersOf(ids);
    if (pairs.length === 0) return new Map();
    const partners = await this.instances(pairs.map(({ partner }) => partner));
    const found = new Map<string, string[]>();
    for (const { of, partner } of pairs) {
      const root = partners.get(partner)?.rootInstanceId;
      if (root !== undefined) found.set(of, [...(found.get(of) ?? []), root]);
    }
    return found;
  }

  private async services(instances: readonly InstanceFacts[]) {
    if (instances.length === 0) return () => undefined;
    const named = await this.database.reader.find(
      historyVariableTable,
      'instance_id IN (?) AND name IN (?) AND scope_id = instance_id',
      [instances.map((instance) => instance.id), serviceVariables],
    );
    const byInstance = new Map<string, string>();
    for (const { instanceId, value } of named) if (typeof value === 'string' && value !== '') byInstance.set(instanceId, value);
    const byProcess = new Map<string, string>();
    for (const institution of new Set(instances.map((instance) => instance.institution)))
      for (const { serviceKey, processKey } of await this.sources.services(institution))
        if (processKey !== null) byProcess.set(`${institution} ${processKey}`, serviceKey);
    const ofProcess = ({ institution, processKey }: InstanceFacts) => byProcess.get(`${institution} ${processKey}`);
    return (instance: InstanceFacts, root: InstanceFacts): string | undefined =>
      byInstance.get(instance.id) ?? byInstance.get(root.id) ?? ofProcess(instance) ?? ofProcess(root);
  }
}
