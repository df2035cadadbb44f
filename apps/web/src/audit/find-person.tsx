import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Form, Select, SelectItem, TextInput } from '@carbon/react';
import { Link } from 'react-router';
import type { PersonalCaseView, PersonalFindingsView, PersonalSubject } from '@gaita/contracts';
import { decideErasure, exportPerson, findPerson } from '../api/audit.ts';
import { RequestError } from '../api/request.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { RowTable } from '../shell/row-table.tsx';
import { useCheck } from '../shell/use-check.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import en from '../texts/en/audit.json' with { type: 'json' };
import { JobProgress } from './job-progress.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useJob } from './use-job.ts';

interface FindPersonProps {
  readonly mayDecide: boolean;
  readonly onDecided: () => void;
}

interface Found {
  readonly subject: PersonalSubject;
  readonly findings?: PersonalFindingsView;
  readonly error?: Error;
}

/** Finds somebody, shows what is held of them and what an erasure would do, exports it, decides. The address holds no identifier. */
export function FindPerson({ mayDecide, onDecided }: FindPersonProps) {
  const { t } = useTexts();
  const [subject, setSubject] = useState<PersonalSubject>({ kind: 'applicant', identifier: '' });
  const [last, setFound] = useState<Found>();
  const asked = useRef(new AbortController());
  const [deciding, setDeciding] = useState(false);
  const job = useJob();
  const check = useCheck([{ id: 'person-identifier', label: t('privacy.identifier'), value: subject.identifier, shortest: 3 }]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!check.passes()) return;
    asked.current.abort();
    asked.current = new AbortController();
    const { signal } = asked.current;
    findPerson(subject, signal).then(
      (findings) => setFound({ subject, findings }),
      (error: unknown) => signal.aborted || setFound({ subject, error: error as Error }),
    );
  };
  // What is held of somebody else must not stand below this name, still less what would erase it.
  const found = last && JSON.stringify(last.subject) === JSON.stringify(subject) ? last : undefined;
  const isNobody = found?.error instanceof RequestError && found.error.status === 404;
  return (
    <section className="audit-section" aria-labelledby="find-person">
      <h2 id="find-person">{t('privacy.find')}</h2>
      {check.summary}
      <Form className="audit__filter" noValidate onSubmit={submit} aria-label={t('privacy.find')}>
        <Select
          id="person-kind"
          labelText={t('privacy.kind')}
          value={subject.kind}
          onChange={(event) => setSubject({ ...subject, kind: event.target.value === 'staff' ? 'staff' : 'applicant' })}
        >
          <SelectItem value="applicant" text={t('privacy.applicant')} />
          <SelectItem value="staff" text={t('privacy.staff')} />
        </Select>
        <TextInput
          id="person-identifier"
          className="audit__identifier"
          labelText={t('privacy.identifier')}
          helperText={t('privacy.identifierHelp')}
          value={subject.identifier}
          maxLength={191}
          autoComplete="off"
          {...check.said('person-identifier')}
          onChange={(event) => setSubject({ ...subject, identifier: event.target.value })}
        />
        <div className="audit__buttons">
          <Button type="submit" size="md">
            {t('privacy.search')}
          </Button>
        </div>
      </Form>
      {isNobody && (
        <div role="status">
          <EmptyState title={t('privacy.nobody')} />
        </div>
      )}
      {found?.error && !isNobody && <ErrorNotice error={found.error} focus />}
      {found?.findings && (
        <>
          <Findings findings={found.findings} />
          <div className="audit__buttons">
            <Button kind="tertiary" disabled={job.isRunning} onClick={() => job.begin(exportPerson(found.subject))}>
              {t('privacy.export')}
            </Button>
            {mayDecide && (
              <Button kind="danger--tertiary" onClick={() => setDeciding(true)}>
                {t('privacy.decide')}
              </Button>
            )}
          </div>
          <JobProgress watched={job} running="audit.exporting" />
          {deciding && (
            <ReasonDialog
              title={t('privacy.decide')}
              about={t('privacy.decideAbout')}
              action={t('privacy.decide')}
              onClose={() => setDeciding(false)}
              onReason={(reason) => decideErasure({ ...found.subject, reason }).then(onDecided)}
            />
          )}
        </>
      )}
    </section>
  );
}

type PlaceName = keyof typeof en.privacy.placeName;
const isNamed = (place: string): place is PlaceName => place in en.privacy.placeName;

function Findings({ findings: { name, cases, places } }: { readonly findings: PersonalFindingsView }) {
  const { t, formats } = useTexts();
  const fate = ({ kept, keptUntil }: PersonalCaseView) =>
    kept === undefined
      ? t('privacy.goes')
      : t(`privacy.kept.${kept}`, { date: keptUntil === undefined ? '' : formats.date(keptUntil) });
  return (
    <>
      <div role="status">
        <h3>{name === undefined ? t('privacy.found') : t('privacy.foundNamed', { name })}</h3>
      </div>
      {cases.length > 0 && (
        <RowTable
          label={t('privacy.cases')}
          rows={cases}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'case',
              header: t('audit.caseShort'),
              render: ({ id, businessKey }) => (
                <Link className="cds--link" to={`/cases/${id}`}>
                  {businessKey ?? id}
                </Link>
              ),
            },
            { key: 'process', header: t('privacy.process'), render: ({ processName }) => processName },
            {
              key: 'ended',
              header: t('privacy.ended'),
              render: ({ endedAt }) => (endedAt === undefined ? '–' : formats.date(endedAt)),
            },
            { key: 'fate', header: t('privacy.fate'), render: fate },
          ]}
        />
      )}
      <RowTable
        label={t('privacy.places')}
        rows={places}
        rowKey={({ place }) => place}
        columns={[
          {
            key: 'place',
            header: t('privacy.place'),
            render: ({ place }) => (isNamed(place) ? t(`privacy.placeName.${place}`) : place),
          },
          { key: 'rows', header: t('privacy.rows'), render: ({ rows }) => formats.number(rows) },
          { key: 'fate', header: t('privacy.fate'), render: ({ goes }) => (goes ? t('privacy.goes') : t('privacy.stays')) },
        ]}
      />
    </>
  );
}
