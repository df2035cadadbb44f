import { useSyncExternalStore } from 'react';

const phone = matchMedia('(width < 42rem)');

/** Narrower than Carbon's `md`: one column, cards for rows. */
export const useIsPhone = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      phone.addEventListener('change', changed);
      return () => phone.removeEventListener('change', changed);
    },
    () => phone.matches,
  );
