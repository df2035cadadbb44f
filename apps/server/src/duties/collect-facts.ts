import { Injectable } from '@nestjs/common';
import type { RoleAssignmentRow } from '../identity/index.ts';
import { deploymentTable, definitionTable } from '../models/index.ts';
import { condition } from '../platform/database/condition.ts';
import { Database } from '../platform/database/database.ts';
import type { Doer } from './doers.ts';
import type { CaseFacts, Fact } from './facts.ts';
import { ReadCases } from './read-cases.ts';
import type { ServiceFact } from './sources.ts';
import { DutySources } from './sources.ts';
import { dutyActTable } from './tables.ts';

/** Deeds and tasks of people, as far as they may lie in the way of work in these cases. */
@Injectable()
export class CollectFacts {
  constructor(
    private readonly database: Database,
    private readonly cases: ReadCases,
    private readonly sources: DutySources,
  ) {}

  /**
   * What the people did in roles, in the matters of the cases; of what they did for their services the last deed of each role.
   * @param ofServices roles of which it counts that they did something for the service: in years that are many deeds
   */
  async deeds(
    accounts: readonly string[],
    roles: readonly string[],
    ofServices: readonly string[],
    cases: readonly CaseFacts[],
  ): Promise<Fact[]> {
    if (accounts.length === 0 || roles.length === 0 || cases.length === 0) return [];
    const roots = [...new Set(cases.flatMap(({ rootInstanceId, relatedRoots }) => [rootInstanceId, ...relatedRoots]))];
    const keys = distinct(cases.map(({ businessKey }) => businessKey));
    const services = distinct(cases.map(({ serviceKey }) => serviceKey));
    const { reader } = this.database;
    const theirs = condition('account IN (?) AND role IN (?)', accounts, roles);
    const found = await Promise.all([
      reader.among(dutyActTable, 'rootInstanceId', roots, theirs),
      reader.among(dutyActTable, 'businessKey', keys, theirs),
      ...(services.length > 0 && ofServices.length > 0 ? [this.lastForServices(accounts, ofServices, services)] : []),
    ]);
    return found
      .flat()
      .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
      .map((row) => ({ ...row, why: 'acted' as const }));
  }

  private async lastForServices(accounts: readonly string[], roles: readonly string[], services: readonly string[]) {
    const { reader } = this.database;
    const last = await reader.query<{ id: string }>(
      `SELECT MIN(a.id) AS id FROM duty_act a JOIN (SELECT institution, account, role, service_key, MAX(at) AS at FROM duty_act
         WHERE account IN (?) AND service_key IN (?) AND role IN (?) GROUP BY institution, account, role, service_key) m
         ON a.institution = m.institution AND a.account = m.account AND a.role = m.role AND a.service_key = m.service_key AND a.at = m.at
       GROUP BY a.institution, a.account, a.role, a.service_key`,
      [accounts, services, roles],
    );
    return last.length === 0
      ? []
      : reader.among(
          dutyActTable,
          'id',
          last.map(({ id }) => id),
        );
  }

  /** What they have taken and not done yet, in one of the roles. */
  async heldTasks(accounts: readonly string[], roles: readonly string[]): Promise<Fact[]> {
    if (accounts.length === 0 || roles.length === 0) return [];
    const held = await this.sources.heldTasks(accounts, roles);
    const cases = await this.cases.of(held.map(({ instanceId }) => instanceId));
    return held.flatMap((task) => {
      const inCase = cases.get(task.instanceId);
      if (!inCase) return [];
      return task.candidateGroups
        .filter((role) => roles.includes(role))
        .map((role) => ({
          ...task,
          ...inCase,
          why: 'holds-task' as const,
          account: task.assignee,
          role,
          at: task.claimedAt ?? 0,
        }));
    });
  }

  /** Roles that the doer holds now, and services of which they, or for whom they act, are on record as the manager. */
  async heldRoles({ account, roles }: Doer, accounts: readonly string[], institution: string): Promise<Fact[]> {
    const services = await this.sources.services(institution);
    const held = roles.map(({ role, institution: where, service, standsInFor }): Fact => ({
      why: 'holds-role',
      account,
      role,
      institution: where,
      serviceKey: serviceKeyOf(services, service),
      from: 0,
      until: null,
      ...(standsInFor !== undefined && { standsInFor }),
    }));
    return [...held, ...managedBy(accounts, services, institution)];
  }

  /** What people are to hold or hold at times: the roles of the registry, as `heldRoles`. */
  async assigned(
    account: string,
    rows: readonly (RoleAssignmentRow & { readonly standsInFor?: string })[],
    institution: string,
  ): Promise<Fact[]> {
    const services = await this.sources.services(institution);
    const held = rows.map((row): Fact => ({
      why: 'holds-role',
      account,
      role: row.role,
      institution: row.institution,
      serviceKey: serviceKeyOf(services, row.service),
      from: row.validFrom,
      until: row.validTo,
      ...(row.standsInFor !== undefined && { standsInFor: row.standsInFor }),
    }));
    return [...held, ...managedBy([account], services, institution)];
  }

  /** The key of the service that a role names by its row. */
  async serviceKey(institution: string, service: string | undefined): Promise<string | null> {
    return serviceKeyOf(await this.sources.services(institution), service);
  }

  /** Who published the version of the service's process that is in use, and when the version before it was: with that, work on this one began. */
  async version({ institution, serviceKey }: CaseFacts): Promise<{ since: number; facts: Fact[] }> {
    const service = (await this.sources.services(institution)).find((each) => each.serviceKey === serviceKey);
    if (serviceKey === null || !service?.processKey) return { since: 0, facts: [] };
    const versions = await this.database.reader.find(
      definitionTable,
      'process_key = ? AND institution IN (?)',
      [service.processKey, [institution, 'shared']],
      { orderBy: 'version DESC', limit: 10 },
    );
    const own = versions.filter((row) => row.institution === institution);
    const [latest, before] = own.length > 0 ? own : versions;
    if (!latest) return { since: 0, facts: [] };
    const deployments = await this.database.reader.find(deploymentTable, 'id IN (?)', [
      [latest, ...(before ? [before] : [])].map(({ deploymentId }) => deploymentId),
    ]);
    const deploymentOf = (row: { deploymentId: string } | undefined) => deployments.find(({ id }) => id === row?.deploymentId);
    const built = deploymentOf(latest);
    return {
      since: deploymentOf(before)?.deployedAt ?? 0,
      facts: built
        ? [
            {
              why: 'built',
              account: built.deployedBy,
              role: 'developing-unit-head',
              institution,
              serviceKey,
              definitionId: latest.id,
              at: built.deployedAt,
            },
          ]
        : [],
    };
  }
}

const serviceKeyOf = (services: readonly ServiceFact[], id: string | null | undefined): string | null =>
  id === null || id === undefined ? null : (services.find((service) => service.id === id)?.serviceKey ?? id);

/** Who is on record as a service's manager holds that role for it. */
const managedBy = (accounts: readonly string[], services: readonly ServiceFact[], institution: string): Fact[] =>
  services.flatMap(({ serviceKey, manager }): Fact[] =>
    manager !== null && accounts.includes(manager)
      ? [{ why: 'holds-role', account: manager, role: 'service-manager', institution, serviceKey, from: 0, until: null }]
      : [],
  );

const distinct = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];
