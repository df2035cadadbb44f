import { useCallback, useEffect, useRef, useState } from 'react';

export interface Resource<T> {
  /** What was loaded last; stays while it is loaded again. */
  readonly data?: T;
  readonly error?: Error;
  readonly loading: boolean;
  readonly reload: () => void;
}

interface Loaded<T> {
  readonly subject: string;
  readonly data?: T;
  readonly error?: Error;
}

/** What is on its way, and whether it is asked for again once it is here. */
interface Running {
  /** This device's clock, milliseconds. */
  readonly since: number;
  again: boolean;
}

/**
 * So long an answer is waited for before it is asked for again, in milliseconds: where it takes longer than changes come, breaking it off
 * for each of them would leave the page without any.
 */
const patience = 10_000;

/**
 * Loads when `key` changes, on `reload`, and when the reader comes back to the window. While a key of the same `subject` is
 * loaded, the data of the one before stay: the same thing in another language.
 * @param once not again when the reader comes back: each reading leaves a trace
 */
export function useResource<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  subject = key,
  { once = false } = {},
): Resource<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>();
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  const running = useRef<Running>(undefined);

  useEffect(() => {
    const controller = new AbortController();
    const mine: Running = { since: Date.now(), again: false };
    running.current = mine;
    latest
      .current(controller.signal)
      .then(
        (data) => setLoaded({ subject, data }),
        (error: unknown) => {
          if (!controller.signal.aborted)
            setLoaded((before) => ({
              subject,
              data: before?.subject === subject ? before.data : undefined,
              error: asError(error),
            }));
        },
      )
      .finally(() => {
        if (running.current !== mine) return;
        running.current = undefined;
        if (mine.again) setRound((before) => before + 1);
      });
    return () => {
      if (running.current === mine) running.current = undefined;
      controller.abort();
    };
  }, [key, subject, round]);

  const reload = useCallback(() => {
    const { current } = running;
    if (current && Date.now() - current.since < patience) current.again = true;
    else setRound((before) => before + 1);
  }, []);
  useEffect(() => {
    if (once) return undefined;
    const again = () => document.visibilityState === 'visible' && reload();
    document.addEventListener('visibilitychange', again);
    return () => document.removeEventListener('visibilitychange', again);
  }, [reload, once]);

  const current = loaded?.subject === subject ? loaded : undefined;
  return { data: current?.data, error: current?.error, loading: !current, reload };
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
