import { useLayoutEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Checkbox, Form, Select, SelectItem, TextInput } from '@carbon/react';
import type { AccountView, PasswordLinkView } from '@gaita/contracts';
import { changeAccountRequest, createAccountRequest, languages } from '@gaita/contracts';
import { changeAccount, createAccount, listAccounts } from '../api/access.ts';
import { RequestError } from '../api/request.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { usePerson } from '../sign-in/session.tsx';
import { useFocusBack } from '../shell/focus-back.ts';
import { useEdit } from '../shell/use-edit.tsx';
import { ErrorSummary } from '../task/error-summary.tsx';
import { languageNames } from '../texts/language-names.ts';
import { useTexts } from '../texts/use-texts.tsx';

const fields = ['name', 'email', 'account', 'organisation'] as const;
type Field = (typeof fields)[number];

/**
 * A new account, whose maker hands over the link by which the person sets a password; or name, e-mail and language of one there
 * is.
 */
export function AccountForm({
  of,
  onCreated,
  onChanged,
  onCancel,
}: {
  readonly of: AccountView | undefined;
  readonly onCreated: (made: PasswordLinkView) => void;
  readonly onChanged: (name: string) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTexts();
  const me = usePerson();
  const administered = me.institutions.filter(({ id }) =>
    me.roles.some(({ role, institution, unit }) => role === 'administrator' && institution === id && unit === undefined),
  );
  const [institution, setInstitution] = useState(administered[0]?.id ?? me.institution.id);
  const labels = {
    name: t('access.accounts.name'),
    email: t('access.accounts.email'),
    account: t('access.accounts.account'),
    organisation: t('access.accounts.organisation'),
  };
  const edit = useEdit({
    row: of,
    read: (row) => ({
      name: row?.name ?? '',
      email: row?.email ?? '',
      account: '',
      organisation: '',
      language: row?.language ?? me.institution.language,
    }),
    again: async () => (await listAccounts()).find(({ account }) => account === of?.account),
    fields: [
      [labels.name, ({ name }) => name],
      [labels.email, ({ email }) => email],
      [t('shell.language'), (each) => languageNames[each.language]],
    ],
  });
  const { language, ...given } = edit.given;
  const [isPartner, setPartner] = useState(false);
  const [problems, setProblems] = useState<ReadonlySet<Field>>(new Set());
  const [taken, setTaken] = useState(false);
  const [round, setRound] = useState(0);
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);

  const show = (found: Iterable<Field>) => {
    setProblems(new Set(found));
    setRound((before) => before + 1);
  };
  const showWrong = ({ issues }: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] }) =>
    show(issues.flatMap(({ path: [field] }) => fields.find((each) => each === field) ?? []));
  const change = async ({ account, ...known }: AccountView) => {
    const { name, email } = given;
    const seen = { name: known.name, email: known.email, language: known.language };
    const checked = changeAccountRequest.safeParse({ name, email, language, seen });
    if (!checked.success) return showWrong(checked.error);
    setProblems(new Set());
    setBusy(true);
    await changeAccount(account, checked.data).then(
      () => onChanged(checked.data.name),
      async (refusal: Error) => setError((await edit.refused(refusal)) ? undefined : refusal),
    );
    setBusy(false);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    setTaken(false);
    const { organisation, ...rest } = given;
    if (edit.base) return change(edit.base);
    const checked = createAccountRequest.safeParse({
      ...rest,
      institution,
      language,
      kind: isPartner ? 'partner' : 'staff',
      ...(isPartner && { organisation }),
    });
    if (!checked.success) return showWrong(checked.error);
    setProblems(new Set());
    setBusy(true);
    await createAccount(checked.data).then(onCreated, (refusal: Error) => {
      if (refusal instanceof RequestError && refusal.code === 'version-conflict') {
        setTaken(true);
        show(['account']);
      } else setError(refusal);
    });
    setBusy(false);
  };

  const messageOf = (field: Field): string => {
    if (given[field].trim() === '') return t('check.required');
    if (field === 'email') return t('form.email');
    return taken ? t('firstAdministrator.accountTaken') : t('firstAdministrator.accountHelp');
  };
  const input = (field: Field) => ({
    id: `account-${field}`,
    labelText: labels[field],
    value: given[field],
    onChange: (event: { readonly target: { readonly value: string } }) => edit.set({ [field]: event.target.value }),
    invalid: problems.has(field),
    invalidText: messageOf(field),
    ...(problems.has(field) && { 'aria-describedby': `account-${field}-error-msg` }),
    autoComplete: 'off',
  });
  const errors = fields
    .filter((field) => problems.has(field))
    .map((field) => ({ domId: `account-${field}`, label: labels[field], messages: [messageOf(field)] }));
  useFocusBack();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const title = of ? t('access.accounts.changeOf', { name: of.name }) : t('access.accounts.make');
  return (
    <Form className="settings__fields settings__new" noValidate onSubmit={(event) => void submit(event)} aria-label={title}>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {error && <ErrorNotice error={error} focus />}
      {edit.note}
      {errors.length > 0 && <ErrorSummary errors={errors} round={round} />}
      <TextInput {...input('name')} />
      <TextInput {...input('email')} type="email" />
      {!of && (
        <>
          <TextInput
            {...input('account')}
            autoCapitalize="none"
            spellCheck={false}
            helperText={t('firstAdministrator.accountHelp')}
          />
          <Select
            id="account-institution"
            labelText={t('access.accounts.institution')}
            value={institution}
            onChange={(event) => setInstitution(event.target.value)}
          >
            {administered.map(({ id, name }) => (
              <SelectItem key={id} value={id} text={name} />
            ))}
          </Select>
        </>
      )}
      <Select
        id="account-language"
        labelText={t('shell.language')}
        value={language}
        onChange={(event) => edit.set({ language: languages.find((each) => each === event.target.value) ?? language })}
      >
        {languages.map((each) => (
          <SelectItem key={each} value={each} text={languageNames[each]} lang={each} />
        ))}
      </Select>
      {!of && (
        <Checkbox
          id="account-partner"
          labelText={t('access.accounts.isPartner')}
          helperText={t('access.accounts.partnerHelp')}
          checked={isPartner}
          onChange={(_event, { checked }) => setPartner(checked)}
        />
      )}
      {isPartner && <TextInput {...input('organisation')} />}
      <div className="confirm">
        <Button type="submit" disabled={busy || edit.waits}>
          {t(of ? 'access.accounts.save' : 'access.accounts.submit')}
        </Button>
        <Button kind="ghost" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </Form>
  );
}
