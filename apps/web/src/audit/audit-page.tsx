import { Link } from 'react-router';
import { Page } from '../shell/page.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { AuditChain } from './audit-chain.tsx';
import { AuditEntries } from './audit-entries.tsx';

/** Who did or saw what, and the proof that nobody changed it. */
export function AuditPage() {
  const { t } = useTexts();
  return (
    <Page
      wide
      title={t('ops.audit')}
      above={
        <Link className="cds--link" to="/ops">
          {t('place.ops')}
        </Link>
      }
    >
      <AuditChain />
      <AuditEntries />
    </Page>
  );
}
