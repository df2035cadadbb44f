import { useSyncExternalStore } from 'react';
import { RequestError, newIdempotencyKey, request } from '../api/request.ts';
import { connection, onConnection } from './connection.ts';
import { settleBeforeSignOut } from './settle.ts';

/** An edit that waits for the server: sent with the same key however often it is tried, so that it takes effect once. */
export interface Waiting {
  readonly key: string;
  /** Whose edit it is: nobody else's session sends it. */
  readonly account: string;
  readonly path: string;
  readonly body: unknown;
  readonly at: number;
  /** What the server said when it refused it; then it stays until the person throws it away. */
  readonly refused?: Pick<RequestError, 'status' | 'code' | 'message' | 'details'>;
}

const stored = 'outbox';
const retryEvery = 3_000;
let waiting: readonly Waiting[] = read();
let sender: string | undefined;
let sending: Promise<void> | undefined;
const listeners = new Set<() => void>();
const sent = new Set<(path: string) => void>();

function read(): readonly Waiting[] {
  return typeof sessionStorage === 'undefined' ? [] : (JSON.parse(sessionStorage.getItem(stored) ?? '[]') as Waiting[]);
}

function write(next: readonly Waiting[]): void {
  waiting = next;
  if (next.length === 0) sessionStorage.removeItem(stored);
  else sessionStorage.setItem(stored, JSON.stringify(next));
  for (const listener of [...listeners]) listener();
}

/** Sends an edit now, or as soon as the server is there again. */
export function send(account: string, path: string, body: unknown): Promise<void> {
  write([...waiting, { key: newIdempotencyKey(), account, path, body, at: Date.now() }]);
  return flush();
}

/** Who is signed in: from now on their edits are sent. */
export function sendAs(account: string): void {
  sender = account;
  void flush();
}

export const forget = (key: string): void => write(waiting.filter((one) => one.key !== key));

/** Once more, after the server refused it. */
export function tryAgain(key: string): void {
  write(waiting.map(({ refused, ...one }) => (one.key === key || !refused ? one : { ...one, refused })));
  void flush();
}

/** Told of each edit that went through, by its path. */
export function onSent(listener: (path: string) => void): () => void {
  sent.add(listener);
  return () => sent.delete(listener);
}

export function flush(): Promise<void> {
  sending ??= sendAll().finally(() => {
    sending = undefined;
  });
  return sending;
}

async function sendAll(): Promise<void> {
  for (;;) {
    const next = waiting.find(({ account, refused }) => account === sender && refused === undefined);
    if (!next || !connection().online) return;
    try {
      await request('POST', next.path, next.body, undefined, { key: next.key });
      forget(next.key);
      for (const listener of sent) listener(next.path);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      // Not reached, signed out, too busy or out of order: the same edit is tried again.
      if (error.isPassing) return later();
      const { status, code, message, details } = error;
      write(waiting.map((one) => (one.key === next.key ? { ...one, refused: { status, code, message, details } } : one)));
    }
  }
}

function later(): void {
  setTimeout(() => void flush(), retryEvery);
}

if (typeof window !== 'undefined') {
  onConnection(() => connection().online && void flush());
  settleBeforeSignOut({
    send: flush,
    waits: () => waiting.some(({ account }) => account === sender),
    forget: () => write(waiting.filter(({ account }) => account !== sender)),
  });
}

export const useOutbox = (): readonly Waiting[] =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => waiting,
  );
