import { useSyncExternalStore } from 'react';

/** Whether the server can be reached; nothing is asked of it only for that while everything works. */
export interface Connection {
  readonly online: boolean;
  /** When the server answered last, milliseconds: of that time is what the page shows. */
  readonly reachedAt: number;
}

const probeEvery = 2_000;
let state: Connection = { online: true, reachedAt: Date.now() };
const listeners = new Set<() => void>();
let probing: ReturnType<typeof setInterval> | undefined;

function become(next: Connection): void {
  const changed = next.online !== state.online;
  state = next;
  if (changed) for (const listener of [...listeners]) listener();
}

/** A request found nobody. */
export function reportUnreachable(): void {
  become({ ...state, online: false });
  probing ??= setInterval(() => void probe(), probeEvery);
}

/** A request was answered, however. */
export function reportReached(): void {
  clearInterval(probing);
  probing = undefined;
  become({ online: true, reachedAt: Date.now() });
}

const probe = () =>
  fetch('/health/live', { cache: 'no-store' }).then(
    () => reportReached(),
    () => undefined,
  );

if (typeof window !== 'undefined') {
  window.addEventListener('offline', reportUnreachable);
  window.addEventListener('online', () => void probe());
}

export const connection = (): Connection => state;

export function onConnection(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

export const useConnection = (): Connection => useSyncExternalStore(onConnection, connection);
