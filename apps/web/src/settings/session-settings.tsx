import { useState } from 'react';
import { Button, Tag } from '@carbon/react';
import type { OpenSessionView } from '@gaita/contracts';
import { endOtherSessions, endSession, listSessions } from '../api/access.ts';
import { useResource } from '../api/use-resource.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { RowTable } from '../shell/row-table.tsx';
import { useTexts } from '../texts/use-texts.tsx';

/** Browsers in which one is signed in. */
export function SessionSettings() {
  const { t, formats } = useTexts();
  const sessions = useResource('sessions', listSessions);
  const [error, setError] = useState<Error>();
  const end = (ending: Promise<void>) => {
    setError(undefined);
    ending.then(sessions.reload, setError);
  };
  const nameOf = ({ client }: OpenSessionView) => client || t('access.sessions.unknown');
  return (
    <section aria-labelledby="sessions-title">
      <h2 id="sessions-title">{t('access.sessions.title')}</h2>
      <p className="hint">{t('access.sessions.lead')}</p>
      {error && <ErrorNotice error={error} focus />}
      <LoadState resource={sessions} lines={3}>
        {(open) => (
          <>
            <RowTable
              label={t('access.sessions.title')}
              rows={open}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'client',
                  header: t('access.sessions.client'),
                  render: (each) => (
                    <span className="settings__tags">
                      <span className="rows__main">{nameOf(each)}</span>
                      {each.isCurrent && <Tag type="green">{t('access.sessions.current')}</Tag>}
                    </span>
                  ),
                },
                { key: 'since', header: t('access.sessions.since'), render: ({ createdAt }) => formats.moment(createdAt) },
                { key: 'seen', header: t('access.sessions.seen'), render: ({ seenAt }) => formats.moment(seenAt) },
                {
                  key: 'act',
                  header: t('access.actions'),
                  actions: true,
                  render: (each) =>
                    !each.isCurrent && (
                      <Button
                        kind="ghost"
                        size="md"
                        aria-label={`${t('access.sessions.end')}: ${nameOf(each)}, ${formats.moment(each.createdAt)}`}
                        onClick={() => end(endSession(each.id))}
                      >
                        {t('access.sessions.end')}
                      </Button>
                    ),
                },
              ]}
            />
            {open.length > 1 && (
              <Button kind="tertiary" size="md" onClick={() => end(endOtherSessions())}>
                {t('access.sessions.endOthers')}
              </Button>
            )}
          </>
        )}
      </LoadState>
    </section>
  );
}
