import { useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { firstAdministratorRequest } from '@gaita/contracts';
import { Link, useLocation } from 'react-router';
import { LanguageChoice } from '../shell/language-choice.tsx';
import { PageFoot } from '../shell/page-foot.tsx';
import { usePageTitle } from '../shell/page.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { FirstAdministratorForm } from './first-administrator-form.tsx';

/** Where the link leads that a new server prints; the token stands behind `#`. */
export function FirstAdministratorPage() {
  const { t } = useTexts();
  const token = useLocation().hash.slice(1);
  const [account, setAccount] = useState<string>();
  const [spent, setSpent] = useState(!firstAdministratorRequest.shape.token.safeParse(token).success);
  usePageTitle(t('firstAdministrator.title'));
  return (
    <div className="sign-in">
      <main className="sign-in__card">
        <div className="sign-in__head">
          <p className="sign-in__brand">Gaita</p>
          <LanguageChoice />
        </div>
        <h1>{t('firstAdministrator.title')}</h1>
        {account === undefined && !spent && (
          <FirstAdministratorForm token={token} onCreated={setAccount} onSpent={() => setSpent(true)} />
        )}
        {account !== undefined && <Outcome>{t('firstAdministrator.created', { account })}</Outcome>}
        {spent && <Outcome>{t('firstAdministrator.spent')}</Outcome>}
      </main>
      <PageFoot />
    </div>
  );
}

/** Stands where the form was, and takes the focus that was there. */
function Outcome({ children }: { readonly children: ReactNode }) {
  const { t } = useTexts();
  const text = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => text.current?.focus(), []);
  return (
    <>
      <p ref={text} className="lead first-administrator__outcome" tabIndex={-1}>
        {children}
      </p>
      <Link className="cds--btn cds--btn--primary" to="/sign-in">
        {t('firstAdministrator.toSignIn')}
      </Link>
    </>
  );
}
