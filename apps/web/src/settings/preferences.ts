import { useSyncExternalStore } from 'react';
import type { Preferences, PreferencesRequest } from '@gaita/contracts';
import { readPreferences, savePreferences } from '../api/access.ts';
import { switchSingleKeys } from '../shell/shortcuts.ts';
import { speak } from '../texts/i18n.ts';

/** How the signed-in person wants the product to be; undefined until it is known. */
let present: Preferences | undefined;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const usePreferences = (): Preferences | undefined => useSyncExternalStore(subscribe, () => present);

/** After signing in. The product works as it comes where they cannot be read. */
export async function loadPreferences(): Promise<void> {
  const read = await readPreferences().catch(() => undefined);
  if (read) apply(read);
  else switchSingleKeys(true);
}

/** After signing out: how this screen looks stays, what is the person's goes. */
export function forgetPreferences(): void {
  present = undefined;
  switchSingleKeys(false);
  listeners.forEach((listener) => listener());
}

/** Shown at once, and as before where the server refuses. */
export async function prefer(changed: PreferencesRequest): Promise<void> {
  const before = present;
  if (before) apply({ ...before, ...changed });
  if (changed.language !== undefined) await speak(changed.language, { remember: true });
  try {
    apply(await savePreferences(changed));
  } catch (error) {
    if (before) apply(before);
    throw error;
  }
}

function apply(preferences: Preferences): void {
  present = preferences;
  const { theme, textSize, singleKeys } = preferences;
  localStorage.setItem(storedAs, JSON.stringify({ theme, textSize }));
  showLook({ theme, textSize });
  switchSingleKeys(singleKeys);
  listeners.forEach((listener) => listener());
}

type Look = Pick<Preferences, 'theme' | 'textSize'>;
const storedAs = 'gaita.look';

function showLook({ theme, textSize }: Look): void {
  const page = document.documentElement;
  page.dataset['theme'] = theme;
  page.style.fontSize = textSize === 100 ? '' : `${textSize}%`;
}

/** As on this device last, before anybody has signed in: nothing flashes in other colours. */
export function showLastLook(): void {
  try {
    const kept = JSON.parse(localStorage.getItem(storedAs) ?? 'null') as Look | null;
    if (kept) showLook(kept);
  } catch {
    localStorage.removeItem(storedAs);
  }
}
