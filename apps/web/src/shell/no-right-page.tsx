import { Link } from 'react-router';
import { listPeople } from '../api/people.ts';
import { useResource } from '../api/use-resource.ts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { Page } from './page.tsx';
import type { Place } from './places.ts';

/** The address of a place that the person may not enter: which role opens it, and who gives it. */
export function NoRightPage({ place }: { readonly place: Place }) {
  const { t, formats } = useTexts();
  const roleName = useRoleNames();
  const grantedBy = place.grantedBy ?? 'administrator';
  const { data: granters } = useResource(`granters ${grantedBy}`, (signal) => listPeople({ role: grantedBy }, signal));
  const roles = formats.oneOf((place.roles ?? []).map(roleName));
  return (
    <Page title={t(`place.${place.text}`)}>
      <p className="lead">{t('noRight.text', { count: place.roles?.length ?? 0, roles })}</p>
      <p className="lead">
        {granters && granters.length > 0
          ? t('noRight.askPeople', { people: formats.oneOf(granters.map(({ name }) => name)) })
          : t('noRight.askRole', { role: roleName(grantedBy) })}
      </p>
      <p>
        <Link className="cds--link" to="/work">
          {t('notFound.back')}
        </Link>
      </p>
    </Page>
  );
}
