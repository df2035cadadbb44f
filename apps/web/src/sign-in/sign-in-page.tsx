import { useEffect } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { LanguageChoice } from '../shell/language-choice.tsx';
import { PageFoot } from '../shell/page-foot.tsx';
import { usePageTitle } from '../shell/page.tsx';
import { Notice } from '../shell/notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useSession } from './session.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** What a sign-in service may have answered; the server adds it to the address. */
const failures = ['unavailable', 'expired', 'refused', 'no-account'] as const;

/** While somebody types their password, in milliseconds after this page stands. */
const fetchNextAfter = 1_000;

export function SignInPage() {
  const { t } = useTexts();
  const { person, signedIn } = useSession();
  const [search] = useSearchParams();
  usePageTitle(t('signIn.title'));
  useFetchNext();
  const returnTo = ownPath(search.get('return'));
  if (person) return <Navigate to={returnTo} replace />;
  const failure = failures.find((each) => each === search.get('failed'));
  return (
    <div className="sign-in">
      <main className="sign-in__card">
        <div className="sign-in__head">
          <p className="sign-in__brand">Gaita</p>
          <LanguageChoice />
        </div>
        <h1>{t('signIn.title')}</h1>
        {failure && (
          <Notice kind="error" role="alert" title={t('signIn.failed')}>
            {t(`signIn.elsewhere.${failure}`)}
          </Notice>
        )}
        <SignInForm returnTo={returnTo} onSignedIn={signedIn} />
      </main>
      <PageFoot />
    </div>
  );
}

/** A deep link back into this application; anything else would let a link send people elsewhere. */
function ownPath(wanted: string | null): string {
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, location.origin)) return '/';
  const target = new URL(wanted, location.origin);
  return target.origin === location.origin ? `${target.pathname}${target.search}` : '/';
}

/** What most people see after this page; who is faster, or has no connection just now, fetches it then. */
function useFetchNext(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      Promise.all([import('../shell/app-shell.tsx'), import('../work/inbox-page.tsx')]).catch(() => undefined);
    }, fetchNextAfter);
    return () => clearTimeout(timer);
  }, []);
}
