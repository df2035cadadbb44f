import type { LiveChange } from '@gaita/contracts';
import { connection, onConnection } from '../offline/connection.ts';

export type LiveState = 'live' | 'delayed' | 'ended';
export type LiveMessage =
  | { readonly kind: 'changes'; readonly changes: readonly LiveChange[] }
  | { readonly kind: 'reload' }
  | { readonly kind: 'state'; readonly state: LiveState };

/** The server beats every ten seconds; after so long without any event the stream is lost, whatever the browser thinks. */
const silence = 25_000;
/** While there is no stream everything is asked for anew this often. */
const pollEvery = 30_000;
const retryAfter = [1_000, 2_000, 5_000, 10_000, 30_000];

/** The one stream of this browser. Tries again as long as it is open; says when it is lost and when it is back. */
export class LiveSource {
  private readonly tell: (message: LiveMessage) => void;
  private events: EventSource | undefined;
  private lastId: string | undefined;
  /** What happened before this stream stood was not told in it. */
  private unheard = true;
  private attempts = 0;
  private closed = false;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private poll: ReturnType<typeof setInterval> | undefined;
  private readonly stopListening: () => void;

  constructor(tell: (message: LiveMessage) => void) {
    this.tell = tell;
    // Once the server is reached again nobody waits for the next try, nor trusts a stream from before.
    this.stopListening = onConnection(() => connection().online && this.open());
    this.open();
  }

  close(): void {
    this.closed = true;
    this.stopListening();
    this.events?.close();
    clearTimeout(this.retry);
    clearTimeout(this.watch);
    clearInterval(this.poll);
  }

  private open(): void {
    this.events?.close();
    clearTimeout(this.retry);
    const events = new EventSource(`/api/v1/live${this.lastId === undefined ? '' : `?last=${encodeURIComponent(this.lastId)}`}`);
    this.events = events;
    this.unheard = this.lastId === undefined;
    this.alive();
    events.addEventListener('beat', () => this.found());
    events.addEventListener('changes', (event: MessageEvent<string>) => {
      this.found(event.lastEventId);
      this.tell({ kind: 'changes', changes: JSON.parse(event.data) as LiveChange[] });
    });
    events.addEventListener('reload', (event: MessageEvent<string>) => {
      this.found(event.lastEventId);
      this.tell({ kind: 'reload' });
    });
    events.addEventListener('end', () => {
      this.close();
      this.tell({ kind: 'state', state: 'ended' });
    });
    events.onerror = () => {
      // Refused, not broken off: the session may be over.
      if (events.readyState === EventSource.CLOSED) this.tell({ kind: 'changes', changes: [{ topic: 'session', id: '' }] });
      this.lost();
    };
  }

  private found(lastId?: string): void {
    if (lastId) this.lastId = lastId;
    this.attempts = 0;
    this.alive();
    // Who never heard an id cannot ask for what was said since they read what they show.
    if (this.unheard) this.tell({ kind: 'reload' });
    this.unheard = false;
    if (this.poll === undefined) return;
    clearInterval(this.poll);
    this.poll = undefined;
    this.tell({ kind: 'state', state: 'live' });
  }

  private alive(): void {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.lost(), silence);
  }

  private lost(): void {
    if (this.closed) return;
    this.events?.close();
    clearTimeout(this.watch);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), retryAfter[Math.min(this.attempts, retryAfter.length - 1)]);
    this.attempts++;
    // A stream that is back within a second was never worth a word.
    if (this.attempts < 2 || this.poll !== undefined) return;
    this.tell({ kind: 'state', state: 'delayed' });
    this.poll = setInterval(() => this.tell({ kind: 'reload' }), pollEvery);
  }
}
