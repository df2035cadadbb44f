import { useCallback, useEffect, useState } from 'react';
import type { SearchView } from '@gaita/contracts';
import { search } from '../api/inbox.ts';

interface Found {
  readonly found?: SearchView;
  readonly error?: Error;
}

/** The server looks for two characters at least. */
const atLeast = 2;
const rest = 200;

/** What is found for what is typed, once the typing rests; while the next is looked for, the last stays. */
export function useSearch(typed: string): Found & { readonly retry: () => void } {
  const q = typed.trim();
  const [answer, setAnswer] = useState<Found>({});
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (q.length < atLeast) return setAnswer({});
    const controller = new AbortController();
    const timer = setTimeout(
      () =>
        void search(q, controller.signal).then(
          (found) => setAnswer({ found }),
          (thrown: unknown) => controller.signal.aborted || setAnswer({ error: thrown as Error }),
        ),
      rest,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [q, round]);
  const retry = useCallback(() => setRound((before) => before + 1), []);
  return { ...answer, retry };
}
