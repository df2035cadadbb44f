import { useState } from 'react';
import { Button, Tag } from '@carbon/react';
import type { CreatedTokenView, TokenView } from '@gaita/contracts';
import { listTokens, revokeToken } from '../api/access.ts';
import { useResource } from '../api/use-resource.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { RowTable } from '../shell/row-table.tsx';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { scopeText } from './scope-text.ts';
import { SecretOnce } from './secret-once.tsx';
import { TokenForm } from './token-form.tsx';

/** By which programs act in one's name; administrators see those of everybody in their institutions. */
export function TokenSettings() {
  const { t, formats } = useTexts();
  const { isAdministrator, account } = usePerson();
  const [all, setAll] = useState(false);
  const of = all ? 'institution' : 'mine';
  const tokens = useResource(`tokens ${of}`, (signal) => listTokens(of, signal));
  const [made, setMade] = useState<CreatedTokenView>();
  const [isMaking, setMaking] = useState(false);
  const [error, setError] = useState<Error>();
  const revoke = ({ id }: TokenView) => {
    setError(undefined);
    if (made?.id === id) setMade(undefined);
    revokeToken(id).then(tokens.reload, setError);
  };
  const created = (token: CreatedTokenView) => {
    setMade(token);
    setMaking(false);
    tokens.reload();
  };
  return (
    <section aria-labelledby="tokens-title">
      <h2 id="tokens-title">{t('access.tokens.title')}</h2>
      <p className="hint">{t('access.tokens.lead')}</p>
      {error && <ErrorNotice error={error} focus />}
      {made && <SecretOnce id="made-token" label={t('access.tokens.once', { name: made.name })} secret={made.token} />}
      {isMaking ? (
        <TokenForm onCreated={created} onCancel={() => setMaking(false)} />
      ) : (
        <Button kind="secondary" size="md" onClick={() => setMaking(true)}>
          {t('access.tokens.make')}
        </Button>
      )}
      {isAdministrator && (
        <label className="settings__switch">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
          {t('access.tokens.all')}
        </label>
      )}
      <LoadState resource={tokens} lines={3}>
        {(rows) =>
          rows.length === 0 ? (
            <p>{t('access.tokens.none')}</p>
          ) : (
            <RowTable
              label={t('access.tokens.title')}
              rows={rows}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'name',
                  header: t('access.tokens.name'),
                  render: ({ name, hint, owner }) => (
                    <>
                      {name} <code>{hint}…</code>
                      {owner.account !== account && ` · ${owner.name}`}
                    </>
                  ),
                },
                {
                  key: 'scopes',
                  header: t('access.tokens.scopes'),
                  render: ({ scopes }) => scopes.map((scope) => <Tag key={scope}>{t(scopeText(scope))}</Tag>),
                },
                { key: 'until', header: t('access.tokens.until'), render: ({ expiresAt }) => formats.moment(expiresAt) },
                {
                  key: 'used',
                  header: t('access.tokens.used'),
                  render: ({ usedAt }) => (usedAt === undefined ? t('access.tokens.never') : formats.moment(usedAt)),
                },
                {
                  key: 'act',
                  header: t('access.actions'),
                  actions: true,
                  render: (token) => (
                    <ConfirmButton
                      text={t('access.tokens.revoke')}
                      confirm={t('access.tokens.revokeNow', { name: token.name })}
                      onConfirm={() => revoke(token)}
                    />
                  ),
                },
              ]}
            />
          )
        }
      </LoadState>
    </section>
  );
}
