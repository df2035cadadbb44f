import { Link } from 'react-router';
import { useTexts } from '../texts/use-texts.tsx';

/** Below every page, sign-in included: what the law wants within reach. */
export function PageFoot() {
  const { t } = useTexts();
  return (
    <footer className="page-foot">
      <Link className="cds--link" to="/accessibility">
        {t('shell.accessibility')}
      </Link>
    </footer>
  );
}
