import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { forgetRefusal, useRefusedPreference } from './preferences.ts';

/** Why the language, or something else that was chosen for oneself, is as before; until the next page. */
export function PreferenceNotice() {
  const refused = useRefusedPreference();
  const { pathname } = useLocation();
  useEffect(forgetRefusal, [pathname]);
  if (!refused) return null;
  return (
    <div className="preference-notice">
      <ErrorNotice error={refused} />
    </div>
  );
}
