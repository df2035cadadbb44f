import { useState } from 'react';
import { Button, Checkbox, Tag } from '@carbon/react';
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
        <Checkbox
          id="tokens-of-all"
          labelText={t('access.tokens.all')}
          checked={all}
          onChange={(_event, { checked }) => setAll(checked)}
        />
      )}
      <LoadState resource={tokens} lines={3}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="hint">{t('access.tokens.none')}</p>
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
                      <span className="rows__main">{name}</span>
                      <span className="settings__beside">
                        <code>{hint}…</code>
                        {owner.account !== account && ` · ${owner.name}`}
                      </span>
                    </>
                  ),
                },
                {
                  key: 'scopes',
                  header: t('access.tokens.scopes'),
                  render: ({ scopes }) => (
                    <span className="settings__tags">
                      {scopes.map((scope) => (
                        <Tag key={scope}>{t(scopeText(scope))}</Tag>
                      ))}
                    </span>
                  ),
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
