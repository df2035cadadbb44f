import { Link } from 'react-router';
import { useTexts } from '../texts/use-texts.tsx';
import { Page } from './page.tsx';

export function NotFoundPage() {
  const { t } = useTexts();
  return (
    <Page title={t('notFound.title')}>
      <p className="lead">{t('notFound.text')}</p>
      <p>
        <Link className="cds--link" to="/work">
          {t('notFound.back')}
        </Link>
      </p>
    </Page>
  );
}
