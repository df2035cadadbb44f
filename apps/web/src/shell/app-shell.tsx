import { useEffect, useState } from 'react';
import { Header, HeaderGlobalBar, HeaderName, SkipToContent } from '@carbon/react';
import { Add } from '@carbon/icons-react';
import { Link, Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { useSession } from '../sign-in/session.tsx';
import { SignInAgain } from '../sign-in/sign-in-again.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { NoRightPage } from './no-right-page.tsx';
import { PageFoot } from './page-foot.tsx';
import { PlacesMenu } from './places-menu.tsx';
import { belongsTo, mayEnter, placeAt, placesOf } from './places.ts';
import { useKeyListener } from './shortcuts.ts';
import { banners, headerTools, overlays, startAddress } from './slots.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useFits } from './use-fits.ts';
import { useIsPhone } from './use-is-phone.ts';

/** Header, navigation and the place for a screen; who is not signed in goes to sign-in and comes back. */
export function AppShell() {
  const { t } = useTexts();
  const { person, error, retry } = useSession();
  const { pathname, search } = useLocation();
  const [menuOpen, setMenuOpen] = useState(false);
  useEffect(() => setMenuOpen(false), [pathname]);
  const isPhone = useIsPhone();
  useKeyListener();
  useKeptFocus();
  const shown = person ? placesOf(person) : [];
  const labels = shown.map(({ text }) => t(`place.${text}`));
  const { place, fits } = useFits(labels.join());

  if (error)
    return (
      <main className="page">
        <ErrorNotice error={error} onRetry={retry} />
      </main>
    );
  if (person === undefined) return null;
  if (person === null) return <Navigate to={`/sign-in?return=${encodeURIComponent(pathname + search)}`} replace />;

  const here = placeAt(pathname);
  return (
    <>
      <Header aria-label="Gaita" className={fits ? 'shell-header' : 'shell-header shell-header--narrow'}>
        <SkipToContent href="#main-content">{t('shell.skip')}</SkipToContent>
        <PlacesMenu places={shown} pathname={pathname} open={menuOpen} onToggle={setMenuOpen} />
        <HeaderName as={Link} to="/" prefix="">
          Gaita
        </HeaderName>
        <nav ref={place} className="shell-places" aria-label={t('shell.places')} inert={!fits}>
          <ul>
            {shown.map((each) => (
              <li key={each.to}>
                <NavLink to={each.to} className="shell-places__link" data-current={belongsTo(pathname, each) || undefined}>
                  {t(`place.${each.text}`)}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <HeaderGlobalBar>
          {headerTools.before.map((Tool, at) => (
            <Tool key={at} />
          ))}
          <Link className="shell-start" to={startAddress} aria-label={t('shell.start')}>
            <Add size={20} />
            <span>{t('shell.start')}</span>
          </Link>
          {headerTools.after.map((Tool, at) => (
            <Tool key={at} />
          ))}
          <HelpSheet />
          {!isPhone && <LanguageChoice />}
          <AccountMenu person={person} />
        </HeaderGlobalBar>
      </Header>
      <main className="page" id="main-content" tabIndex={-1}>
        {banners.map((Banner, at) => (
          <Banner key={at} />
        ))}
        {here && !mayEnter(person, here) ? <NoRightPage key={pathname} place={here} /> : <Outlet />}
        {overlays.map((Overlay, at) => (
          <Overlay key={at} />
        ))}
      </main>
      <PageFoot />
      <SignInAgain />
    </>
  );
}
