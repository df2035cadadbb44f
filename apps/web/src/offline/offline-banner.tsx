import { useEffect } from 'react';
import { CloudOffline } from '@carbon/icons-react';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useConnection } from './connection.ts';
import { sendAs, useOutbox } from './outbox.ts';

/** Says that the server cannot be reached, of when the page is, and what waits to be sent. */
export function OfflineBanner() {
  const { t, formats } = useTexts();
  const { online, reachedAt } = useConnection();
  const { account } = usePerson();
  useEffect(() => sendAs(account), [account]);
  const waiting = useOutbox().filter((one) => one.account === account).length;
  return (
    <div role="status">
      {!online && (
        <div className="offline">
          <CloudOffline size={20} />
          <p>
            <strong>{t('offline.title')}</strong> {t('offline.text', { when: formats.moment(reachedAt) })}{' '}
            {waiting > 0 && t('offline.waiting', { count: waiting })}
          </p>
        </div>
      )}
    </div>
  );
}
