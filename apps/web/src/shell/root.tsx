import { useEffect } from 'react';
import { Outlet } from 'react-router';
import { SessionProvider } from '../sign-in/session.tsx';
import { askIn } from '../api/request.ts';
import { useTexts } from '../texts/use-texts.tsx';

/** What every screen stands in: the session, and the language of the page and of what the server answers. */
export function Root() {
  const { language } = useTexts();
  askIn(language);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <SessionProvider>
      <Outlet />
    </SessionProvider>
  );
}
