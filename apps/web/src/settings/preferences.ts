import { useSyncExternalStore } from 'react';
import type { Preferences, PreferencesRequest } from '@gaita/contracts';
import { readPreferences, savePreferences } from '../api/access.ts';
import { switchSingleKeys } from '../shell/shortcuts.ts';
import { speak } from '../texts/i18n.ts';

/** How the signed-in person wants the product to be. */
interface State {
  /** With what was chosen and is still on its way; undefined until it is known. */
  readonly present?: Preferences;
  /** They could not be read. */
  readonly failed?: Error;
  /** The last choice was refused; everything is as before it. */
  readonly refused?: Error;
}

let state: State = {};
/** As the server has them. */
let kept: Preferences | undefined;
/** Chosen, and not answered yet. */
let waiting: readonly PreferencesRequest[] = [];
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const usePreferenceState = (): State => useSyncExternalStore(subscribe, () => state);
export const usePreferences = (): Preferences | undefined => usePreferenceState().present;
export const usePreferencesFailure = (): Error | undefined => usePreferenceState().failed;
export const useRefusedPreference = (): Error | undefined => usePreferenceState().refused;

/** After signing in. The product works as it comes where they cannot be read. */
export async function loadPreferences(): Promise<void> {
  try {
    kept = await readPreferences();
    become({ failed: undefined });
  } catch (error) {
    if (!kept) switchSingleKeys(true);
    become({ failed: error as Error });
  }
}

/** After signing out: how this screen looks stays, what is the person's goes. */
export function forgetPreferences(): void {
  kept = undefined;
  waiting = [];
  switchSingleKeys(false);
  state = {};
  listeners.forEach((listener) => listener());
}

/** Shown at once; where the server refuses, visibly as before. True when it is kept. */
export async function prefer(changed: PreferencesRequest): Promise<boolean> {
  waiting = [...waiting, changed];
  become({ refused: undefined });
  try {
    if (changed.language !== undefined) await speak(changed.language, { remember: 'account' });
    kept = await savePreferences(changed);
    return true;
  } catch (error) {
    state = { ...state, refused: error as Error };
    return false;
  } finally {
    waiting = waiting.filter((each) => each !== changed);
    become({});
    await speakAsKept(changed);
  }
}

/** After a refusal the page speaks again as it did before. */
async function speakAsKept({ language: chosen }: PreferencesRequest): Promise<void> {
  const language = state.present?.language;
  if (state.refused && chosen !== undefined && language !== undefined && language !== chosen)
    await speak(language, { remember: 'account' }).catch(() => undefined);
}

/** It was read. */
export function forgetRefusal(): void {
  if (state.refused) become({ refused: undefined });
}

function become(news: Partial<State>): void {
  const present = kept && waiting.reduce<Preferences>((before, each) => ({ ...before, ...each }), kept);
  state = { ...state, ...news, ...(present && { present }) };
  if (present) {
    const { theme, textSize, singleKeys } = present;
    localStorage.setItem(storedAs, JSON.stringify({ theme, textSize }));
    showLook({ theme, textSize });
    switchSingleKeys(singleKeys);
  }
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
