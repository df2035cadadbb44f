import { useEffect, useState } from 'react';
import { Navigate } from 'react-router';
import { loadPreferences, usePreferences } from './preferences.ts';

/** What opens first: the place that the person chose. */
export function FirstView() {
  const preferences = usePreferences();
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    void loadPreferences().then(() => setAsked(true));
  }, []);
  if (!preferences && !asked) return null;
  return <Navigate to={preferences?.firstView ?? '/work'} replace />;
}
