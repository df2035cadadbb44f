import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { SessionView } from '@gaita/contracts';
import { onSignedOut } from '../api/request.ts';
import { currentSession, signOut as endSession } from '../api/session.ts';
import { forgetUnsettled, settle } from '../offline/settle.ts';
import { forgetPreferences, loadPreferences } from '../settings/preferences.ts';
import { hasChosen, leaveLanguage, speak } from '../texts/i18n.ts';

interface Session {
  /** Undefined while it is being asked for, null when nobody is signed in. */
  readonly person: SessionView | null | undefined;
  /** The session ended while the person was working: signing in again keeps the page. */
  readonly expired: boolean;
  /** When it ends by this device's clock, milliseconds. */
  readonly endsAt?: number;
  readonly error?: Error;
  readonly signedIn: (person: SessionView) => void;
  /** The server says that the session is over. */
  readonly expire: () => void;
  /**
   * False where something of the person's could not be sent: they stay signed in.
   * @param anyway whatever could not be sent is thrown away
   */
  readonly signOut: (anyway?: boolean) => Promise<boolean>;
  readonly retry: () => void;
}

const SessionContext = createContext<Session | undefined>(undefined);

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [person, setPerson] = useState<SessionView | null>();
  const [expired, setExpired] = useState(false);
  const [endsAt, setEndsAt] = useState<number>();
  const [error, setError] = useState<Error>();
  const [round, setRound] = useState(0);

  const signedIn = useCallback((found: SessionView) => {
    setPerson(found);
    setExpired(false);
    setEndsAt(found.endsIn === undefined ? undefined : Date.now() + found.endsIn);
    void loadPreferences();
    if (!hasChosen()) void speak(found.language, { remember: 'account' });
  }, []);

  useEffect(() => {
    currentSession().then((found) => (found ? signedIn(found) : setPerson(null)), setError);
  }, [round, signedIn]);

  const expire = useCallback(() => setExpired(true), []);
  useEffect(() => onSignedOut(expire), [expire]);

  const signOut = useCallback(async (anyway = false) => {
    if (!(await settle()) && !anyway) return false;
    await endSession();
    forgetUnsettled();
    forgetPreferences();
    leaveLanguage();
    setEndsAt(undefined);
    setPerson(null);
    setExpired(false);
    return true;
  }, []);

  const retry = useCallback(() => {
    setError(undefined);
    setRound((before) => before + 1);
  }, []);

  const session = useMemo(
    () => ({ person, expired, ...(endsAt !== undefined && { endsAt }), error, signedIn, expire, signOut, retry }),
    [person, expired, endsAt, error, signedIn, expire, signOut, retry],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('No session provider above');
  return session;
}

/** The zone of the reader's institution; undefined, the browser's, while nobody is signed in. */
export function useZone(): string | undefined {
  return use(SessionContext)?.person?.institution.zone;
}

/** The signed-in person; only under the shell, which sends everybody else to sign-in. */
export function usePerson(): SessionView {
  const { person } = useSession();
  if (!person) throw new Error('Nobody is signed in');
  return person;
}
