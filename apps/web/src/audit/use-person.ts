import type { SessionView } from '@gaita/contracts';
import { useSession } from '../sign-in/session.tsx';

/** Who is signed in. */
export const usePerson = (): SessionView | undefined => useSession().person ?? undefined;
