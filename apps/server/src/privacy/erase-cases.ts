import { Injectable } from '@nestjs/common';
import { recordAct } from '../audit/index.ts';
import type { HistoryInstanceRow } from '../instances/index.ts';
import { beginErasing, historyInstanceTable, keepingOf } from '../instances/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { DuplicateRow } from '../platform/errors.ts';
import { Ids } from '../platform/ids.ts';
import type { RowChanges } from '../platform/write-plan.ts';
import { commit } from './commit.ts';
import { FindPerson } from './find-person.ts';
import { KeptCases } from './kept-cases.ts';
import { eraseRow, PlacesOf } from './places-of.ts';
import { erasedCaseTable } from './tables.ts';

export interface Erasing {
  readonly why: 'retention' | 'request';
  /** Who is named in the audit. */
  readonly account: string;
  readonly erasureId?: string;
  /** Only a case of this one. */
  readonly institution?: string;
}

const rowsPerPlan = 400;

/** Takes the values out of ended cases. The rows stay that measures count, and the hashes that the chain needs. */
@Injectable()
export class EraseCases {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly places: PlacesOf,
    private readonly found: FindPerson,
    private readonly kept: KeptCases,
    private readonly ids: Ids,
  ) {}

  /**
   * Safe to repeat after a crash: what was taken stays taken, and the case counts as erased with its last rows.
   * @returns false when something keeps it (open, a legal hold, its period)
   */
  async run(rootId: string, { why, account, erasureId, institution }: Erasing, clock: Clock): Promise<boolean> {
    const root = await this.database.reader.byId(historyInstanceTable, rootId);
    if (!root || (institution ?? root.institution) !== root.institution) return false;
    if (!(await this.begin(root, account, clock.now()))) return false;
    const found = await this.places.ofCases(await this.found.withCalled([root]));
    const rows = found.filter(({ effect }) => effect !== 'stays').flatMap((place) => place.rows.map((row) => ({ place, row })));
    for (let from = 0; from < rows.length; from += rowsPerPlan)
      await commit(this.committer, (changes) => {
        for (const { place, row } of rows.slice(from, from + rowsPerPlan)) eraseRow(changes, place, row);
      });
    try {
      await commit(this.committer, (changes) => {
        const now = clock.now();
        changes.insert(erasedCaseTable, {
          id: root.id,
          institution: root.institution,
          erasedAt: now,
          why,
          erasureId: erasureId ?? null,
        });
      });
    } catch (error) {
      // another replica was quicker
      if (!(error instanceof DuplicateRow)) throw error;
    }
    return true;
  }

  /**
   * From here on nobody adds to the case or holds it; who did so meanwhile is seen by looking again. The act stands in the audit before
   * the first detail goes: without it an emptied detail is a forgery.
   */
  private async begin(root: HistoryInstanceRow, account: string, now: number): Promise<boolean> {
    for (;;) {
      const keeping = await keepingOf(this.database, root.id);
      if ((await this.kept.why(root)).kept !== undefined) return false;
      if (keeping.erasing) return true;
      const object = { type: 'case', id: root.id, instanceId: root.id };
      const { institution } = root;
      const act = { id: this.ids.next(), at: now, account, institution, act: 'case-erased', object };
      const begin = (changes: RowChanges) => {
        beginErasing(changes, keeping, now);
        recordAct(changes, act);
      };
      const begun = await commit(this.committer, begin, [keeping.guard]);
      if (begun === 'committed') return true;
    }
  }
}
