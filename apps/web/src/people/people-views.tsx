import { useLocation } from 'react-router';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { ViewSwitch } from '../shell/view-switch.tsx';

const overviews = ['matrix', 'alignment', 'substitutes', 'posts'] as const;

/** The pages about people and roles; who is from outside has only their own duties. */
export function PeopleViews() {
  const { t } = useTexts();
  const { roles } = usePerson();
  const { pathname, search } = useLocation();
  const isOutside = roles.every(({ role }) => role === 'partner');
  const institution = new URLSearchParams(search).get('institution');
  const suffix = institution === null ? '' : `?institution=${encodeURIComponent(institution)}`;
  const views = [
    { to: '/people/me', text: t('people.views.me') },
    ...(isOutside ? [] : overviews.map((view) => ({ to: `/people/${view}${suffix}`, text: t(`people.views.${view}`) }))),
    ...(isOutside ? [] : [{ to: '/people/conflicts', text: t('duties.title') }]),
  ];
  return (
    <ViewSwitch
      label={t('people.views.label')}
      views={views.map((view) => ({ ...view, current: pathname === view.to.split('?')[0] }))}
    />
  );
}
