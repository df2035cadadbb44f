import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { texts } from '../texts/i18n.ts';

type TextKey = Parameters<typeof texts.t>[0] & string;

export interface Shortcut {
  /** The physical key (`event.code`), the same on every keyboard layout: `KeyC`, `ArrowDown`. */
  readonly code: string;
  readonly shift?: boolean;
  /** What it does, for the sheet of keys. */
  readonly text: TextKey;
  /** Absent for one that is only listed: the browser or a widget does it. */
  readonly run?: (event: KeyboardEvent) => void;
  /** Where it works; absent: everywhere on the page. */
  readonly when?: () => boolean;
  /** Held together with the key; such a shortcut works in fields too and cannot be switched off. */
  readonly control?: true;
}

const registered = new Set<{ readonly current: readonly Shortcut[] }>();
const listeners = new Set<() => void>();
const changed = () => listeners.forEach((listener) => listener());

/** Keys of a screen while it is shown: they work, and the sheet lists them. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    registered.add(latest);
    changed();
    return () => {
      registered.delete(latest);
      changed();
    };
  }, []);
}

/** All that work at the moment, the page's own last. */
export const shortcutsNow = (): Shortcut[] => [...registered].flatMap(({ current }) => current);

/** Off until the account's preference is known: nothing acts for somebody who switched them off. */
let singleKeys = false;

export const singleKeysOn = (): boolean => singleKeys;

/** Single keys disturb who dictates or whose hands slip; what the account prefers is brought here. */
export function switchSingleKeys(on: boolean): void {
  singleKeys = on;
  changed();
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, singleKeysOn);
}

const fields = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]:not([contenteditable=false])';

/** Over the page: what works on the page does not work behind it. */
const dialogIsOpen = (): boolean => document.querySelector('dialog[open], .cds--modal.is-visible') !== null;

/** Does the key belong to what is focused: text that is typed, a menu, a drawing? */
const isTaken = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(`${fields}, [role=menu], .djs-container`) !== null;

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing || dialogIsOpen()) return;
  const withControl = event.ctrlKey || event.metaKey;
  if (!withControl && (!singleKeys || isTaken(event.target))) return;
  const pressed = event.code === 'NumpadEnter' ? 'Enter' : event.code;
  const found = shortcutsNow()
    .reverse()
    .find(
      ({ code, shift = false, control = false, run, when }) =>
        run !== undefined && (when?.() ?? true) && code === pressed && shift === event.shiftKey && control === withControl,
    );
  if (!found?.run) return;
  event.preventDefault();
  found.run(event);
}

/** Once, by the shell. */
export function useKeyListener(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
