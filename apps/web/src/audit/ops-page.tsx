import { Link } from 'react-router';
import { placesOfOps } from './ops-places.ts';
import { Page } from '../shell/page.tsx';
import { FirstSteps } from './first-steps.tsx';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';

/** Where the parts of operations are found that the reader may enter. */
export function OpsPage() {
  const { t } = useTexts();
  const person = usePerson();
  return (
    <Page title={t('place.ops')}>
      <p>{t('ops.about')}</p>
      {person.isAdministrator && <FirstSteps />}
      <ul className="ops-cards">
        {placesOfOps(person).map(({ to, text }) => (
          <li key={to} className="ops-cards__card">
            <h2>
              <Link className="cds--link" to={to}>
                {t(`ops.${text}`)}
              </Link>
            </h2>
            <p>{t(`ops.${text}About`)}</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
