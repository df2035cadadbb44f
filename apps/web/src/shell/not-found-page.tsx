import { Link } from 'react-router';
import { useTexts } from '../texts/use-texts.tsx';
import { Page } from './page.tsx';

/** An address of nothing; `text`: what is known of it. */
export function NotFoundPage({ text }: { readonly text?: string }) {
  const { t } = useTexts();
  return (
    <Page title={t('notFound.title')}>
      <p className="lead">{text ?? t('notFound.text')}</p>
      <p>
        <Link className="cds--link" to="/work">
          {t('notFound.back')}
        </Link>
      </p>
    </Page>
  );
}
