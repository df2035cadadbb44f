import { useEffect, useState } from 'react';
import { Navigate, useNavigate } from 'react-router';
import { Button } from '@carbon/react';
import { Page } from '../shell/page.tsx';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { firstViewNames } from './first-view-names.ts';
import { firstViewsOf } from './first-views.ts';
import { loadPreferences, prefer, usePreferences } from './preferences.ts';

/** What opens first: what the person chose, else what their role works with; whose roles differ chooses once. */
export function FirstView() {
  const person = usePerson();
  const preferences = usePreferences();
  const [asked, setAsked] = useState(false);
  const known = preferences !== undefined;
  useEffect(() => {
    if (!known) void loadPreferences().then(() => setAsked(true));
  }, [known]);
  if (!known && !asked) return null;
  const views = firstViewsOf(person);
  const [only = '/work'] = views;
  if (preferences?.firstView) return <Navigate to={preferences.firstView} replace />;
  // Where a choice could not be kept nobody is asked for it at each sign-in.
  if (views.length === 1 || !known) return <Navigate to={views.includes('/work') ? '/work' : only} replace />;
  return <FirstViewChoice views={views} />;
}

function FirstViewChoice({ views }: { readonly views: readonly string[] }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const person = usePerson();
  const names = firstViewNames(t, person);
  const choose = (view: string) => {
    prefer({ firstView: view }).catch(() => undefined);
    void navigate(view, { replace: true });
  };
  return (
    <Page title={t('inbox.firstTitle')}>
      <p className="lead">{t('inbox.firstLead')}</p>
      <ul className="first-views">
        {views.map((view) => (
          <li key={view}>
            <Button kind="tertiary" onClick={() => choose(view)}>
              {names.get(view)}
            </Button>
          </li>
        ))}
      </ul>
    </Page>
  );
}
