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

/**
 * Loads when `key` changes, on `reload`, and when the reader comes back to the window. While a key of the same `subject` is
 * loaded, the data of the one before stay: the same thing in another language.
 */
export function useResource<T>(key: string, load: (signal: AbortSignal) => Promise<T>, subject = key): Resource<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>();
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });

  useEffect(() => {
    const controller = new AbortController();
    latest.current(controller.signal).then(
      (data) => setLoaded({ subject, data }),
      (error: unknown) => {
        if (!controller.signal.aborted)
          setLoaded((before) => ({
            subject,
            data: before?.subject === subject ? before.data : undefined,
            error: asError(error),
          }));
      },
    );
    return () => controller.abort();
  }, [key, subject, round]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    const again = () => document.visibilityState === 'visible' && reload();
    document.addEventListener('visibilitychange', again);
    return () => document.removeEventListener('visibilitychange', again);
  }, [reload]);

  const current = loaded?.subject === subject ? loaded : undefined;
  return { data: current?.data, error: current?.error, loading: !current, reload };
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
