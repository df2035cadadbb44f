import { useLayoutEffect, useState } from 'react';
import { Button } from '../shell/button.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useSession } from './session.tsx';

/** So long before the end of the session the person is told. */
const ahead = 2 * 60_000;
/** Longer waits than this many milliseconds end at once in browsers. */
const longestWait = 2 ** 31 - 1;

/** Tells that the session ends soon, while there is time to sign in again without being interrupted; at its end that dialog comes by itself. */
export function SessionEnd() {
  const { t, formats } = useTexts();
  const { endsAt, expired, expire } = useSession();
  const [soon, setSoon] = useState(false);
  // Before it is seen: what was said of the end before does not hold of the new one.
  useLayoutEffect(() => {
    setSoon(false);
    if (endsAt === undefined || expired) return undefined;
    const wait = (until: number) => Math.min(longestWait, Math.max(0, until - Date.now()));
    const timers = [setTimeout(() => setSoon(true), wait(endsAt - ahead)), setTimeout(expire, wait(endsAt))];
    return () => timers.forEach(clearTimeout);
  }, [endsAt, expired, expire]);
  return (
    <div className="session-end" role="status">
      {soon && endsAt !== undefined && !expired && (
        <p>
          {t('session.end.soon', { when: formats.moment(endsAt) })}{' '}
          <Button kind="secondary" size="md" onClick={expire}>
            {t('session.end.signIn')}
          </Button>
        </p>
      )}
    </div>
  );
}
