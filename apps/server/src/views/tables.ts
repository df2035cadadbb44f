import type { InboxView } from '@gaita/contracts';
import type { RowOf } from '../platform/database/table.ts';
import { id, integer, json, key, millis, table } from '../platform/database/table.ts';

/** What a saved view shows beside its base; who may see which rows is decided when it is opened. */
export interface ViewFilter {
  readonly q?: string;
  readonly process?: string;
  readonly due?: 'late' | 'today' | 'week';
  readonly sort?: string;
  readonly cols: readonly string[];
}

/** A list that somebody keeps, for themselves or shared with an institution or with who holds a role there. */
export const savedViewTable = table('saved_view', {
  id: id(),
  /** Whom it belongs to. */
  account: key(),
  name: key(),
  base: key<InboxView>(),
  filter: json<ViewFilter>(),
  /** Null: only its owner has it. */
  sharedInstitution: key().orNull(),
  /** Null: everybody in the institution. */
  sharedRole: key().orNull(),
  createdAt: millis(),
  revision: integer(),
});
export type SavedViewRow = RowOf<typeof savedViewTable>;
