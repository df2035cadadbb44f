import { lazy, Suspense, useEffect, useState } from 'react';
import { Navigate } from 'react-router';
import { usePerson } from '../sign-in/session.tsx';
import { laterTexts } from '../texts/i18n.ts';
import { firstViewsOf } from './first-views.ts';
import { loadPreferences, usePreferences } from './preferences.ts';

const FirstViewChoice = lazy(async () => {
  const [{ FirstViewChoice: Choice }] = await Promise.all([import('./first-view-choice.tsx'), laterTexts()]);
  return { default: Choice };
});

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
  return (
    <Suspense fallback={null}>
      <FirstViewChoice views={views} />
    </Suspense>
  );
}
