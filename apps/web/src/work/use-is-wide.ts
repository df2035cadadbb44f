import { useSyncExternalStore } from 'react';

const wide = matchMedia('(width >= 66rem)');

/** Room for a list and what it is about beside it: 1056 px. */
export const useIsWide = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      wide.addEventListener('change', changed);
      return () => wide.removeEventListener('change', changed);
    },
    () => wide.matches,
  );
