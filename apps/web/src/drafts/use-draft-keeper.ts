import { useEffect, useState, useSyncExternalStore } from 'react';
import type { DraftView } from '@gaita/contracts';
import type { DraftPlace } from '../api/drafts.ts';
import { onConnection } from '../offline/connection.ts';
import { settleBeforeSignOut } from '../offline/settle.ts';
import { usePerson, useSession } from '../sign-in/session.tsx';
import { DraftKeeper } from './draft-keeper.ts';
import type { DraftState } from './draft-keeper.ts';

/**
 * Keeps a form's draft while the screen is open; saves when the page is left, hidden or signed out of, and tries again when the
 * server or the session is back.
 * @param loaded what the server had; undefined when it could not be asked
 */
export function useDraftKeeper(place: DraftPlace, name: string, loaded: DraftView | undefined): [DraftKeeper, DraftState] {
  const { account } = usePerson();
  const { expired } = useSession();
  const [keeper] = useState(() => new DraftKeeper(place, account, name, loaded));
  const state = useSyncExternalStore(keeper.subscribe, () => keeper.state);
  useEffect(() => {
    if (!expired) keeper.retry();
  }, [keeper, expired]);
  useEffect(() => {
    const leave = () => void keeper.flush(true);
    const hidden = () => document.visibilityState === 'hidden' && leave();
    const stops = [
      onConnection(keeper.retry),
      settleBeforeSignOut({ send: () => keeper.flush(), waits: () => keeper.left !== undefined }),
    ];
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      for (const stop of stops) stop();
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', hidden);
      void keeper.flush();
    };
  }, [keeper]);
  return [keeper, state];
}
