import { useEffect, useState } from 'react';
import type { ComponentType } from 'react';
import { laterTexts } from '../texts/i18n.ts';
import { ErrorNotice } from './error-notice.tsx';

/** Long enough that the first picture and its data are there. */
const pause = 2_000;

/**
 * A part that a page may need at any moment but not for its first picture: fetched, with its texts, once the page stands, so that it
 * is there even when the server then is not. What did not come says so in its own place and can be asked for again.
 */
export function fetchedLater<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let here: ComponentType<P> | undefined;
  let coming: Promise<ComponentType<P>> | undefined;
  const fetchOnce = () =>
    (coming ??= Promise.all([load(), laterTexts()]).then(
      ([component]) => (here = component),
      (thrown: unknown) => {
        coming = undefined;
        throw thrown;
      },
    ));
  setTimeout(() => void fetchOnce().catch(() => undefined), pause);
  return function FetchedLater(props: P) {
    const [, setFetched] = useState(here !== undefined);
    const [failed, setFailed] = useState<Error>();
    const [round, setRound] = useState(0);
    useEffect(() => {
      setFailed(undefined);
      fetchOnce().then(() => setFetched(true), setFailed);
    }, [round]);
    const Part = here;
    if (Part) return <Part {...props} />;
    return failed ? <ErrorNotice error={failed} onRetry={() => setRound(round + 1)} /> : null;
  };
}
