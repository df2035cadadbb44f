import { useState } from 'react';
import { Button } from '@carbon/react';
import type { ErasuresView, ErasureView } from '@gaita/contracts';
import { executeErasure, withdrawErasure } from '../api/audit.ts';
import type { Resource } from '../api/use-resource.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { RowTable } from '../shell/row-table.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { JobProgress } from './job-progress.tsx';
import { useJob } from './use-job.ts';

/** What was decided on, and its execution by somebody else. */
export function Erasures({ erasures }: { readonly erasures: Resource<ErasuresView> }) {
  const { t, formats } = useTexts();
  const [asked, setAsked] = useState<ErasureView>();
  const [error, setError] = useState<Error>();
  const job = useJob(erasures.reload);
  const decision = ({ decidedAt, decidedBy }: ErasureView) => ({ when: formats.moment(decidedAt), name: decidedBy });
  const withdraw = (id: string) =>
    withdrawErasure(id).then(
      () => erasures.reload(),
      (failed: unknown) => setError(failed as Error),
    );
  return (
    <section className="audit-section" aria-labelledby="erasures">
      <h2 id="erasures">{t('privacy.erasures')}</h2>
      {error && <ErrorNotice error={error} focus />}
      <LoadState resource={erasures} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('privacy.noErasures')} />
          ) : (
            <RowTable
              label={t('privacy.erasures')}
              rows={items}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'decided',
                  header: t('privacy.decidedBy'),
                  render: (each) => `${formats.moment(each.decidedAt)}, ${each.decidedBy}`,
                },
                { key: 'who', header: t('privacy.kind'), render: ({ kind }) => t(`privacy.${kind}`) },
                { key: 'cases', header: t('privacy.cases'), render: ({ cases }) => formats.number(cases) },
                { key: 'reason', header: t('privacy.reason'), render: ({ reason }) => reason },
                { key: 'state', header: t('privacy.state'), render: ({ state }) => t(`privacy.states.${state}`) },
                {
                  key: 'actions',
                  header: t('privacy.execute'),
                  actions: true,
                  render: (each) => (
                    <>
                      {each.may.execute && (
                        <Button
                          kind="danger--tertiary"
                          size="sm"
                          aria-label={t('privacy.executeOf', decision(each))}
                          onClick={() => setAsked(each)}
                        >
                          {t('privacy.execute')}
                        </Button>
                      )}
                      {each.may.withdraw && (
                        <Button
                          kind="ghost"
                          size="sm"
                          aria-label={t('privacy.withdrawOf', decision(each))}
                          onClick={() => void withdraw(each.id)}
                        >
                          {t('privacy.withdraw')}
                        </Button>
                      )}
                    </>
                  ),
                },
              ]}
            />
          )
        }
      </LoadState>
      <JobProgress watched={job} running="audit.erasing" />
      {job.job?.erased && (
        <p role="status">
          {t('privacy.erasedCases', { cases: formats.number(job.job.erased.cases), kept: formats.number(job.job.erased.kept) })}
        </p>
      )}
      {asked && (
        <Dialog
          danger
          modalHeading={t('privacy.executeTitle')}
          primaryButtonText={t('privacy.execute')}
          secondaryButtonText={t('privacy.cancel')}
          closeButtonLabel={t('privacy.cancel')}
          onRequestClose={() => setAsked(undefined)}
          onRequestSubmit={() => {
            job.begin(executeErasure(asked.id));
            setAsked(undefined);
          }}
        >
          <p>{t('privacy.executeAbout', { cases: formats.number(asked.cases) })}</p>
        </Dialog>
      )}
    </section>
  );
}
