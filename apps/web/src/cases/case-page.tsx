import { Suspense, lazy } from 'react';
import { Link, useParams } from 'react-router';
import type { CaseDetailView } from '@gaita/contracts';
import { readCase, readWaits } from '../api/cases.ts';
import { readDiagram } from '../api/processes.ts';
import { listTasks } from '../api/tasks.ts';
import { useResource } from '../api/use-resource.ts';
import { CaseDuties } from '../duties/case-duties.tsx';
import { LoadState, Skeleton } from '../shell/load-state.tsx';
import { PageState } from '../shell/page-state.tsx';
import { Page } from '../shell/page.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { CaseHistory } from './case-history.tsx';
import { CaseSteps } from './case-steps.tsx';
import { CaseTasks } from './case-tasks.tsx';
import { CaseValues } from './case-values.tsx';
import { CaseState } from './case-state.tsx';

const Diagram = lazy(async () => ({ default: (await import('../diagram/diagram.tsx')).Diagram }));

/** What is happening with a case, since when, and what is next: in words and on its diagram. */
export function CasePage() {
  const { id = '' } = useParams();
  const { language } = useTexts();
  const found = useResource(`${id} ${language}`, (signal) => readCase(id, signal), id);
  return (
    <PageState resource={found}>{(detail) => <CaseScreen key={detail.id} detail={detail} onChange={found.reload} />}</PageState>
  );
}

function CaseScreen({ detail, onChange }: { readonly detail: CaseDetailView; readonly onChange: () => void }) {
  const { t, formats, language } = useTexts();
  const xml = useResource(detail.definitionId, (signal) => readDiagram(detail.definitionId, signal));
  const tasks = useResource(
    `${detail.id} ${language}`,
    (signal) => listTasks({ view: 'all', instanceId: detail.id, limit: 200 }, signal),
    detail.id,
  );
  const waits = useResource(`${detail.id} ${language}`, (signal) => readWaits(detail.id, signal), detail.id);
  const standing =
    detail.endedAt === undefined
      ? t('case.runningSince', { when: formats.moment(detail.startedAt) })
      : t('case.ended', { from: formats.moment(detail.startedAt), to: formats.moment(detail.endedAt) });
  return (
    <Page
      title={detail.businessKey ?? detail.processName}
      above={
        <Link className="cds--link" to="/cases">
          {t('place.cases')}
        </Link>
      }
      below={
        <p>
          <CaseState state={detail.state} /> {standing} · {detail.processName},{' '}
          {t('processes.versionShort', { version: detail.version })}
        </p>
      }
    >
      {detail.parentId && (
        <p>
          <Link className="cds--link" to={`/cases/${detail.parentId}`}>
            {t('case.parent')}
          </Link>
        </p>
      )}
      <section className="section" aria-labelledby="case-tasks">
        <h2 id="case-tasks">{t('case.openTasks')}</h2>
        <LoadState resource={tasks} lines={3}>
          {({ items }) => (
            <LoadState resource={waits} lines={3}>
              {(found) => <CaseTasks tasks={items} waits={found} detail={detail} />}
            </LoadState>
          )}
        </LoadState>
      </section>
      <CaseDuties caseId={detail.id} />
      {detail.adHoc.map((part) => (
        <CaseSteps
          key={part.id}
          caseId={detail.id}
          part={part}
          onChange={() => {
            onChange();
            tasks.reload();
            waits.reload();
          }}
        />
      ))}
      <section className="section" aria-labelledby="case-diagram">
        <h2 id="case-diagram">{t('case.diagram')}</h2>
        <Suspense fallback={<Skeleton lines={8} />}>
          <LoadState resource={xml} lines={8}>
            {(diagram) => (
              <Diagram xml={diagram} positions={detail.positions} label={t('case.diagramOf', { process: detail.processName })} />
            )}
          </LoadState>
        </Suspense>
      </section>
      <div className="columns">
        <section className="section" aria-labelledby="case-history">
          <h2 id="case-history">{t('case.history')}</h2>
          <CaseHistory activities={detail.activities} decisions={detail.decisions} />
        </section>
        <section className="section" aria-labelledby="case-values">
          <h2 id="case-values">{t('case.values')}</h2>
          <CaseValues values={detail.variables} definitionId={detail.definitionId} />
        </section>
      </div>
      {detail.called.length > 0 && (
        <section className="section" aria-labelledby="case-called">
          <h2 id="case-called">{t('case.called')}</h2>
          <ul className="plain-list">
            {detail.called.map((child) => (
              <li key={child.id}>
                <Link className="cds--link" to={`/cases/${child.id}`}>
                  {child.processKey}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}
