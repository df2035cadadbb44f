import { Injectable } from '@nestjs/common';
import type { DutyPair, DutyScope } from '@gaita/contracts';
import { Database } from '../platform/database/database.ts';
import { CollectFacts } from './collect-facts.ts';
import type { Doer, DutyTask } from './doers.ts';
import { capacities, rolesOfTask } from './doers.ts';
import type { CaseFacts, Fact, FoundConflict, Work } from './facts.ts';
import { findConflicts, opposites } from './find-conflicts.ts';
import { DutyPairs, isSamePair } from './pairs.ts';
import type { InstanceFacts } from './read-cases.ts';
import { ReadCases } from './read-cases.ts';
import { dutyNoteTable } from './tables.ts';

const ofVersions: ReadonlySet<DutyScope> = new Set(['version']);
const servicesScopes: ReadonlySet<DutyScope> = new Set(['service', 'version']);

/** Work on a task as duties see it. */
export interface TaskWork {
  readonly task: DutyTask;
  readonly roles: readonly string[];
  readonly pairs: readonly DutyPair[];
  readonly inCase: CaseFacts;
  /** For whom it would count, each way in which the doer may do it. */
  readonly capacities: readonly (readonly string[])[];
}

/** How the rule stands to it. */
export interface Judgement extends TaskWork {
  /** For whom it would count. */
  readonly accounts: readonly string[];
  /** Hard ones first; soft ones for which the doer gave a reason in this case already are left out. */
  readonly conflicts: readonly FoundConflict[];
}

/** Judges whether somebody may work on tasks: for a page of them as many statements as for one. */
@Injectable()
export class JudgeTasks {
  constructor(
    private readonly database: Database,
    private readonly pairs: DutyPairs,
    private readonly cases: ReadCases,
    private readonly facts: CollectFacts,
  ) {}

  /** The tasks that name a role of the registry. */
  async works(doer: Doer, tasks: readonly DutyTask[], fresh: readonly InstanceFacts[] = []): Promise<readonly TaskWork[]> {
    const named = tasks.filter((task) => rolesOfTask(task).length > 0);
    if (named.length === 0) return [];
    const [pairs, cases] = await Promise.all([
      this.pairs.ofEach(named.map(({ institution }) => institution)),
      this.cases.of(
        named.map(({ instanceId }) => instanceId),
        fresh,
      ),
    ]);
    return named.flatMap((task) => {
      const inCase = cases.get(task.instanceId);
      if (!inCase) return [];
      return [
        { task, inCase, roles: rolesOfTask(task), pairs: pairs.get(task.institution) ?? [], capacities: capacities(doer, task) },
      ];
    });
  }

  /**
   * Who does not hold the task would take it: then what they hold meanwhile counts, too.
   * @param pending what the plan itself is about to write
   */
  async judge(doer: Doer, works: readonly TaskWork[], pending: readonly Fact[] = []): Promise<readonly Judgement[]> {
    const known = await this.known(doer, works, pending);
    return this.withoutReasoned(
      doer,
      works.map((work) => judge(doer, work, known)),
    );
  }

  private async known(doer: Doer, works: readonly TaskWork[], pending: readonly Fact[]): Promise<Known> {
    const roles = [...new Set(works.flatMap(({ pairs, roles: own }) => opposites(pairs, own)))];
    if (roles.length === 0) return { facts: [], versions: new Map() };
    const ofServices = [...new Set(works.flatMap(({ pairs, roles: own }) => opposites(pairs, own, servicesScopes)))];
    const accounts = [...new Set(works.flatMap((work) => work.capacities.flat()))];
    const cases = [...new Map(works.map(({ inCase }) => [inCase.instanceId, inCase])).values()];
    const institutions = [...new Set(works.map(({ task }) => task.institution))];
    const versions = new Map<string, { since: number; facts: Fact[] }>();
    for (const { pairs, roles: own, inCase } of works)
      if (!versions.has(inCase.instanceId) && opposites(pairs, own, ofVersions).length > 0)
        versions.set(inCase.instanceId, await this.facts.version(inCase));
    const gathered = await Promise.all([
      this.facts.deeds(accounts, roles, ofServices, cases),
      works.some((work) => isTaking(doer, work)) ? this.facts.heldTasks(accounts, roles) : [],
      ...institutions.map((institution) => this.facts.heldRoles(doer, accounts, institution)),
    ]);
    return { facts: [...gathered.flat(), ...pending], versions };
  }

  /** One reason in a case is enough. */
  private async withoutReasoned(doer: Doer, judged: readonly Judgement[]): Promise<readonly Judgement[]> {
    const soft = judged.filter(({ conflicts }) => conflicts.some(({ pair }) => pair.level === 'soft'));
    if (soft.length === 0) return judged;
    const given = await this.database.reader.find(dutyNoteTable, "root_instance_id IN (?) AND kind = 'reason' AND account = ?", [
      soft.map(({ inCase }) => inCase.rootInstanceId),
      doer.account,
    ]);
    return judged.map((judgement) => ({
      ...judgement,
      conflicts: judgement.conflicts.filter(
        ({ pair }) =>
          pair.level === 'hard' ||
          !given.some(
            ({ roleA: a, roleB: b, scope, rootInstanceId }) =>
              rootInstanceId === judgement.inCase.rootInstanceId && isSamePair(pair, { a, b, scope }),
          ),
      ),
    }));
  }
}

interface Known {
  readonly facts: readonly Fact[];
  readonly versions: ReadonlyMap<string, { readonly since: number; readonly facts: readonly Fact[] }>;
}

/** Of the ways in which the doer may do it, the one with least in its way counts. */
function judge(doer: Doer, work: TaskWork, { facts, versions }: Known): Judgement {
  const { task, roles, inCase, pairs } = work;
  const version = versions.get(inCase.instanceId);
  const asked: Work = { institution: task.institution, roles, inCase, ...(version && { versionSince: version.since }) };
  const taking = isTaking(doer, work);
  const about = [...facts, ...(version?.facts ?? [])].filter(
    (fact) => fact.why !== 'holds-task' || (taking && fact.taskId !== task.taskId),
  );
  const ways = work.capacities.map((accounts) => ({
    accounts,
    conflicts: findConflicts(
      pairs,
      asked,
      about.filter(({ account }) => accounts.includes(account)),
    ),
  }));
  const [best = { accounts: [], conflicts: [] }] = ways.sort((one, other) => weight(one.conflicts) - weight(other.conflicts));
  return { ...work, ...best };
}

const isTaking = ({ account }: Doer, { task }: TaskWork): boolean => task.assignee !== account;

const weight = (conflicts: readonly FoundConflict[]): number =>
  conflicts.reduce((sum, { pair }) => sum + (pair.level === 'hard' ? 1000 : 1), 0);
