import { Injectable } from '@nestjs/common';
import { historyInstanceTable, historyVariableTable } from '../instances/index.ts';
import { condition } from '../platform/database/condition.ts';
import { Database } from '../platform/database/database.ts';
import type { CaseFacts } from './facts.ts';
import { DutySources } from './sources.ts';

/** What the shipped processes call the service that a case is about. */
const ofServices = condition('name IN (?) AND scope_id = instance_id', ['serviceId', 'service']);
export interface InstanceFacts {
  readonly id: string;
  readonly institution: string;
  readonly rootInstanceId: string;
  readonly processKey: string;
  readonly businessKey: string | null;
  /** The service that it is about, where its variables are not written yet. */
  readonly service?: string;
}

/** Finds out to which case an instance belongs and what it is about; a few statements, however many are asked for. */
@Injectable()
export class ReadCases {
  constructor(
    private readonly database: Database,
    private readonly sources: DutySources,
  ) {}

  /** @param fresh instances that are known already, or as the plan is about to write them */
  async of(instanceIds: Iterable<string>, fresh: readonly InstanceFacts[] = []): Promise<ReadonlyMap<string, CaseFacts>> {
    const own = new Map(fresh.map((each) => [each.id, each]));
    for (const [id, each] of await this.instances([...instanceIds].filter((id) => !own.has(id)))) own.set(id, each);
    const roots = await this.instances(
      [...own.values()].map(({ rootInstanceId }) => rootInstanceId).filter((each) => !own.has(each)),
    );
    const [related, service] = await Promise.all([
      this.related([...own.keys(), ...roots.keys()]),
      this.services([...own.values(), ...roots.values()]),
    ]);
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
    const rows = await this.database.reader.among(historyInstanceTable, 'id', [...ids]);
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
    const institutions = [...new Set(instances.map((instance) => instance.institution))];
    const [named, ...services] = await Promise.all([
      this.database.reader.among(
        historyVariableTable,
        'instanceId',
        instances.map((instance) => instance.id),
        ofServices,
      ),
      ...institutions.map((institution) => this.sources.services(institution)),
    ]);
    const byInstance = new Map<string, string>();
    for (const { instanceId, value } of named) if (typeof value === 'string' && value !== '') byInstance.set(instanceId, value);
    for (const { id: instance, service } of instances) if (service !== undefined) byInstance.set(instance, service);
    const byProcess = new Map<string, string>();
    for (const [i, institution] of institutions.entries())
      for (const { serviceKey, processKey } of services[i] ?? [])
        if (processKey !== null) byProcess.set(`${institution} ${processKey}`, serviceKey);
    const ofProcess = ({ institution, processKey }: InstanceFacts) => byProcess.get(`${institution} ${processKey}`);
    return (instance: InstanceFacts, root: InstanceFacts): string | undefined =>
      byInstance.get(instance.id) ?? byInstance.get(root.id) ?? ofProcess(instance) ?? ofProcess(root);
  }
}
