import { Page } from '../shell/page.tsx';
import { useTexts } from '../texts/use-texts.tsx';

/** Where signing in in another window ends: the first window goes on. */
export function SignedInPage() {
  const { t } = useTexts();
  return (
    <Page title={t('session.again.done')}>
      <p>{t('session.again.doneText')}</p>
    </Page>
  );
}
