import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Form, PasswordInput } from '@carbon/react';
import { newPassword } from '@gaita/contracts';
import { changePassword } from '../api/access.ts';
import { RequestError } from '../api/request.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Notice } from '../shell/notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';

type Problem = 'wrong' | 'short' | undefined;

/** One's own password; changing it ends all other sessions. */
export function PasswordSettings() {
  const { t } = useTexts();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [error, setError] = useState<Error>();
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);

  const refused = (refusal: unknown) => {
    if (refusal instanceof RequestError && refusal.details.field === 'current') {
      setProblem('wrong');
      document.getElementById('current-password')?.focus();
    } else setError(refusal as Error);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    setDone(false);
    const isLong = newPassword.safeParse(password).success;
    setProblem(isLong ? undefined : 'short');
    if (!isLong) return document.getElementById('new-password')?.focus();
    setBusy(true);
    await changePassword({ current, password }).then(() => {
      setCurrent('');
      setPassword('');
      setDone(true);
    }, refused);
    setBusy(false);
  };
  const shown = { showPasswordLabel: t('signIn.showPassword'), hidePasswordLabel: t('signIn.hidePassword') };

  return (
    <section aria-labelledby="password-title">
      <h2 id="password-title">{t('access.password.title')}</h2>
      <p className="hint">{t('access.password.lead')}</p>
      <Form className="settings__fields" noValidate onSubmit={(event) => void submit(event)} aria-labelledby="password-title">
        {error && <ErrorNotice error={error} focus />}
        {done && <Notice kind="success" role="status" title={t('access.password.changed')} />}
        <PasswordInput
          id="current-password"
          labelText={t('access.password.current')}
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
          invalid={problem === 'wrong'}
          invalidText={t('access.password.wrong')}
          {...(problem === 'wrong' && { 'aria-describedby': 'current-password-error-msg' })}
          autoComplete="current-password"
          {...shown}
        />
        <PasswordInput
          id="new-password"
          labelText={t('access.password.new')}
          helperText={t('check.minLength', { count: 12 })}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          invalid={problem === 'short'}
          invalidText={t('check.minLength', { count: 12 })}
          {...(problem === 'short' && { 'aria-describedby': 'new-password-error-msg' })}
          autoComplete="new-password"
          {...shown}
        />
        <Button type="submit" kind="secondary" disabled={busy}>
          {t('access.password.submit')}
        </Button>
      </Form>
    </section>
  );
}
