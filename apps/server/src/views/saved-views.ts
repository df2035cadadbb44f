import { Injectable } from '@nestjs/common';
import type { Rejection, SavedView, SaveViewRequest } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { holdsRole } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { Command, Guard, RowChange } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { SavedViewRow } from './tables.ts';
import { savedViewTable } from './tables.ts';

const mostOfOne = 100;

/** Lists that people keep and share. Whom one is shared with is asked at each look: who loses the role loses the view. */
@Injectable()
export class SavedViews {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The reader's own first, then those shared with them, by name. */
  async list(actor: Actor): Promise<SavedViewRow[]> {
    const rows = await this.database.reader.find(
      savedViewTable,
      'account = ? OR shared_institution IN (?)',
      [actor.account, actor.institutions],
      { orderBy: 'name, id' },
    );
    const had = rows.filter((row) => has(actor, row));
    return [...had.filter((row) => row.account === actor.account), ...had.filter((row) => row.account !== actor.account)];
  }

  /** Rejections: `not-found`. */
  async find(actor: Actor, id: string): Promise<SavedViewRow | Rejection> {
    const row = await this.database.reader.byId(savedViewTable, id);
    return row && has(actor, row) ? row : rejected('not-found', 'There is no such view, or it is not shared with you.');
  }

  /** Rejections: `not-allowed` (shared where the owner holds nothing), `invalid-request` (too many). */
  async create(command: Command, actor: Actor, request: SaveViewRequest): Promise<SavedView | Rejection> {
    const refused = refuseSharing(actor, request);
    if (refused) return refused;
    if ((await this.database.reader.count(savedViewTable, 'account = ?', [actor.account])) >= mostOfOne)
      return rejected('invalid-request', `Nobody keeps more than ${mostOfOne} views. Delete one first.`);
    const row: SavedViewRow = {
      id: this.ids.next(),
      account: actor.account,
      ...contentOf(request),
      createdAt: this.clock.now(),
      revision: 1,
    };
    const changes = new RowChanges();
    changes.insert(savedViewTable, row);
    return this.write(command, [], changes.list(), viewOf(row, actor));
  }

  /** Rejections: `not-found`, `not-allowed` (somebody else's), `version-conflict` (changed since it was read). */
  async change(command: Command, actor: Actor, id: string, request: SaveViewRequest): Promise<SavedView | Rejection> {
    const refused = refuseSharing(actor, request);
    if (refused) return refused;
    return this.committer.run(command, async () => {
      const row = await this.own(actor, id);
      if (isRejection(row)) return row;
      if (request.revision !== undefined && request.revision !== row.revision)
        return rejected('version-conflict', 'The view was changed in another window. Look at it again.', { id });
      const changes = new RowChanges();
      const guard = changes.revise(savedViewTable, row, contentOf(request));
      const answer = viewOf({ ...row, ...contentOf(request), revision: row.revision + 1 }, actor);
      return planOf(command, [guard], changes.list(), answer);
    });
  }

  /** Rejections: `not-found`, `not-allowed`. */
  async remove(command: Command, actor: Actor, id: string): Promise<null | Rejection> {
    return this.committer.run<null>(command, async () => {
      const row = await this.own(actor, id);
      if (isRejection(row)) return row;
      const changes = new RowChanges();
      changes.delete(savedViewTable, id);
      const guard: Guard = { table: savedViewTable, id, revision: row.revision, mode: 'write' };
      return planOf(command, [guard], changes.list(), null);
    });
  }

  private async own(actor: Actor, id: string): Promise<SavedViewRow | Rejection> {
    const row = await this.find(actor, id);
    if (isRejection(row) || row.account === actor.account) return row;
    return rejected('not-allowed', 'Only whom a view belongs to changes it. Save it as your own.', { owner: row.account });
  }

  private write<A>(command: Command, guards: readonly Guard[], changes: readonly RowChange[], answer: A): Promise<A | Rejection> {
    return this.committer.run(command, async () => planOf(command, guards, changes, answer));
  }
}

/** May the reader open it now? */
const has = (actor: Actor, { account, sharedInstitution, sharedRole }: SavedViewRow): boolean => {
  if (account === actor.account) return true;
  if (sharedInstitution === null) return false;
  if (sharedRole !== null) return holdsRole(actor, sharedRole, sharedInstitution);
  return actor.institutions.includes(sharedInstitution) && !actor.isPartner;
};

export function viewOf(row: SavedViewRow, actor: Actor, names?: ReadonlyMap<string, string>): SavedView {
  const { cols, ...filter } = row.filter;
  const ownerName = names?.get(row.account);
  return {
    id: row.id,
    name: row.name,
    owner: row.account,
    ...(ownerName !== undefined && { ownerName }),
    isOwn: row.account === actor.account,
    view: row.base,
    ...filter,
    cols: [...cols],
    ...(row.sharedInstitution !== null && {
      sharedWith: { institution: row.sharedInstitution, ...(row.sharedRole !== null && { role: row.sharedRole }) },
    }),
    revision: row.revision,
  };
}

function refuseSharing(actor: Actor, { sharedWith }: SaveViewRequest): Rejection | undefined {
  if (!sharedWith || (actor.institutions.includes(sharedWith.institution) && !actor.isPartner)) return undefined;
  return rejected('not-allowed', 'Views are shared in institutions in which one holds a role oneself.', { ...sharedWith });
}

const contentOf = ({ name, view, q, process, due, sort, cols, sharedWith }: SaveViewRequest) => ({
  name,
  base: view,
  filter: {
    ...(q !== undefined && { q }),
    ...(process !== undefined && { process }),
    ...(due !== undefined && { due }),
    ...(sort !== undefined && { sort }),
    cols,
  },
  sharedInstitution: sharedWith?.institution ?? null,
  sharedRole: sharedWith?.role ?? null,
});

const planOf = <A>(command: Command, guards: readonly Guard[], changes: readonly RowChange[], answer: A) => ({
  guards,
  changes,
  commands: [{ command, answer }],
  answer,
  afterCommit: [],
});
