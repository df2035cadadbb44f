import type { RowChange, WritePlan } from '../write-plan.ts';

export interface ChangedRow {
  readonly table: string;
  readonly id: string;
}

/** What one commit changed: no content, only which rows. */
export interface Announcement {
  readonly id: string;
  /** Cases that something belonging to them was written for. */
  readonly cases: readonly string[];
  /** Rows of the watched tables. */
  readonly rows: readonly ChangedRow[];
}

export type AnnouncementListener = (announcement: Announcement) => void;

/** In the place of what nobody can name: announcements were lost, everything may have changed. */
export const missedAnnouncements: Announcement = { id: 'missed', cases: [], rows: [] };

/** Brings what this replica committed to the others. */
export interface AnnouncementLink {
  /** In the same commit, where the link goes through the database. */
  rowsFor?(announcement: Announcement): readonly RowChange[];
  /** After the commit. Must not throw, wait or fail. */
  send?(announcement: Announcement): void;
  start(receive: AnnouncementListener): void;
  stop(): Promise<void>;
}

/**
 * Tells features which rows were changed, after the commit, by whichever replica. It costs a commit nothing while nobody
 * watches a table. What is told may be told twice and says nothing about who may know of it.
 */
export class Announcements {
  private readonly link: AnnouncementLink | undefined;
  private readonly nextId: () => string;
  private readonly watched = new Set<string>();
  private readonly listeners = new Set<AnnouncementListener>();
  private readonly toOthers = new Set<AnnouncementListener>();

  /** @param link absent where one server has the database for itself */
  constructor(nextId: () => string, link?: AnnouncementLink) {
    this.nextId = nextId;
    this.link = link;
  }

  /** Rows of these tables are named from now on. */
  watch(...tables: readonly string[]): void {
    for (const table of tables) this.watched.add(table);
  }

  listen(listener: AnnouncementListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Only to what other replicas committed. */
  listenToOthers(listener: AnnouncementListener): () => void {
    this.toOthers.add(listener);
    return () => this.toOthers.delete(listener);
  }

  start(): void {
    this.link?.start((announcement) => {
      for (const listener of this.toOthers) listener(announcement);
      this.tell(announcement);
    });
  }

  async stop(): Promise<void> {
    await this.link?.stop();
  }

  /** What the plan will have changed; undefined when nobody wants to know. */
  of(plan: WritePlan): Announcement | undefined {
    if (this.watched.size === 0) return undefined;
    const cases = new Set<string>(plan.instanceId === undefined ? [] : [plan.instanceId]);
    const rows: ChangedRow[] = [];
    for (const change of plan.changes) {
      if (change.op === 'insert' && typeof change.row['instanceId'] === 'string') cases.add(change.row['instanceId']);
      if (this.watched.has(change.table.name))
        rows.push({ table: change.table.name, id: change.op === 'insert' ? change.row.id : change.id });
    }
    return cases.size === 0 && rows.length === 0 ? undefined : { id: this.nextId(), cases: [...cases], rows };
  }

  /** Rows that have to be written with the announced plan. */
  rowsFor(announcement: Announcement): readonly RowChange[] {
    return this.link?.rowsFor?.(announcement) ?? [];
  }

  committed(announcement: Announcement): void {
    this.tell(announcement);
    this.link?.send?.(announcement);
  }

  private tell(announcement: Announcement): void {
    for (const listener of this.listeners) listener(announcement);
  }
}
