import { Link } from 'react-router';
import { Page } from '../shell/page.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { Erasures } from './erasures.tsx';
import { FindPerson } from './find-person.tsx';
import { LegalHolds } from './legal-holds.tsx';
import { Retention } from './retention.tsx';
import { listErasures } from '../api/audit.ts';
import { useResource } from '../api/use-resource.ts';

/** What is held of people, how long, and its erasure. */
export function PersonalDataPage() {
  const { t } = useTexts();
  const erasures = useResource('erasures', listErasures);
  return (
    <Page
      wide
      title={t('ops.personalData')}
      above={
        <Link className="cds--link" to="/ops">
          {t('place.ops')}
        </Link>
      }
    >
      <FindPerson mayDecide={erasures.data?.mayDecide ?? false} onDecided={erasures.reload} />
      <Erasures erasures={erasures} />
      <Retention />
      <LegalHolds />
    </Page>
  );
}
