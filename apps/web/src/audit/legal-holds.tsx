import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Form, TextInput } from '@carbon/react';
import { Link } from 'react-router';
import { liftHold, listHolds, setHold } from '../api/audit.ts';
import { useResource } from '../api/use-resource.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { RowTable } from '../shell/row-table.tsx';
import { useCheck } from '../shell/use-check.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

const empty = { case: '', reason: '' };

/** Cases whose values stay. */
export function LegalHolds() {
  const { t, formats, language } = useTexts();
  const holds = useResource(`holds ${language}`, listHolds, 'holds');
  const [values, setValues] = useState(empty);
  const [error, setError] = useState<Error>();
  const [lifted, setLifted] = useState<string>();
  const check = useCheck([
    { id: 'hold-case', label: t('privacy.holdCase'), value: values.case },
    { id: 'hold-reason', label: t('privacy.reason'), value: values.reason, shortest: 3 },
  ]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    if (!check.passes()) return;
    setHold(values).then(
      () => {
        setValues(empty);
        holds.reload();
      },
      (failed: unknown) => setError(failed as Error),
    );
  };
  return (
    <section className="audit-section" aria-labelledby="holds">
      <h2 id="holds">{t('privacy.holds')}</h2>
      <p>{t('privacy.holdsAbout')}</p>
      {error && <ErrorNotice error={error} focus />}
      {check.summary}
      <Form className="audit__filter" noValidate onSubmit={submit} aria-label={t('privacy.hold')}>
        <TextInput
          id="hold-case"
          labelText={t('privacy.holdCase')}
          value={values.case}
          {...check.said('hold-case')}
          maxLength={191}
          onChange={(event) => setValues({ ...values, case: event.target.value })}
        />
        <TextInput
          id="hold-reason"
          labelText={t('privacy.reason')}
          value={values.reason}
          {...check.said('hold-reason')}
          maxLength={500}
          onChange={(event) => setValues({ ...values, reason: event.target.value })}
        />
        <div className="audit__buttons">
          <Button type="submit" kind="tertiary" size="md">
            {t('privacy.hold')}
          </Button>
        </div>
      </Form>
      <LoadState resource={holds} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('privacy.noHolds')} />
          ) : (
            <RowTable
              label={t('privacy.holds')}
              rows={items}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'case',
                  header: t('audit.caseShort'),
                  render: ({ caseId, businessKey }) => (
                    <Link className="cds--link" to={`/cases/${caseId}`}>
                      {businessKey ?? caseId}
                    </Link>
                  ),
                },
                { key: 'process', header: t('privacy.process'), render: ({ processName }) => processName },
                { key: 'reason', header: t('privacy.reason'), render: ({ reason }) => reason },
                { key: 'set', header: t('privacy.setBy'), render: ({ setBy, setAt }) => `${formats.date(setAt)}, ${setBy}` },
                {
                  key: 'lift',
                  header: t('privacy.lift'),
                  actions: true,
                  render: ({ id, caseId, businessKey }) => (
                    <Button
                      kind="ghost"
                      size="sm"
                      aria-label={t('privacy.liftOf', { case: businessKey ?? caseId })}
                      onClick={() => setLifted(id)}
                    >
                      {t('privacy.lift')}
                    </Button>
                  ),
                },
              ]}
            />
          )
        }
      </LoadState>
      {lifted !== undefined && (
        <ReasonDialog
          title={t('privacy.lift')}
          about={t('privacy.holdsAbout')}
          action={t('privacy.lift')}
          onClose={() => setLifted(undefined)}
          onReason={(reason) => liftHold(lifted, reason).then(holds.reload)}
        />
      )}
    </section>
  );
}
