import type { CaseActivityView } from '@gaita/contracts';
import { usePersonName } from '../sign-in/person-name.tsx';
import { useTexts } from '../texts/use-texts.tsx';

/** Who did what in the case, each person once. */
export function CasePeople({ activities }: { readonly activities: readonly CaseActivityView[] }) {
  const { t } = useTexts();
  const byPerson = new Map<string, CaseActivityView[]>();
  for (const step of activities)
    if (step.assignee !== undefined) byPerson.set(step.assignee, [...(byPerson.get(step.assignee) ?? []), step]);
  if (byPerson.size === 0) return <p>{t('caseFile.noPeople')}</p>;
  return (
    <ul className="plain-list case-people">
      {[...byPerson].map(([account, steps]) => (
        <CasePerson key={account} account={account} steps={steps} />
      ))}
    </ul>
  );
}

function CasePerson({ account, steps }: { readonly account: string; readonly steps: readonly CaseActivityView[] }) {
  const { t, language } = useTexts();
  const name = usePersonName(account) ?? account;
  const named = (those: readonly CaseActivityView[]) =>
    new Intl.ListFormat(language).format([...new Set(those.flatMap((step) => step.name ?? []))]);
  const done = steps.filter(({ outcome }) => outcome === 'completed');
  const open = steps.filter(({ endedAt }) => endedAt === undefined);
  return (
    <li>
      <strong>{name}</strong>
      {done.length > 0 && (
        <span>
          {t('caseFile.did')}: {named(done)}
        </span>
      )}
      {open.length > 0 && (
        <span>
          {t('caseFile.holds')}: {named(open)}
        </span>
      )}
    </li>
  );
}
