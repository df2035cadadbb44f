import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Checkbox, Form, PasswordInput, Select, SelectItem, TextInput } from '@carbon/react';
import { languages } from '@gaita/contracts';
import { RequestError } from '../api/request.ts';
import { createFirstAdministrator } from '../api/session.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { ErrorSummary } from '../task/error-summary.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { Answers, CheckedField, Problems } from './check-answers.ts';
import { checkAnswers, checkedFields } from './check-answers.ts';

const countries = ['LV', 'LT', 'BG'] as const;
const nobody = { name: '', email: '', account: '', password: '' };
const noInstitution = { institutionName: '', institutionId: '', country: 'LV', movedDays: true } as const;

interface FirstAdministratorFormProps {
  readonly token: string;
  readonly onCreated: (account: string) => void;
  /** The server takes the link no longer. */
  readonly onSpent: () => void;
}

/** The account of the first administrator, and the institution where the server has none yet. */
export function FirstAdministratorForm({ token, onCreated, onSpent }: FirstAdministratorFormProps) {
  const { t, language } = useTexts();
  const [answers, setAnswers] = useState<Answers>({ ...nobody, ...noInstitution, language });
  const [problems, setProblems] = useState<Problems>(new Map());
  const [round, setRound] = useState(0);
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const countryNames = new Intl.DisplayNames(language, { type: 'region' });
  const languageNames = new Intl.DisplayNames(language, { type: 'language' });

  const change = (changed: Partial<Answers>) => setAnswers((before) => ({ ...before, ...changed }));
  const show = (found: Problems) => {
    setProblems(found);
    setRound((before) => before + 1);
  };
  const refused = (refusal: Error) => {
    const code = refusal instanceof RequestError ? refusal.code : undefined;
    if (code === 'not-allowed') onSpent();
    else if (code === 'version-conflict') show(new Map([['account', 'taken']]));
    else if (code === 'invalid-request' && answers.institutionId.trim() === '')
      show(
        new Map([
          ['institutionName', 'missing'],
          ['institutionId', 'missing'],
        ]),
      );
    else setError(refusal);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    const checked = checkAnswers(token, answers);
    if ('problems' in checked) return show(checked.problems);
    setProblems(new Map());
    setBusy(true);
    await createFirstAdministrator(checked.request).then(({ account }) => onCreated(account), refused);
    setBusy(false);
  };

  const messageOf = (field: CheckedField): string => {
    const problem = problems.get(field);
    if (problem === 'missing') return t('check.required');
    if (problem === 'taken') return t('firstAdministrator.accountTaken');
    if (field === 'email') return t('form.email');
    if (field === 'password') return t('check.minLength', { count: 12 });
    return field === 'account' || field === 'institutionId' ? t(`firstAdministrator.${field}Help`) : t('form.pattern');
  };
  const input = (field: CheckedField) => ({
    id: `first-${field}`,
    labelText: t(`firstAdministrator.${field}`),
    value: answers[field],
    onChange: (event: { readonly target: { readonly value: string } }) => change({ [field]: event.target.value }),
    invalid: problems.has(field),
    invalidText: messageOf(field),
    // Carbon names its message by aria-errormessage alone, which few screen readers read out.
    ...(problems.has(field) && { 'aria-describedby': `first-${field}-error-msg` }),
  });
  const identifier = { autoCapitalize: 'none', spellCheck: false } as const;
  const errors = checkedFields
    .filter((field) => problems.has(field))
    .map((field) => ({ domId: `first-${field}`, label: t(`firstAdministrator.${field}`), messages: [messageOf(field)] }));

  return (
    <Form className="sign-in-form" noValidate onSubmit={(event) => void submit(event)} aria-label={t('firstAdministrator.title')}>
      <p>{t('firstAdministrator.lead')}</p>
      {error && <ErrorNotice error={error} focus />}
      {errors.length > 0 && <ErrorSummary errors={errors} round={round} />}
      <TextInput {...input('name')} autoComplete="name" />
      <TextInput {...input('email')} type="email" autoComplete="email" />
      <TextInput {...input('account')} {...identifier} helperText={t('firstAdministrator.accountHelp')} autoComplete="username" />
      <PasswordInput
        {...input('password')}
        helperText={t('check.minLength', { count: 12 })}
        showPasswordLabel={t('signIn.showPassword')}
        hidePasswordLabel={t('signIn.hidePassword')}
        autoComplete="new-password"
      />
      <Select
        id="first-language"
        labelText={t('firstAdministrator.language')}
        value={answers.language}
        onChange={(event) => change({ language: languages.find((each) => each === event.target.value) })}
      >
        {languages.map((each) => (
          <SelectItem key={each} value={each} text={languageNames.of(each) ?? each} />
        ))}
      </Select>
      <fieldset className="first-administrator__institution">
        <legend>{t('firstAdministrator.institution')}</legend>
        <p className="hint">{t('firstAdministrator.institutionLead')}</p>
        <TextInput {...input('institutionName')} autoComplete="organization" />
        <TextInput
          {...input('institutionId')}
          {...identifier}
          helperText={t('firstAdministrator.institutionIdHelp')}
          autoComplete="off"
        />
        <Select
          id="first-country"
          labelText={t('firstAdministrator.country')}
          value={answers.country}
          onChange={(event) => change({ country: countries.find((each) => each === event.target.value) })}
        >
          {countries.map((each) => (
            <SelectItem key={each} value={each} text={countryNames.of(each) ?? each} />
          ))}
        </Select>
        <Checkbox
          id="first-moved-days"
          labelText={t('firstAdministrator.movedDays')}
          checked={answers.movedDays}
          onChange={(_event, { checked }) => change({ movedDays: checked })}
        />
      </fieldset>
      <Button type="submit" disabled={busy}>
        {t('firstAdministrator.submit')}
      </Button>
    </Form>
  );
}
