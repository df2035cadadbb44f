import type { CaseActivityView } from '@gaita/contracts';
import { useRoleNames } from '../sign-in/role-names.ts';
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
  const { t, formats } = useTexts();
  const name = usePersonName(account) ?? account;
  const named = (those: readonly CaseActivityView[]) => formats.all([...new Set(those.flatMap((step) => step.name ?? []))]);
  const roleName = useRoleNames();
  const roles = [...new Set(steps.flatMap((step) => step.roles ?? []))];
  const done = steps.filter(({ outcome }) => outcome === 'completed');
  const open = steps.filter(({ endedAt }) => endedAt === undefined);
  return (
    <li>
      <strong>{name}</strong>
      {roles.length > 0 && <span className="case-people__roles">{roles.map(roleName).join(', ')}</span>}
      {done.length > 0 && <span>{t('caseFile.did', { steps: named(done) })}</span>}
      {open.length > 0 && <span>{t('caseFile.holds', { steps: named(open) })}</span>}
    </li>
  );
}
