import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Checkbox, Form, Select, SelectItem, TextInput } from '@carbon/react';
import type { CreatedTokenView, TokenScope } from '@gaita/contracts';
import { tokenScopes } from '@gaita/contracts';
import { scopeText } from './scope-text.ts';
import { createToken } from '../api/access.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';

const terms = [7, 30, 90, 365] as const;

export function TokenForm({
  onCreated,
  onCancel,
}: {
  readonly onCreated: (token: CreatedTokenView) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly TokenScope[]>([]);
  const [days, setDays] = useState(90);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const isNamed = name.trim() !== '';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isNamed) return document.getElementById('token-name')?.focus();
    if (scopes.length === 0) return document.getElementById(`scope-${tokenScopes[0]}`)?.focus();
    setError(undefined);
    setBusy(true);
    await createToken({ name: name.trim(), scopes: [...scopes], days }).then(onCreated, setError);
    setBusy(false);
  };
  return (
    <Form className="settings__fields" noValidate onSubmit={(event) => void submit(event)} aria-label={t('access.tokens.make')}>
      {error && <ErrorNotice error={error} focus />}
      <TextInput
        id="token-name"
        labelText={t('access.tokens.name')}
        helperText={t('access.tokens.nameHelp')}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.target.value)}
        invalid={tried && !isNamed}
        invalidText={t('check.required')}
        {...(tried && !isNamed && { 'aria-describedby': 'token-name-error-msg' })}
        autoComplete="off"
      />
      <fieldset aria-describedby={tried && scopes.length === 0 ? 'scopes-missing' : undefined}>
        <legend className="cds--label">{t('access.tokens.scopes')}</legend>
        {tokenScopes.map((scope) => (
          <Checkbox
            key={scope}
            id={`scope-${scope}`}
            labelText={t(scopeText(scope))}
            checked={scopes.includes(scope)}
            onChange={(_event, { checked }) => setScopes(checked ? [...scopes, scope] : scopes.filter((each) => each !== scope))}
          />
        ))}
        {tried && scopes.length === 0 && (
          <p id="scopes-missing" className="settings__problem" role="alert">
            {t('access.tokens.scopesMissing')}
          </p>
        )}
      </fieldset>
      <Select
        id="token-days"
        labelText={t('access.tokens.days')}
        value={days}
        onChange={(event) => setDays(Number(event.target.value))}
      >
        {terms.map((term) => (
          <SelectItem key={term} value={term} text={t('access.days', { count: term })} />
        ))}
      </Select>
      <div className="confirm">
        <Button type="submit" disabled={busy}>
          {t('access.tokens.make')}
        </Button>
        <Button kind="ghost" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </Form>
  );
}
