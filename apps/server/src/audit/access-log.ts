import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { DuplicateRow } from '../platform/errors.ts';
import { Ids } from '../platform/ids.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { Act } from './record-act.ts';
import { recordAct } from './record-act.ts';

/** Who sees: an `Actor`, of which only this counts here. */
export interface Seer {
  readonly account: string;
  readonly institution: string;
}

export interface SeenObject {
  /** `case`, `task`, `document`, `applicant`, `export`, `search`, … */
  readonly type: string;
  readonly id: string;
  /** Of the object; default: the person's own. */
  readonly institution?: string;
  readonly instanceId?: string;
  /** Default: `<type>-opened`. */
  readonly act?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** What was asked for, where that makes another thing of it; stands in the details. No value: nothing empties an entry without a case. */
  readonly asked?: Readonly<Record<string, unknown>>;
  /** Read with the thing, which is opened by it as well; counts once with it. */
  readonly isPart?: true;
}

interface Window {
  readonly seer: Seer;
  readonly object: SeenObject;
  readonly until: number;
  /** Opened by parts of it only so far. */
  isPart: boolean;
  repeats: { readonly from: number; count: number; last: number } | undefined;
}

const gatherMillis = 1_000;
const windowMillis = 5 * 60_000;
/** More than that are written at once: memory does not grow with curiosity. */
const windowsAtMost = 20_000;
const rowsPerPlan = 500;

/**
 * What people saw, written beside the reading and never waited for: the first opening within a second, further openings of the
 * same thing by the same person within five minutes as one entry with their number when those are over, or at stop.
 */
@Injectable()
export class AccessLog implements OnApplicationShutdown {
  private readonly logger = new Logger('access log');
  private readonly windows = new Map<string, Window>();
  private fresh: Act[] = [];
  private writing = Promise.resolve();
  private cancelWake: (() => void) | undefined;
  private wakeAt = Infinity;

  constructor(
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  saw(seer: Seer, object: SeenObject): void {
    const now = this.clock.now();
    const key = JSON.stringify([seer.account, object.act ?? '', object.type, object.id, object.institution, object.asked]);
    const open = this.windows.get(key);
    if (open && open.until > now) {
      const isSame = object.isPart ?? open.isPart;
      open.isPart &&= object.isPart ?? false;
      if (isSame) return;
      if (open.repeats) Object.assign(open.repeats, { count: open.repeats.count + 1, last: now });
      else open.repeats = { from: now, count: 1, last: now };
      return this.wake(open.until);
    }
    if (open) this.close(key, open);
    this.windows.set(key, { seer, object, until: now + windowMillis, isPart: object.isPart ?? false, repeats: undefined });
    this.note(seer, object, { at: now });
    if (this.windows.size > windowsAtMost) for (const [each, window] of this.windows) this.close(each, window);
  }

  /** An answer with values of cases: of one case it is that case that was read, else the list, once for each institution. */
  sawValues(
    seer: Seer,
    list: string,
    asked: Readonly<Record<string, unknown>>,
    rows: readonly { readonly instanceId: string; readonly institution: string }[],
  ): void {
    const [first] = rows;
    if (first && rows.every(({ instanceId }) => instanceId === first.instanceId))
      return this.saw(seer, {
        type: 'case',
        id: first.instanceId,
        act: 'case-values-read',
        instanceId: first.instanceId,
        institution: first.institution,
      });
    const numbers = new Map<string, number>();
    for (const { institution } of rows) numbers.set(institution, (numbers.get(institution) ?? 0) + 1);
    for (const [institution, number] of numbers)
      this.saw(seer, { type: 'list', id: list, act: 'values-listed', institution, asked, details: { rows: number } });
  }

  /** Writes what was gathered; with `all` the repeated openings too. */
  async flush(all = false): Promise<void> {
    const now = this.clock.now();
    for (const [key, window] of this.windows) if (all || window.until <= now) this.close(key, window);
    this.writing = this.writing.then(() => this.write(this.fresh.splice(0)));
    await this.writing;
    const next = Math.min(...[...this.windows.values()].filter(({ repeats }) => repeats).map(({ until }) => until));
    if (this.fresh.length > 0) this.wake(now + gatherMillis);
    else if (Number.isFinite(next)) this.wake(next);
  }

  /** After the last request, before the committer stops. */
  async onApplicationShutdown(): Promise<void> {
    this.cancelWake?.();
    await this.flush(true);
    this.cancelWake?.();
  }

  private close(key: string, { seer, object, repeats }: Window): void {
    this.windows.delete(key);
    if (repeats) this.note(seer, object, { at: repeats.from, count: repeats.count, until: repeats.last });
  }

  private note(
    seer: Seer,
    { type, id, institution, instanceId, act, details, asked }: SeenObject,
    times: Pick<Act, 'at' | 'count' | 'until'>,
  ) {
    this.fresh.push({
      id: this.ids.next(),
      account: seer.account,
      institution: institution ?? seer.institution,
      act: act ?? `${type}-opened`,
      object: { type, id, ...(instanceId !== undefined && { instanceId }) },
      ...((details ?? asked) && { details: { ...(asked && { asked }), ...details } }),
      ...times,
    });
    this.wake(this.clock.now() + gatherMillis);
  }

  private wake(at: number): void {
    if (at >= this.wakeAt) return;
    this.cancelWake?.();
    this.wakeAt = at;
    this.cancelWake = this.clock.wakeAt(at, () => {
      this.wakeAt = Infinity;
      void this.flush();
    });
  }

  /** What could not be written waits for the next time: the log is whole or the database is down, and then nobody reads either. */
  private async write(acts: Act[]): Promise<void> {
    for (let from = 0; from < acts.length; from += rowsPerPlan) {
      const portion = acts.slice(from, from + rowsPerPlan);
      const changes = new RowChanges();
      for (const act of portion) recordAct(changes, act);
      try {
        await this.committer.commit({ guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] });
      } catch (error) {
        // written by the earlier try whose end was unclear
        if (error instanceof DuplicateRow) continue;
        this.logger.error({ message: 'access could not be recorded yet', error: (error as Error).message });
        this.fresh.unshift(...acts.slice(from));
        return;
      }
    }
  }
}
