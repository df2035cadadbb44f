import { useSyncExternalStore } from 'react';

const narrow = window.matchMedia('(max-width: 671px)');

const subscribe = (changed: () => void) => {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
};

/** Too narrow to draw on: models are only shown. */
export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
