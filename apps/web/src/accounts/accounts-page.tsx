import { useState } from 'react';
import { Button, Tag, TextInput } from '@carbon/react';
import { Link } from 'react-router';
import type { AccountView, PasswordLinkView } from '@gaita/contracts';
import { fold } from '@gaita/contracts';
import { actOnAccount, givePasswordLink, listAccounts } from '../api/access.ts';
import { useResource } from '../api/use-resource.ts';
import { SecretOnce } from '../settings/secret-once.tsx';
import { EmptyState } from '../shell/empty-state.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { Page } from '../shell/page.tsx';
import { RowTable } from '../shell/row-table.tsx';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { AccountForm } from './account-form.tsx';

const pageSize = 50;

/** Who may sign in: for administrators. */
export function AccountsPage() {
  const { t, formats } = useTexts();
  const me = usePerson();
  const accounts = useResource('accounts', listAccounts);
  const [wanted, setWanted] = useState('');
  const [shown, setShown] = useState(pageSize);
  /** The form is open: for a new account or for one there is. */
  const [form, setForm] = useState<'new' | AccountView>();
  const [given, setGiven] = useState<PasswordLinkView>();
  const [error, setError] = useState<Error>();
  const [done, setDone] = useState('');
  const act = (doing: Promise<unknown>, said: string) => {
    setError(undefined);
    setDone('');
    doing.then(() => {
      setDone(said);
      accounts.reload();
    }, setError);
  };
  const link = ({ account }: AccountView) => {
    setError(undefined);
    givePasswordLink(account).then(setGiven, setError);
  };
  const institution = (id: string) => me.institutions.find((each) => each.id === id)?.name ?? id;

  return (
    <Page
      wide
      title={t('place.accounts')}
      below={t('access.accounts.lead')}
      actions={
        !form && (
          <>
            <Button as={Link} to="/people/matrix" kind="tertiary" size="md">
              {t('access.accounts.toRoles')}
            </Button>
            <Button size="md" onClick={() => setForm('new')}>
              {t('access.accounts.make')}
            </Button>
          </>
        )
      }
    >
      {error && <ErrorNotice error={error} focus />}
      <p className="settings__saved" role="status">
        {done}
      </p>
      {given && (
        <div className="settings__given">
          <SecretOnce id="password-link" label={t('access.accounts.link', { account: given.account })} secret={given.link} />
          <p className="hint">{t('access.accounts.linkHelp', { when: formats.moment(given.expiresAt) })}</p>
        </div>
      )}
      {form && (
        <AccountForm
          key={form === 'new' ? '' : form.account}
          of={form === 'new' ? undefined : form}
          onCancel={() => setForm(undefined)}
          onChanged={(name) => {
            setDone(t('access.accounts.isChanged', { name }));
            setForm(undefined);
            accounts.reload();
          }}
          onCreated={(made) => {
            setGiven(made);
            setForm(undefined);
            accounts.reload();
          }}
        />
      )}
      <div className="settings__search">
        <TextInput
          id="find-account"
          type="search"
          labelText={t('access.accounts.find')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </div>
      <LoadState resource={accounts} lines={10}>
        {(all) => {
          const rows = all.filter((each) => isMeant(each, wanted));
          return rows.length === 0 ? (
            <EmptyState title={t('access.accounts.noneFound', { count: all.length })}>
              <Button kind="ghost" size="md" onClick={() => setWanted('')}>
                {t('access.accounts.clear')}
              </Button>
            </EmptyState>
          ) : (
            <>
              <RowTable
                label={t('place.accounts')}
                rows={rows.slice(0, shown)}
                rowKey={({ account }) => account}
                columns={[
                  {
                    key: 'name',
                    header: t('access.accounts.name'),
                    render: ({ name, account, organisation }) => (
                      <>
                        <span className="rows__main">{name}</span>
                        <span className="settings__beside">{[account, organisation].filter(Boolean).join(' · ')}</span>
                      </>
                    ),
                  },
                  { key: 'email', header: t('access.accounts.email'), render: ({ email }) => email },
                  {
                    key: 'institution',
                    header: t('access.accounts.institution'),
                    render: (each) => institution(each.institution),
                  },
                  {
                    key: 'state',
                    header: t('access.accounts.state'),
                    render: ({ active, hasPassword, isExternal, kind, sessions }) => (
                      <span className="settings__tags account-state">
                        {!active && <Tag type="red">{t('access.accounts.closed')}</Tag>}
                        {active && !hasPassword && !isExternal && <Tag type="gray">{t('access.accounts.waiting')}</Tag>}
                        {kind === 'partner' && <Tag type="blue">{t('access.accounts.partner')}</Tag>}
                        {sessions > 0 && <Tag type="green">{t('access.accounts.signedIn', { count: sessions })}</Tag>}
                      </span>
                    ),
                  },
                  {
                    key: 'act',
                    header: t('access.actions'),
                    actions: true,
                    render: (each) => (
                      <div className="account-actions">
                        <Action
                          of={each}
                          text={t('access.accounts.change')}
                          onClick={() => {
                            setDone('');
                            setForm(each);
                          }}
                        />
                        {each.active && <Action of={each} text={t('access.accounts.giveLink')} onClick={() => link(each)} />}
                        {each.sessions > 0 && each.account !== me.account && (
                          <Action
                            of={each}
                            text={t('access.accounts.signOut')}
                            onClick={() =>
                              act(actOnAccount(each.account, 'sign-out'), t('access.accounts.signedOut', { name: each.name }))
                            }
                          />
                        )}
                        {each.account !== me.account && (
                          <Action
                            of={each}
                            text={t(each.active ? 'access.accounts.close' : 'access.accounts.open')}
                            onClick={() =>
                              act(
                                actOnAccount(each.account, each.active ? 'close' : 'open'),
                                t(each.active ? 'access.accounts.isClosed' : 'access.accounts.isOpen', { name: each.name }),
                              )
                            }
                          />
                        )}
                      </div>
                    ),
                  },
                ]}
              />
              {rows.length > shown && (
                <Button className="pages" kind="tertiary" size="md" onClick={() => setShown(shown + pageSize)}>
                  {t('access.accounts.more')}
                </Button>
              )}
            </>
          );
        }}
      </LoadState>
    </Page>
  );
}

function Action({ of, text, onClick }: { readonly of: AccountView; readonly text: string; readonly onClick: () => void }) {
  return (
    <Button kind="ghost" size="md" aria-label={`${text}: ${of.name}`} onClick={onClick}>
      {text}
    </Button>
  );
}

const isMeant = ({ name, account, email, organisation = '' }: AccountView, wanted: string): boolean =>
  fold(`${name} ${account} ${email} ${organisation}`).includes(fold(wanted));
