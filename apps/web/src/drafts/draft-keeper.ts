import type { DraftContent, DraftView, Variables } from '@gaita/contracts';
import type { DraftPlace } from '../api/drafts.ts';
import { RequestError } from '../api/request.ts';

export type DraftState =
  | { readonly kind: 'untouched' }
  /** Typed and not saved yet: for a second, or until the server is there again. */
  | { readonly kind: 'typing' | 'saving' | 'waiting' }
  | { readonly kind: 'saved'; readonly at: number }
  /** Another device saved something else; nothing is saved until the person chose. */
  | { readonly kind: 'conflict'; readonly other: DraftContent }
  | { readonly kind: 'failed'; readonly error: Error };

/** What this tab knows of a draft, for a reload and a crash before the server has it. */
interface Local {
  readonly seen: number;
  readonly values: Variables;
}

const pause = 1_000;

/**
 * Keeps what is typed into one form: at once in this tab (`sessionStorage`), after a pause on the server. What was typed while a save
 * was on its way is saved next; what cannot be sent waits for `retry`.
 */
export class DraftKeeper {
  state: DraftState = { kind: 'untouched' };
  /** Why the form cannot be sent any more, as the last save heard. */
  gone: DraftView['gone'];
  private seen: number;
  private unsaved: Variables | undefined;
  /** What this tab sent last: two of its saves may be on their way at once when the page is left. */
  private sent: readonly Variables[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> | undefined;
  private closed = false;
  private readonly listeners = new Set<() => void>();
  private readonly place: DraftPlace;
  private readonly storedAs: string;

  /** @param owner account: another person at the same tab does not find it */
  constructor(place: DraftPlace, owner: string, name: string, loaded: DraftView | undefined) {
    this.place = place;
    this.storedAs = `draft.${owner}.${name}`;
    this.seen = loaded?.draft?.revision ?? 0;
    this.gone = loaded?.gone;
    if (loaded?.draft) this.state = { kind: 'saved', at: loaded.draft.savedAt };
    const local = this.readLocal();
    if (!local || sameValues(local.values, loaded?.draft?.values)) return;
    this.unsaved = local.values;
    this.seen = loaded ? local.seen : this.seen;
    this.state = { kind: 'waiting' };
  }

  /** What was typed and has not reached the server, from before a reload. */
  get left(): Variables | undefined {
    return this.unsaved;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  keep(values: Variables): void {
    if (this.closed) return;
    this.unsaved = values;
    sessionStorage.setItem(this.storedAs, JSON.stringify({ seen: this.seen, values } satisfies Local));
    if (this.state.kind === 'conflict') return;
    this.become({ kind: 'typing' });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), pause);
  }

  /** Saves now what waits: at blur, before signing out, when the page is left. */
  async flush(keepalive = false): Promise<void> {
    clearTimeout(this.timer);
    if (this.saving && !keepalive) await this.saving;
    if (this.unsaved === undefined || this.state.kind === 'conflict' || this.closed) return;
    this.saving = this.save(this.unsaved, keepalive).finally(() => {
      this.saving = undefined;
    });
    await this.saving;
  }

  /** The server is there again, or somebody signed in again. */
  retry = (): void => {
    if (this.state.kind === 'waiting' || this.state.kind === 'failed') void this.flush();
  };

  /** Of two devices this one counts, or the other. */
  choose(which: 'mine' | 'theirs'): Variables | undefined {
    if (this.state.kind !== 'conflict') return undefined;
    const { other } = this.state;
    this.seen = other.revision;
    if (which === 'theirs') this.settled(other.savedAt);
    else {
      this.become({ kind: 'typing' });
      void this.flush();
    }
    return which === 'theirs' ? other.values : this.unsaved;
  }

  /** The form was sent. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    sessionStorage.removeItem(this.storedAs);
  }

  private async save(values: Variables, keepalive: boolean): Promise<void> {
    this.become({ kind: 'saving' });
    this.sent = [...this.sent.slice(-2), values];
    try {
      const { revision, savedAt, gone } = await this.place.save({ seen: this.seen, values }, keepalive);
      this.seen = revision;
      this.gone = gone;
      if (this.unsaved === values) this.settled(savedAt);
      else if (this.unsaved) this.keep(this.unsaved);
    } catch (error) {
      const other = conflictIn(error);
      if (other && this.sent.some((own) => sameValues(own, other.values))) await this.goOnFrom(other, keepalive);
      else if (other) this.become({ kind: 'conflict', other });
      else if (error instanceof RequestError && error.isPassing) this.become({ kind: 'waiting' });
      else this.become({ kind: 'failed', error: error as Error });
    }
  }

  /** The server has another save of this tab: what was typed since comes after it. */
  private async goOnFrom(own: DraftContent, keepalive: boolean): Promise<void> {
    this.seen = own.revision;
    if (this.unsaved === undefined || sameValues(this.unsaved, own.values)) this.settled(own.savedAt);
    else await this.save(this.unsaved, keepalive);
  }

  private settled(at: number): void {
    this.unsaved = undefined;
    sessionStorage.removeItem(this.storedAs);
    this.become({ kind: 'saved', at });
  }

  private become(state: DraftState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }

  private readLocal(): Local | undefined {
    const stored = sessionStorage.getItem(this.storedAs);
    return stored === null ? undefined : (JSON.parse(stored) as Local);
  }
}

function conflictIn(error: unknown): DraftContent | undefined {
  if (!(error instanceof RequestError) || error.code !== 'version-conflict') return undefined;
  return error.details['draft'] as DraftContent | undefined;
}

const sameValues = (one: Variables, other: Variables | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);
