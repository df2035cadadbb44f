import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Form, PasswordInput } from '@carbon/react';
import { setPasswordRequest } from '@gaita/contracts';
import { Link, useLocation } from 'react-router';
import { setPassword as send } from '../api/access.ts';
import { RequestError } from '../api/request.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { LanguageChoice } from '../shell/language-choice.tsx';
import { PageFoot } from '../shell/page-foot.tsx';
import { usePageTitle } from '../shell/page.tsx';
import { Notice } from '../shell/notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';

/** Where the link leads that an administrator gave; the token stands behind `#`. */
export function SetPasswordPage() {
  const { t } = useTexts();
  const token = useLocation().hash.slice(1);
  const [password, setPassword] = useState('');
  const [short, setShort] = useState(false);
  const [account, setAccount] = useState<string>();
  const [spent, setSpent] = useState(!setPasswordRequest.shape.token.safeParse(token).success);
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  usePageTitle(t('access.setPassword.title'));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    const isLong = setPasswordRequest.shape.password.safeParse(password).success;
    setShort(!isLong);
    if (!isLong) return document.getElementById('password')?.focus();
    setBusy(true);
    await send({ token, password }).then(
      (done) => setAccount(done.account),
      (refusal: Error) => (refusal instanceof RequestError && refusal.status === 403 ? setSpent(true) : setError(refusal)),
    );
    setBusy(false);
  };
  return (
    <div className="sign-in">
      <main className="sign-in__card">
        <div className="sign-in__head">
          <p className="sign-in__brand">Gaita</p>
          <LanguageChoice />
        </div>
        <h1>{t('access.setPassword.title')}</h1>
        {account !== undefined && (
          <>
            <Notice kind="success" role="status" title={t('access.setPassword.done', { account })} />
            <p>
              <Link className="cds--link" to="/sign-in">
                {t('signIn.title')}
              </Link>
            </p>
          </>
        )}
        {account === undefined && spent && <Notice kind="error" role="alert" title={t('access.setPassword.spent')} />}
        {account === undefined && !spent && (
          <Form
            className="sign-in-form"
            noValidate
            onSubmit={(event) => void submit(event)}
            aria-label={t('access.setPassword.title')}
          >
            <p>{t('access.setPassword.lead')}</p>
            {error && <ErrorNotice error={error} focus />}
            <PasswordInput
              id="password"
              labelText={t('access.password.new')}
              helperText={t('check.minLength', { count: 12 })}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              invalid={short}
              invalidText={t('check.minLength', { count: 12 })}
              {...(short && { 'aria-describedby': 'password-error-msg' })}
              showPasswordLabel={t('signIn.showPassword')}
              hidePasswordLabel={t('signIn.hidePassword')}
              autoComplete="new-password"
            />
            <Button type="submit" disabled={busy}>
              {t('access.setPassword.submit')}
            </Button>
          </Form>
        )}
      </main>
      <PageFoot />
    </div>
  );
}
