import type { ReactNode } from 'react';
import type { SearchView } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';
import { DueTag } from './due-tag.tsx';

interface SearchResultsProps {
  readonly id: string;
  readonly found: SearchView;
  /** The option that Enter opens. */
  readonly at: number;
  readonly optionId: (index: number) => string;
  readonly onGo: (index: number) => void;
}

/** Tasks, then cases; the keyboard stays in the field and walks through both. */
export function SearchResults({ id, found, at, optionId, onGo }: SearchResultsProps) {
  const { t } = useTexts();
  const option = (index: number, content: ReactNode) => (
    <div
      key={index}
      id={optionId(index)}
      role="option"
      aria-selected={index === at}
      className="search__option"
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onGo(index)}
    >
      {content}
    </div>
  );
  const { tasks, cases } = found;
  return (
    <div id={id} role="listbox" aria-label={t('inbox.searchLabel')} className="search__results">
      {tasks.length > 0 && (
        <div role="group" aria-label={t('inbox.foundTasks')}>
          <p className="search__group" aria-hidden="true">
            {t('inbox.foundTasks')}
          </p>
          {tasks.map((task, index) =>
            option(
              index,
              <>
                <span className="search__name">{task.name}</span>
                <span className="hint">{dotted(task.businessKey, task.processName)}</span>
                {task.dueAt !== undefined && <DueTag task={task} />}
              </>,
            ),
          )}
        </div>
      )}
      {cases.length > 0 && (
        <div role="group" aria-label={t('inbox.foundCases')}>
          <p className="search__group" aria-hidden="true">
            {t('inbox.foundCases')}
          </p>
          {cases.map(({ businessKey, subject, processName, open }, index) =>
            option(
              tasks.length + index,
              <>
                <span className="search__name">{businessKey ?? t('inbox.withoutNumber')}</span>
                <span className="hint">{dotted(subject, processName, open ? undefined : t('inbox.ended'))}</span>
              </>,
            ),
          )}
        </div>
      )}
    </div>
  );
}

const dotted = (...parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined).join(' · ');
