import { Checkbox } from '@carbon/react';
import { Link } from 'react-router';
import type { CaseView } from '@gaita/contracts';
import { Notice } from '../shell/notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface DuplicatesProps {
  readonly cases: readonly CaseView[];
  readonly sure: boolean;
  readonly onSure: (sure: boolean) => void;
}

/** The same applicant has an open case of this process: to be looked at before another one is begun. */
export function Duplicates({ cases, sure, onSure }: DuplicatesProps) {
  const { t, formats } = useTexts();
  return (
    <div className="notice">
      <Notice kind="warning" role="status" title={t('intake.duplicate')}>
        {t('intake.duplicateHelp')}
      </Notice>
      <ul className="plain-list">
        {cases.map((each) => (
          <li key={each.id}>
            <Link className="cds--link" to={`/cases/${each.id}`}>
              {each.businessKey ?? each.processName}
            </Link>
            , {formats.date(each.startedAt)}
          </li>
        ))}
      </ul>
      <Checkbox id="start-sure" labelText={t('intake.sure')} checked={sure} onChange={(_, { checked }) => onSure(checked)} />
    </div>
  );
}
