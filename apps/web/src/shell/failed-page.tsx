import { useRouteError } from 'react-router';
import { useTexts } from '../texts/use-texts.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { Page } from './page.tsx';

/** A screen that broke, or whose files are gone since a newer release was installed. */
export function FailedPage() {
  const { t } = useTexts();
  const thrown = useRouteError();
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return (
    <Page title={t('error.pageTitle')}>
      <ErrorNotice error={error} onRetry={() => location.reload()} />
    </Page>
  );
}
