import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { readTask } from '../api/tasks.ts';
import { useResource } from '../api/use-resource.ts';
import { CaseValues } from '../cases/case-values.tsx';
import { ClockTag } from '../cases/clock/clock-tag.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { DueTag } from './due-tag.tsx';
import { LegalBasis } from './legal-basis.tsx';
import type { ShownRow } from './shown-list.ts';
import { isTakenBy, TaskFateNote } from './task-fate-note.tsx';
import { useDueWords } from './use-due-words.ts';

interface InboxPreviewProps {
  readonly row: ShownRow;
  readonly onOpen: (id: string) => void;
}

/** The task beside the list, before it is opened. */
export function InboxPreview({ row, onOpen }: InboxPreviewProps) {
  const { t, formats, language } = useTexts();
  const words = useDueWords();
  const id = useAfterRest(row.id);
  const { account } = usePerson();
  const ended = (row.fate !== undefined && !isTakenBy(account, row.fate)) || row.completedAt !== undefined;
  return (
    <aside className="inbox-preview" aria-label={t('inbox.preview')}>
      <h2>{row.name}</h2>
      <p className="hint">{row.processName}</p>
      {row.opinion && (
        <>
          <p>{row.opinion.askedBy ? t('tasks.opinionAsked', { name: row.opinion.askedBy }) : t('tasks.opinionNeeded')}</p>
          {row.opinion.question && <p className="inbox-preview__text">{row.opinion.question}</p>}
        </>
      )}
      {row.fate && (
        <p className="inbox-preview__fate">
          <TaskFateNote fate={row.fate} />
        </p>
      )}
      <dl className="inbox-preview__facts">
        <div>
          <dt>{t('task.case')}</dt>
          <dd>
            <Link className="cds--link" to={`/cases/${row.instanceId}`} onClick={() => onOpen(row.id)}>
              {row.businessKey ?? t('inbox.withoutNumber')}
            </Link>
            {row.subject !== undefined && <p>{row.subject}</p>}
          </dd>
        </div>
        {row.completedAt !== undefined && (
          <div>
            <dt>{t('inbox.completed')}</dt>
            <dd>{formats.moment(row.completedAt)}</dd>
          </div>
        )}
        <div>
          <dt>{t('task.due')}</dt>
          <dd>
            {row.completedAt === undefined ? <DueTag task={row} exact /> : row.dueAt !== undefined && formats.moment(row.dueAt)}
            {words.rule(row) !== undefined && <p>{words.rule(row)}</p>}
            {row.legalBasis !== undefined && <LegalBasis basis={row.legalBasis} />}
          </dd>
        </div>
        {row.caseDue && (
          <div>
            <dt>{t('clock.title')}</dt>
            <dd>
              <ClockTag clock={row.caseDue} institution={row.institution} />
              <p className="hint">{t('clock.source', { act: row.caseDue.act, article: row.caseDue.article })}</p>
            </dd>
          </div>
        )}
      </dl>
      {!ended && id === row.id && <Details id={id} language={language} />}
      {!ended && (
        <Link className="cds--btn cds--btn--primary cds--btn--md" to={`/tasks/${row.id}`} onClick={() => onOpen(row.id)}>
          {t('inbox.open')}
        </Link>
      )}
    </aside>
  );
}

function Details({ id, language }: { readonly id: string; readonly language: string }) {
  const detail = useResource(`${id} ${language}`, (signal) => readTask(id, signal), id);
  return (
    <LoadState resource={detail} lines={4}>
      {({ description, variables, task }) => (
        <>
          {description !== undefined && <p className="inbox-preview__text">{description}</p>}
          <CaseValues values={variables} definitionId={task.definitionId} />
        </>
      )}
    </LoadState>
  );
}

/** Who goes through the rows with the arrow keys asks for none of them on the way. */
function useAfterRest(id: string): string {
  const [rested, setRested] = useState(id);
  useEffect(() => {
    const timer = setTimeout(() => setRested(id), 200);
    return () => clearTimeout(timer);
  }, [id]);
  return rested;
}
