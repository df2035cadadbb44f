import { memo } from 'react';
import { Link } from 'react-router';
import type { InboxColumn, Json } from '@gaita/contracts';
import { ClockTag } from '../cases/clock/clock-tag.tsx';
import { Value } from '../cases/value.tsx';
import { ConflictMark } from '../duties/conflict-mark.tsx';
import { Button } from '../shell/button.tsx';
import { useRefusal } from '../shell/use-refusal.ts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { DueTag } from './due-tag.tsx';
import type { ShownRow } from './shown-list.ts';
import { isTakenBy, TaskFateNote } from './task-fate-note.tsx';

interface InboxRowProps {
  readonly row: ShownRow;
  readonly index: number;
  /** Near the window: with all of its cells. */
  readonly isNear: boolean;
  readonly columns: readonly InboxColumn[];
  readonly selected: boolean;
  readonly current: boolean;
  readonly refused?: Error;
  /** The list is of what was done: there is nothing to choose or to claim. */
  readonly isDone: boolean;
  readonly onSelect: (id: string, withRange: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly onClaim: (id: string) => void;
  readonly onPassOn: (id: string) => void;
}

/** One task: what, of which case, until when, who has it; its cells as wide as the heads above them. */
export const InboxRow = memo(function InboxRow(props: InboxRowProps) {
  const { row, index, isNear, selected, current, isDone } = props;
  const over = row.fate !== undefined && !isTakenBy(usePerson().account, row.fate);
  return (
    <div
      role="row"
      id={`row-${row.id}`}
      data-row={row.id}
      aria-rowindex={index + 2}
      aria-selected={isDone ? undefined : selected}
      tabIndex={current ? 0 : -1}
      className={`inbox-row${over ? ' inbox-row--over' : ''}${selected ? ' inbox-row--selected' : ''}`}
    >
      {isNear ? (
        <Cells {...props} />
      ) : (
        <div role="gridcell">
          {row.name} {row.businessKey}
        </div>
      )}
    </div>
  );
});

function Cells({ row, columns, selected, refused, isDone, onSelect, onOpen, onClaim, onPassOn }: InboxRowProps) {
  const { t, formats } = useTexts();
  const { account } = usePerson();
  const isYours = isTakenBy(account, row.fate);
  const over = row.fate !== undefined && !isYours;
  const isFree = row.claimable === true && row.fate === undefined;
  // What a lead may not do themselves they give to somebody who may.
  const isToGive = row.leads === true && !isFree && row.fate === undefined && row.assignee !== account;
  return (
    <>
      {!isDone && (
        <div role="gridcell" className="inbox-row__select">
          <input
            type="checkbox"
            tabIndex={-1}
            checked={selected}
            disabled={row.fate !== undefined}
            aria-label={t('inbox.selectNamed', { task: row.name, case: row.businessKey ?? '' })}
            onClick={(event) => onSelect(row.id, event.shiftKey)}
            onChange={() => undefined}
          />
        </div>
      )}
      <div role="gridcell" className="inbox-row__task">
        <Link className="cds--link rows__main" to={`/tasks/${row.id}`} tabIndex={-1} onClick={() => onOpen(row.id)}>
          {row.name}
        </Link>
        {row.conflict && !over && <ConflictMark conflict={row.conflict} />}
        {row.opinion?.askedBy !== undefined && (
          <span className="inbox-row__for">{t('inbox.askedBy', { name: row.opinion.askedBy })}</span>
        )}
        {row.standsInFor && <span className="inbox-row__for">{t('inbox.for', { name: row.standsInFor.name })}</span>}
        {refused && <Refused error={refused} />}
      </div>
      <div role="gridcell" className="inbox-row__case" data-label={t('task.case')}>
        <span className="inbox-row__number">{row.businessKey ?? '–'}</span>
        {row.subject !== undefined && <span className="inbox-row__subject">{row.subject}</span>}
      </div>
      <div role="gridcell" className="inbox-row__due" data-label={t('task.due')}>
        {row.completedAt === undefined ? <DueTag task={row} /> : formats.moment(row.completedAt)}
        {isTermNearer(row) && (
          <span className="inbox-row__term">
            <span className="inbox-row__for">{t('clock.title')}</span>
            <ClockTag clock={row.caseDue} institution={row.institution} />
          </span>
        )}
      </div>
      <div role="gridcell" className="inbox-row__holder" data-label={t('inbox.holder')}>
        {row.fate ? (
          <TaskFateNote fate={row.fate} />
        ) : (
          <>
            {row.assignee === undefined ? t('inbox.nobody') : (row.assigneeName ?? row.assignee)}
            {row.holderMayNot && <span className="inbox-row__for">{t('inbox.mayNot')}</span>}
            {row.holderAway && <span className="inbox-row__for">{t('inbox.away')}</span>}
          </>
        )}
      </div>
      <div role="gridcell" className="inbox-row__process" data-label={t('task.process')}>
        {row.processName}
      </div>
      {columns.map(({ name, field }) => (
        <div key={name} role="gridcell" className="inbox-row__data" data-label={field.label}>
          {name in row.cells ? <Value value={row.cells[name] as Json} field={field} /> : '–'}
        </div>
      ))}
      <div role="gridcell" className="rows__actions">
        {isFree && (
          <Button
            kind="tertiary"
            size="sm"
            tabIndex={-1}
            onClick={() => onClaim(row.id)}
            aria-label={t('task.claimNamed', { task: row.name })}
          >
            {t('task.claim')}
          </Button>
        )}
        {isToGive && (
          <Button
            kind="tertiary"
            size="sm"
            tabIndex={-1}
            onClick={() => onPassOn(row.id)}
            aria-label={`${t('inbox.passOn')}: ${row.name}`}
          >
            {t('inbox.passOn')}
          </Button>
        )}
        {isYours && (
          <Link
            className="cds--btn cds--btn--tertiary cds--btn--sm"
            to={`/tasks/${row.id}`}
            tabIndex={-1}
            onClick={() => onOpen(row.id)}
          >
            {t('inbox.open')}
          </Link>
        )}
      </div>
    </>
  );
}

/** The law gives the case less time than the task has. */
const isTermNearer = ({ caseDue, dueAt, completedAt }: ShownRow): boolean =>
  caseDue?.state === 'running' && completedAt === undefined && caseDue.dueAt < (dueAt ?? Number.POSITIVE_INFINITY);

function Refused({ error }: { readonly error: Error }) {
  const { text } = useRefusal(error);
  return (
    <span className="inbox-row__refused" role="alert">
      {text}
    </span>
  );
}
