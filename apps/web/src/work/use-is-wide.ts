import { useCallback, useSyncExternalStore } from 'react';
import { usePreferences } from '../settings/preferences.ts';

/** Room for a list and what it is about beside it: 1056 px, more with larger letters. */
export function useIsWide(): boolean {
  const textSize = usePreferences()?.textSize ?? 100;
  const query = `(width >= ${(66 * textSize) / 100}rem)`;
  const subscribe = useCallback(
    (changed: () => void) => {
      const wide = matchMedia(query);
      wide.addEventListener('change', changed);
      return () => wide.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
