import { Injectable } from '@nestjs/common';
import type { InboxCounts, InboxView } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { PeopleDirectory } from '../identity/index.ts';
import { headsTeam } from './inbox-conditions.ts';
import { InboxRows } from './inbox-rows.ts';
import { SavedViews, viewOf } from './saved-views.ts';

/** How much is in each view that the reader has. */
@Injectable()
export class CountInbox {
  constructor(
    private readonly rows: InboxRows,
    private readonly saved: SavedViews,
    private readonly people: PeopleDirectory,
  ) {}

  async run(actor: Actor): Promise<InboxCounts> {
    const saved = await this.saved.list(actor);
    const names = await this.people.namesOf(saved.map(({ account }) => account));
    const [views, savedCounts] = await Promise.all([
      Promise.all(viewsOf(actor).map(async (view) => ({ view, count: await this.rows.count(actor, { view }) }))),
      Promise.all(saved.map((row) => this.rows.count(actor, { view: row.base, ...row.filter }))),
    ]);
    return { views, saved: saved.map((row, at) => ({ ...viewOf(row, actor, names), count: savedCounts[at]! })) };
  }
}

/** Views of somebody: those that can never hold anything for them are left out. */
export const viewsOf = (actor: Actor): InboxView[] => [
  'mine',
  'group',
  ...(actor.standsInFor.length > 0 ? (['substitute'] as const) : []),
  'follow-up',
  'done',
  ...(headsTeam(actor) ? (['team'] as const) : []),
];
