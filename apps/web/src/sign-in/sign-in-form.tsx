import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Form, PasswordInput, Select, SelectItem, SelectItemGroup, TextInput } from '@carbon/react';
import type { SessionView } from '@gaita/contracts';
import { demoAccounts, signIn, signInElsewhere, signInOptions } from '../api/session.ts';
import type { DemoAccount } from '../api/shapes.ts';
import { useResource } from '../api/use-resource.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Notice } from '../shell/notice.tsx';
import { useCheck } from '../shell/use-check.tsx';
import { useTexts } from '../texts/use-texts.tsx';

const demoPassword = 'demo';

/** Another sign-in service where one is set up, account and password; a demonstration lists its sample people. */
export function SignInForm({
  account: known,
  returnTo,
  inNewWindow = false,
  onSignedIn,
}: {
  readonly account?: string;
  /** Where the other sign-in service leads back to; without it that way is not offered: the page with its input would go. */
  readonly returnTo?: string;
  /** Offer it in another window: this page with its input stays. */
  readonly inNewWindow?: boolean;
  readonly onSignedIn: (person: SessionView) => void;
}) {
  const { t } = useTexts();
  const { data: samples = [] } = useResource('demo-accounts', demoAccounts);
  const { data: options } = useResource('sign-in-options', signInOptions);
  const [account, setAccount] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);

  const check = useCheck([
    { id: 'account', label: t('signIn.account'), value: account },
    { id: 'password', label: t('signIn.password'), value: password },
  ]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!check.passes()) return;
    setBusy(true);
    setError(undefined);
    await signIn({ account: account.trim(), password }).then(onSignedIn, setError);
    setBusy(false);
  };

  return (
    <Form className="sign-in-form" noValidate onSubmit={(event) => void submit(event)} aria-label={t('signIn.title')}>
      {error && <ErrorNotice error={error} title={t('signIn.failed')} focus />}
      {check.summary}
      {options?.oidc && returnTo !== undefined && (
        <>
          <Button kind="secondary" onClick={() => signInElsewhere(returnTo)}>
            {t('signIn.with', { name: options.oidc.name })}
          </Button>
          <p>{t('signIn.orPassword')}</p>
        </>
      )}
      {options?.oidc && inNewWindow && (
        <>
          <Button kind="secondary" href="/api/v1/session/oidc?return=/signed-in" target="_blank" rel="opener">
            {t('session.again.newWindow', { name: options.oidc.name })}
          </Button>
          <p>{t('signIn.orPassword')}</p>
        </>
      )}
      {samples.length > 0 && known === undefined && (
        <>
          <Notice kind="info" title={t('signIn.demo')} role="status" />
          <Select
            id="sample-person"
            labelText={t('signIn.sample')}
            helperText={t('signIn.sampleHelp')}
            value={samples.some((sample) => sample.account === account) ? account : ''}
            onChange={(event) => {
              setAccount(event.target.value);
              setPassword(event.target.value === '' ? '' : demoPassword);
            }}
          >
            <SelectItem value="" text={t('signIn.choose')} />
            {byInstitution(samples).map(([institution, people]) => (
              <SelectItemGroup key={institution} label={institution}>
                {people.map((sample) => (
                  <SelectItem key={sample.account} value={sample.account} text={`${sample.account} · ${sample.name}`} />
                ))}
              </SelectItemGroup>
            ))}
          </Select>
        </>
      )}
      <TextInput
        id="account"
        labelText={t('signIn.account')}
        value={account}
        onChange={(event) => setAccount(event.target.value)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...check.said('account')}
        readOnly={known !== undefined}
      />
      <PasswordInput
        id="password"
        labelText={t('signIn.password')}
        showPasswordLabel={t('signIn.showPassword')}
        hidePasswordLabel={t('signIn.hidePassword')}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        autoComplete="current-password"
        {...check.said('password')}
      />
      <Button type="submit" disabled={busy}>
        {t('signIn.submit')}
      </Button>
    </Form>
  );
}

function byInstitution(samples: readonly DemoAccount[]): [string, DemoAccount[]][] {
  const groups = new Map<string, DemoAccount[]>();
  for (const sample of samples) groups.set(sample.institution, [...(groups.get(sample.institution) ?? []), sample]);
  return [...groups];
}
