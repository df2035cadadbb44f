import { Link } from 'react-router';
import { readRegistry } from '../api/registry.ts';
import { useResource } from '../api/use-resource.ts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';

const steps = [
  { step: 'accounts', to: '/people/accounts' },
  { step: 'roles', to: '/people/matrix' },
  { step: 'units', to: '/people/posts' },
] as const;

/** What an administrator does first, while nobody else is in their institution. */
export function FirstSteps() {
  const { t, language } = useTexts();
  const { account, institution } = usePerson();
  const { data } = useResource(`registry ${institution.id} ${language}`, (signal) => readRegistry(institution.id, signal));
  if (data?.people.some((each) => each.account !== account) ?? true) return null;
  return (
    <section className="section" aria-labelledby="first-steps">
      <h2 id="first-steps">{t('ops.first.title')}</h2>
      <p>{t('ops.first.about')}</p>
      <ol className="ops-steps">
        {steps.map(({ step, to }) => (
          <li key={step}>
            <Link className="cds--link" to={to}>
              {t(`ops.first.${step}`)}
            </Link>
            <p className="hint">{t(`ops.first.${step}About`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
