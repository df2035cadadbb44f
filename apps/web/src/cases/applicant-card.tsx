import { useState } from 'react';
import { Button } from '@carbon/react';
import { Link } from 'react-router';
import { readApplicant } from '../api/intake.ts';
import { readFields } from '../api/processes.ts';
import { useResource } from '../api/use-resource.ts';
import { LoadState } from '../shell/load-state.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { CaseState } from './case-state.tsx';
import { Values } from './case-values.tsx';

interface ApplicantCardProps {
  readonly caseId: string;
  /** Whose forms say what the values are called. */
  readonly definitionId: string;
}

/** Who applied and what else they applied for, by whatever channel; shown when asked for, since each opening is recorded. */
export function ApplicantCard({ caseId, definitionId }: ApplicantCardProps) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <section className={open ? 'section' : 'section case-applicant no-print'} aria-labelledby="case-applicant">
      <h2 id="case-applicant">{t('caseFile.applicant')}</h2>
      {open ? (
        <Card caseId={caseId} definitionId={definitionId} />
      ) : (
        <>
          <Button kind="tertiary" size="md" onClick={() => setOpen(true)}>
            {t('caseFile.openApplicant')}
          </Button>
          <p className="hint">{t('caseFile.applicantLogged')}</p>
        </>
      )}
    </section>
  );
}

function Card({ caseId, definitionId }: ApplicantCardProps) {
  const { t, formats, language } = useTexts();
  const { data: fields } = useResource(`${definitionId} ${language}`, (signal) => readFields(definitionId, signal), definitionId);
  // Coming back to the window is no opening.
  const found = useResource(caseId, (signal) => readApplicant(caseId, signal), caseId, { once: true });
  return (
    <LoadState resource={found} lines={3}>
      {({ name, data, others }) => (
        <>
          {name === undefined ? (
            <p>{t('caseFile.noApplicant')}</p>
          ) : (
            <p>
              <strong>{name}</strong>
            </p>
          )}
          <Values entries={Object.entries(data)} fields={fields ?? {}} />
          {name !== undefined &&
            (others.length === 0 ? (
              <p>{t('caseFile.noOthers')}</p>
            ) : (
              <ul className="case-tasks" aria-label={t('caseFile.othersTitle')}>
                {others.map((each) => (
                  <li key={each.id}>
                    <Link className="cds--link rows__main" to={`/cases/${each.id}`}>
                      {each.businessKey ?? each.processName}
                    </Link>
                    <span>
                      {each.processName} · {formats.date(each.startedAt)}
                    </span>
                    <CaseState state={each.state} />
                  </li>
                ))}
              </ul>
            ))}
        </>
      )}
    </LoadState>
  );
}
