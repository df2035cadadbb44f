import { useLocation } from 'react-router';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { ViewSwitch } from '../shell/view-switch.tsx';
import { usePeopleAddress } from './use-institution.ts';

const overviews = ['matrix', 'alignment', 'substitutes', 'posts'] as const;

/** The pages about people and roles; who is from outside has only their own duties. */
export function PeopleViews() {
  const { t } = useTexts();
  const { roles, isAdministrator } = usePerson();
  const { pathname } = useLocation();
  const address = usePeopleAddress();
  const isOutside = roles.every(({ role }) => role === 'partner');
  const views = [
    { to: address('me'), text: t('people.views.me') },
    ...(isOutside ? [] : overviews.map((view) => ({ to: address(view), text: t(`people.views.${view}`) }))),
    ...(isOutside ? [] : [{ to: address('conflicts'), text: t('duties.title') }]),
    ...(isAdministrator ? [{ to: '/people/accounts', text: t('place.accounts') }] : []),
  ];
  if (views.length === 1) return null;
  return (
    <div className="people-views">
      <ViewSwitch
        label={t('people.views.label')}
        views={views.map((view) => ({ ...view, current: pathname === view.to.split('?')[0] }))}
      />
    </div>
  );
}
