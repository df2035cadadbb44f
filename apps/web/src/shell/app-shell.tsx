import { useEffect, useState } from 'react';
import type { KeyboardEvent } from 'react';
import {
  Header,
  HeaderGlobalBar,
  HeaderMenuButton,
  HeaderMenuItem,
  HeaderName,
  HeaderNavigation,
  SideNav,
  SideNavItems,
  SideNavLink,
  SkipToContent,
} from '@carbon/react';
import { Link, Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { useSession } from '../sign-in/session.tsx';
import { SignInAgain } from '../sign-in/sign-in-again.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { LanguageChoice } from './language-choice.tsx';

const places = [
  { to: '/work', text: 'place.work' },
  { to: '/cases', text: 'place.cases' },
  { to: '/processes', text: 'place.processes' },
] as const;

/** Header, navigation and the place for a screen; who is not signed in goes to sign-in and comes back. */
export function AppShell() {
  const { t } = useTexts();
  const { person, error, retry } = useSession();
  const { pathname, search } = useLocation();
  const [menuOpen, setMenuOpen] = useState(false);
  useEffect(() => setMenuOpen(false), [pathname]);

  if (error)
    return (
      <main className="page">
        <ErrorNotice error={error} onRetry={retry} />
      </main>
    );
  if (person === undefined) return null;
  if (person === null) return <Navigate to={`/sign-in?return=${encodeURIComponent(pathname + search)}`} replace />;

  return (
    <>
      <Header aria-label="Gaita" className="shell-header">
        <SkipToContent href="#main-content">{t('shell.skip')}</SkipToContent>
        <HeaderMenuButton
          aria-label={menuOpen ? t('shell.closeMenu') : t('shell.openMenu')}
          isActive={menuOpen}
          onClick={() => setMenuOpen(!menuOpen)}
        />
        {/* Right after its button, so that the keyboard goes from one into the other. */}
        <SideNav
          aria-label={t('shell.menu')}
          expanded={menuOpen}
          isPersistent={false}
          onOverlayClick={() => setMenuOpen(false)}
          onKeyDown={(event: KeyboardEvent) => event.key === 'Escape' && setMenuOpen(false)}
          inert={!menuOpen}
        >
          <SideNavItems>
            {places.map(({ to, text }) => (
              <SideNavLink key={to} as={NavLink} to={to} isActive={isIn(pathname, to)} large>
                {t(text)}
              </SideNavLink>
            ))}
          </SideNavItems>
        </SideNav>
        <HeaderName as={Link} to="/work" prefix="">
          Gaita
        </HeaderName>
        <HeaderNavigation aria-label={t('shell.places')}>
          {places.map(({ to, text }) => (
            <HeaderMenuItem key={to} as={NavLink} to={to} isActive={isIn(pathname, to)}>
              {t(text)}
            </HeaderMenuItem>
          ))}
        </HeaderNavigation>
        <HeaderGlobalBar>
          <LanguageChoice />
          <AccountMenu person={person} />
        </HeaderGlobalBar>
      </Header>
      <main className="page" id="main-content" tabIndex={-1}>
        <Outlet />
      </main>
      <SignInAgain />
    </>
  );
}

const isIn = (pathname: string, place: string): boolean =>
  pathname === place || pathname.startsWith(`${place}/`) || (place === '/work' && pathname.startsWith('/tasks/'));
