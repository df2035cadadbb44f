import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Actor } from '../identity/index.ts';
import { Announcements } from '../platform/announcements/announcements.ts';
import type { Announcement } from '../platform/announcements/announcements.ts';
import { Ids } from '../platform/ids.ts';
import type { LiveReader } from './live-reader.ts';
import type { ChangedFacts } from './who-may-know.ts';
import { jobTables, WhoMayKnow } from './who-may-know.ts';

/** What is committed within this time is told in one go. */
const gather = 50;
const mostOfOne = 40;
const beatEvery = 10_000;
/** So much is told again to who comes back. */
const remembered = 200;
/** More at once is not told one by one. */
const mostAtOnce = 1_000;
const identityTables = ['person', 'session', 'api_token'] as const;

interface Told {
  readonly at: number;
  /** Absent: too much to name. */
  readonly facts?: ChangedFacts;
}

/** Everybody who listens to this replica. */
@Injectable()
export class LiveHub implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('live');
  private readonly readers = new Set<LiveReader>();
  private readonly history: Told[] = [];
  private readonly boot: string;
  private count = 0;
  private pending = emptyPending();
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> = Promise.resolve();
  private beat: NodeJS.Timeout | undefined;
  private stopListening: (() => void) | undefined;
  private heardAt = -Infinity;

  constructor(
    private readonly announcements: Announcements,
    private readonly who: WhoMayKnow,
    ids: Ids,
  ) {
    this.boot = ids.next();
  }

  onApplicationBootstrap(): void {
    this.announcements.watch('task', ...jobTables, ...identityTables);
    this.stopListening = this.announcements.listen((announcement) => this.hear(announcement));
    this.beat = setInterval(() => this.beatAll(), beatEvery);
    this.beat.unref();
  }

  /** Before the HTTP server waits for its connections to end. */
  onModuleDestroy(): void {
    this.stopListening?.();
    clearInterval(this.beat);
    clearTimeout(this.timer);
    for (const { stream } of this.readers) stream.leave();
    this.readers.clear();
  }

  get size(): number {
    return this.readers.size;
  }

  /** Nobody has so many windows: whoever asks for more would keep the server busy with themselves. */
  isFullFor({ personId }: Actor): boolean {
    return [...this.readers].filter(({ actor }) => actor.personId === personId).length >= mostOfOne;
  }

  /** @param last id of the last event that the reader heard before, if any */
  join(reader: LiveReader, last: string | undefined): void {
    this.readers.add(reader);
    reader.stream.onClose(() => this.readers.delete(reader));
    reader.stream.send('beat', null);
    // what came while nobody listened was not read: who comes back wants to know of it, who is new only of what came just now
    const isNews = performance.now() - this.heardAt <= gather;
    if (this.timer === undefined) {
      const before = this.take();
      this.telling = this.telling.then(() => this.tell(before, isNews ? this.readers : [])).catch(this.failed);
    }
    if (last !== undefined) this.telling = this.telling.then(() => this.catchUp(reader, last)).catch(this.failed);
  }

  private hear({ cases, rows }: Announcement): void {
    if (rows.length === 0 && cases.length === 0) this.pending.missed = true;
    for (const { table, id } of rows) {
      if (table === 'task') this.pending.tasks.add(id);
      else if (jobTables.some((each) => each === table)) mapped(this.pending.jobs, table).add(id);
      else this.doubt(table, id);
    }
    for (const id of cases) this.pending.cases.add(id);
    this.heardAt = performance.now();
    if (this.readers.size === 0) return this.forgetTooMuch();
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.telling = this.telling.then(() => this.tell(this.take(), this.readers)).catch(this.failed);
    }, gather).unref();
  }

  /** While nobody listens only names are kept, and no more of them than are told. */
  private forgetTooMuch(): void {
    const { tasks, cases, jobs } = this.pending;
    let count = tasks.size + cases.size;
    for (const ids of jobs.values()) count += ids.size;
    if (count > mostAtOnce) this.pending = { ...emptyPending(), missed: true };
  }

  /** Whose rights changed, is looked up at once and without waiting for others. */
  private doubt(table: string, id: string): void {
    for (const reader of this.readers)
      if (table === 'api_token' || reader.dependsOn(id)) {
        reader.doubt();
        reader.settled().catch(this.failed);
      }
  }

  private take(): Pending {
    const { pending } = this;
    this.pending = emptyPending();
    return pending;
  }

  private async tell({ tasks, cases, jobs, missed }: Pending, readers: Iterable<LiveReader>): Promise<void> {
    if (tasks.size + cases.size + jobs.size === 0 && !missed) return;
    const at = ++this.count;
    const tooMuch = missed || tasks.size + cases.size > mostAtOnce;
    const facts = tooMuch
      ? undefined
      : await this.who.facts({
          tasks: [...tasks],
          cases: [...cases],
          jobs: new Map([...jobs].map(([table, ids]) => [table, [...ids]])),
        });
    const told: Told = { at, ...(facts && { facts }) };
    this.history.push(told);
    if (this.history.length > remembered) this.history.shift();
    await Promise.all([...readers].map((reader) => this.tellOne(reader, told)));
  }

  private async tellOne(reader: LiveReader, { at, facts }: Told): Promise<void> {
    if (!(await reader.settled())) return;
    if (!facts) return reader.stream.send('reload', null, this.idOf(at));
    const changes = await this.who.told(reader.actor, facts);
    // Rights that changed while the database was asked: by the new ones again.
    if (!(await reader.settled())) return;
    if (changes.length > 0) reader.stream.send('changes', changes, this.idOf(at));
  }

  private async catchUp(reader: LiveReader, last: string): Promise<void> {
    const [boot, heard] = last.split('.');
    const from = Number(heard);
    const oldest = this.history[0]?.at ?? this.count + 1;
    if (boot !== this.boot || !(from >= oldest - 1 && from <= this.count))
      return reader.stream.send('reload', null, this.idOf(this.count));
    for (const told of this.history) if (told.at > from) await this.tellOne(reader, told);
  }

  private beatAll(): void {
    for (const reader of this.readers) {
      reader.stream.send('beat', null);
      // dates of roles, absences and sessions come and go without a write
      reader.doubt();
      reader.settled().catch(this.failed);
    }
  }

  private idOf(at: number): string {
    return `${this.boot}.${at}`;
  }

  private readonly failed = (error: unknown): void => {
    this.log.warn({ message: 'a change was not told to who listens', error: String(error) });
    for (const { stream } of this.readers) stream.send('reload', null);
  };
}

type Pending = ReturnType<typeof emptyPending>;

const emptyPending = () => ({
  tasks: new Set<string>(),
  cases: new Set<string>(),
  jobs: new Map<string, Set<string>>(),
  missed: false,
});

function mapped(map: Map<string, Set<string>>, key: string): Set<string> {
  const found = map.get(key) ?? new Set<string>();
  map.set(key, found);
  return found;
}
