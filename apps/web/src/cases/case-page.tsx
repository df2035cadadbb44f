import { Suspense, lazy, useState } from 'react';
import { Button } from '@carbon/react';
import { Printer } from '@carbon/icons-react';
import { Link, useParams } from 'react-router';
import type { AttachmentsView, CaseDetailView, NotesView, TaskView } from '@gaita/contracts';
import { readClock } from '../api/case-clock.ts';
import { readCase, readWaits } from '../api/cases.ts';
import { filesOfCase, listNotes } from '../api/documents.ts';
import { readDiagram } from '../api/processes.ts';
import { listCaseActs, listCaseOpinions } from '../api/task-commands.ts';
import { listTasks } from '../api/tasks.ts';
import { useResource } from '../api/use-resource.ts';
import { CaseFiles } from '../documents/case-files.tsx';
import { CaseDuties } from '../duties/case-duties.tsx';
import { LoadState, Skeleton } from '../shell/load-state.tsx';
import { PageState } from '../shell/page-state.tsx';
import { Page } from '../shell/page.tsx';
import { useLive } from '../live/live.ts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { ApplicantCard } from './applicant-card.tsx';
import { CaseHistory } from './case-history.tsx';
import { ContactDialog, NoteDialog } from './case-notes.tsx';
import { CaseOpinions } from './case-opinions.tsx';
import { CasePeople } from './case-people.tsx';
import { CaseStanding } from './case-standing.tsx';
import { CaseClock } from './clock/case-clock.tsx';
import { CaseSteps } from './case-steps.tsx';
import { CaseTasks } from './case-tasks.tsx';
import { CaseValues } from './case-values.tsx';
import { CaseState } from './case-state.tsx';
import { useHappenings } from './use-happenings.ts';

const Diagram = lazy(async () => ({ default: (await import('../diagram/diagram.tsx')).Diagram }));

/** For who sees only their own part of the case. */
const noNotes = Promise.resolve<NotesView>({ items: [] });
const noFiles = Promise.resolve<AttachmentsView>({ items: [] });

/** What is happening with a case, since when, and what is next: in words and on its diagram. */
export function CasePage() {
  const { id = '' } = useParams();
  const { language } = useTexts();
  const found = useResource(`${id} ${language}`, (signal) => readCase(id, signal), id);
  return (
    <PageState resource={found}>{(detail) => <CaseScreen key={detail.id} detail={detail} onChange={found.reload} />}</PageState>
  );
}

/** Opinions that are asked stand with the others, as they are no steps of the case. */
const isStep = ({ elementId }: TaskView): boolean => !elementId.endsWith('.opinion');

function CaseScreen({ detail, onChange }: { readonly detail: CaseDetailView; readonly onChange: () => void }) {
  const { t, formats, language } = useTexts();
  const xml = useResource(detail.definitionId, (signal) => readDiagram(detail.definitionId, signal));
  const tasks = useResource(
    `${detail.id} ${language}`,
    (signal) => listTasks({ view: 'all', instanceId: detail.id, limit: 200 }, signal),
    detail.id,
  );
  const waits = useResource(`${detail.id} ${language}`, (signal) => readWaits(detail.id, signal), detail.id);
  const clock = useResource(`${detail.id} ${language}`, (signal) => readClock(detail.id, signal), detail.id);
  const notes = useResource(detail.id, (signal) => (detail.whole ? listNotes(detail.id, signal) : noNotes));
  const acts = useResource(`${detail.id} ${language}`, (signal) => listCaseActs(detail.id, signal), detail.id);
  const opinions = useResource(detail.id, (signal) => listCaseOpinions(detail.id, signal));
  const files = useResource(detail.id, (signal) => (detail.whole ? filesOfCase(detail.id).list(signal) : noFiles));
  const [asking, setAsking] = useState<'note' | 'contact'>();
  const { account } = usePerson();
  const again = () => {
    onChange();
    tasks.reload();
    waits.reload();
    clock.reload();
    notes.reload();
    acts.reload();
    opinions.reload();
    files.reload();
  };
  useLive('case', (ids) => (ids === undefined || ids.has(detail.id)) && again());
  const mine = tasks.data?.items.find(({ assignee }) => assignee === account);
  const names = new Map(detail.activities.map(({ elementId, name }) => [elementId, name ?? elementId]));
  const happened = useHappenings({
    clock: clock.data?.clock?.entries ?? [],
    notes: notes.data?.items ?? [],
    acts: acts.data?.items ?? [],
    opinions: opinions.data?.items ?? [],
    files: files.data?.items ?? [],
    taskName: (elementId) => names.get(elementId) ?? elementId,
  });
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
      actions={
        <>
          <Button kind="ghost" size="md" renderIcon={Printer} onClick={() => window.print()}>
            {t('caseFile.print')}
          </Button>
          {detail.whole && (
            <Button kind="tertiary" size="md" onClick={() => setAsking('contact')}>
              {t('caseFile.log')}
            </Button>
          )}
          {mine ? (
            <>
              {detail.whole && (
                <Button kind="tertiary" size="md" onClick={() => setAsking('note')}>
                  {t('caseFile.addNote')}
                </Button>
              )}
              <Button as={Link} to={`/tasks/${mine.id}`} size="md">
                {t('caseFile.myTask')}
              </Button>
            </>
          ) : (
            detail.whole && (
              <Button size="md" onClick={() => setAsking('note')}>
                {t('caseFile.addNote')}
              </Button>
            )
          )}
        </>
      }
    >
      {asking === 'note' && (
        <NoteDialog
          caseId={detail.id}
          onClose={() => setAsking(undefined)}
          onDone={() => (setAsking(undefined), notes.reload())}
        />
      )}
      {asking === 'contact' && (
        <ContactDialog
          caseId={detail.id}
          onClose={() => setAsking(undefined)}
          onDone={() => (setAsking(undefined), notes.reload())}
        />
      )}
      {tasks.data && <CaseStanding detail={detail} tasks={tasks.data.items.filter(isStep)} />}
      {detail.endReason !== undefined && <p className="lead">{t('case.endReason', { reason: detail.endReason })}</p>}
      {detail.parentId && (
        <p>
          <Link className="cds--link" to={`/cases/${detail.parentId}`}>
            {t('case.parent')}
          </Link>
        </p>
      )}
      {clock.data?.clock && (
        <CaseClock caseId={detail.id} institution={detail.institution} clock={clock.data.clock} onChange={again} />
      )}
      <section className="section" aria-labelledby="case-tasks">
        <h2 id="case-tasks">{t('case.openTasks')}</h2>
        <LoadState resource={tasks} lines={3}>
          {({ items }) => (
            <LoadState resource={waits} lines={3}>
              {(found) => <CaseTasks tasks={items.filter(isStep)} waits={found} detail={detail} />}
            </LoadState>
          )}
        </LoadState>
      </section>
      <CaseOpinions detail={detail} opinions={opinions.data?.items ?? []} />
      <CaseDuties caseId={detail.id} />
      {detail.adHoc.map((part) => (
        <CaseSteps key={part.id} caseId={detail.id} part={part} onChange={again} />
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
      {detail.whole && (
        <section className="section" aria-labelledby="case-documents">
          <h2 id="case-documents">{t('documents.file.title')}</h2>
          <CaseFiles caseId={detail.id} />
        </section>
      )}
      <div className="columns">
        {detail.whole && <ApplicantCard key={language} caseId={detail.id} definitionId={detail.definitionId} />}
        <section className="section" aria-labelledby="case-people">
          <h2 id="case-people">{t('caseFile.people')}</h2>
          <CasePeople activities={detail.activities} />
        </section>
      </div>
      <div className="columns">
        <section className="section" aria-labelledby="case-history">
          <h2 id="case-history">{t('case.history')}</h2>
          <CaseHistory activities={detail.activities} decisions={detail.decisions} others={happened} />
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
