import { Injectable } from '@nestjs/common';
import type { CaseDutiesView, DutiesView, DutyNoteView, DutyPair, DutyPairState } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { PeopleDirectory, seesOwnOnly, visibleCases } from '../identity/index.ts';
import { historyInstanceTable } from '../instances/index.ts';
import { Database } from '../platform/database/database.ts';
import { ExplainConflict } from './explain-conflict.ts';
import { mayChangePairs } from './duty-keepers.ts';
import { HoldersOfRoles } from './holders-of-roles.ts';
import { DutyPairs, isSamePair } from './pairs.ts';
import { DutySources } from './sources.ts';
import type { DutyNoteRow } from './tables.ts';
import { dutyNoteTable } from './tables.ts';

/** Of each pair, and of a case. */
const mostNotes = 500;
const shownNotes = 5;
const shownTasks = 20;

/** Pairs of roles and where they bite now. */
@Injectable()
export class ShowDuties {
  constructor(
    private readonly database: Database,
    private readonly pairs: DutyPairs,
    private readonly holders: HoldersOfRoles,
    private readonly sources: DutySources,
    private readonly people: PeopleDirectory,
    private readonly explain: ExplainConflict,
  ) {}

  async ofInstitution(actor: Actor, institution: string): Promise<DutiesView> {
    const pairs = await this.pairs.of(institution);
    const holders = await this.holders.of(institution);
    const notes = await this.database.reader.find(dutyNoteTable, 'institution = ?', [institution], {
      orderBy: 'at DESC, id',
      limit: mostNotes,
    });
    const states: DutyPairState[] = [];
    for (const pair of pairs) {
      const own = notes.filter(({ roleA: a, roleB: b, scope }) => isSamePair(pair, { a, b, scope }));
      const tasks = await this.tasks(actor, institution, pair, holders.byRole);
      const both = await this.named(holders.both(pair.a, pair.b), tasks);
      states.push({
        pair,
        holders: both.holders,
        tasks: both.tasks,
        blocked: own.filter(({ kind }) => kind === 'blocked').length,
        reasons: own.filter(({ kind }) => kind === 'reason').length,
        notes: await Promise.all(own.slice(0, shownNotes).map((row) => this.note(row, actor))),
      });
    }
    return { institution, pairs: states, mayChange: mayChangePairs(actor, institution) };
  }

  /** Undefined when there is no such case or the actor may not know of it. */
  async ofCase(actor: Actor, instanceId: string): Promise<{ institution: string; notes: CaseDutiesView } | undefined> {
    const { sql, parameters } = visibleCases(actor);
    const found = await this.database.reader.findOne(historyInstanceTable, `id = ? AND (${sql})`, [instanceId, ...parameters]);
    if (!found || seesOwnOnly(actor, found.institution)) return undefined;
    const rows = await this.database.reader.find(dutyNoteTable, 'root_instance_id = ?', [found.rootInstanceId], {
      orderBy: 'at DESC, id',
      limit: mostNotes,
    });
    return { institution: found.institution, notes: await Promise.all(rows.map((row) => this.note(row, actor))) };
  }

  /** Open tasks that somebody who holds the role may not do, each way of a pair that looks at cases. */
  private async tasks(actor: Actor, institution: string, pair: DutyPair, byRole: ReadonlyMap<string, ReadonlySet<string>>) {
    if (pair.level !== 'hard' || pair.scope !== 'case') return [];
    const ways = [
      { role: pair.a, against: pair.b },
      { role: pair.b, against: pair.a },
    ];
    const found = await Promise.all(
      ways.map(({ role, against }) => {
        const accounts = [...(byRole.get(role) ?? [])];
        return accounts.length === 0
          ? []
          : this.sources.blockedTasks({ institution, role, against, accounts, limit: shownTasks });
      }),
    );
    return Promise.all(
      found
        .flat()
        .slice(0, shownTasks)
        .map(async ({ definitionId, elementId, businessKey, ...task }) => ({
          ...task,
          ...(businessKey !== null && { businessKey }),
          name: (await this.explain.nameOf(definitionId, elementId, actor.language)) ?? elementId,
        })),
    );
  }

  private async named<T extends { readonly account: string }>(
    holders: readonly { readonly account: string; readonly standsInFor?: string }[],
    tasks: readonly T[],
  ) {
    const names = await this.people.namesOf([...holders, ...tasks].map(({ account }) => account));
    const nameOf = (account: string) => names.get(account) ?? account;
    return {
      holders: holders.map((each) => ({ ...each, name: nameOf(each.account) })),
      tasks: tasks.map((each) => ({ ...each, accountName: nameOf(each.account) })),
    };
  }

  private async note(row: DutyNoteRow, { language }: Actor): Promise<DutyNoteView> {
    const { id, kind, conflict, account, actor, act, instanceId, businessKey, definitionId, elementId, reason, at } = row;
    const name =
      definitionId === null || elementId === null ? undefined : await this.explain.nameOf(definitionId, elementId, language);
    return {
      id,
      kind,
      conflict,
      account,
      act,
      at,
      ...(actor !== account && { askedBy: actor }),
      ...(instanceId !== null && { instanceId }),
      ...(businessKey !== null && { businessKey }),
      ...(elementId !== null && { elementId }),
      ...(name !== undefined && { name }),
      ...(reason !== null && { reason }),
    };
  }
}
