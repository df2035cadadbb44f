import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { LiveTopic } from '@gaita/contracts';
import type { LiveMessage, LiveState } from './live-source.ts';
import { SharedLive } from './shared-live.ts';

/** Ids of what changed; undefined: nobody knows, look at everything. */
export type LiveCallback = (ids: ReadonlySet<string> | undefined) => void;

const callbacks = new Map<LiveTopic, Set<LiveCallback>>();
const watchers = new Set<() => void>();
let state: LiveState = 'live';
let shared: SharedLive | undefined;

/** Begins with the first signed-in person; another person's stream takes the place of the one before. */
export function listenAs(account: string): () => void {
  shared = new SharedLive(account, deliver);
  return () => {
    shared?.close();
    shared = undefined;
    setState('live');
  };
}

/**
 * Calls back when something of the topic changed that the reader may know of; what exactly is asked for from the server. The
 * callback may be another one at each rendering.
 */
export function useLive(topic: LiveTopic, callback: LiveCallback): void {
  const latest = useRef(callback);
  useLayoutEffect(() => {
    latest.current = callback;
  });
  useLayoutEffect(() => {
    const call: LiveCallback = (ids) => latest.current(ids);
    const all = callbacks.get(topic) ?? new Set();
    callbacks.set(topic, all.add(call));
    return () => void all.delete(call);
  }, [topic]);
}

/** `delayed`: no stream at the moment; everything is asked for every 30 seconds. `ended`: the session is over. */
export const useLiveState = (): LiveState =>
  useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => state,
  );

function deliver(message: LiveMessage): void {
  if (message.kind === 'state') return setState(message.state);
  if (message.kind === 'reload') {
    for (const all of callbacks.values()) for (const call of all) call(undefined);
    return;
  }
  const byTopic = new Map<LiveTopic, Set<string>>();
  for (const { topic, id } of message.changes) byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(id));
  for (const [topic, ids] of byTopic) for (const call of callbacks.get(topic) ?? []) call(ids);
}

function setState(now: LiveState): void {
  state = now;
  for (const changed of watchers) changed();
}
