import { useLayoutEffect, useRef } from 'react';
import { TextArea } from '@carbon/react';
import type { DutyConflict } from '@gaita/contracts';
import { ConflictText } from '../duties/conflict-explanation.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';

interface ConflictNoteProps {
  readonly conflict: DutyConflict;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}

/** Two roles that must not meet: a hard pair says so, a soft one asks why nevertheless. */
export function ConflictNote({ conflict, reason, onReason }: ConflictNoteProps) {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const { a, b, level } = conflict.pair;
  const isHard = level === 'hard';
  const note = useRef<HTMLDivElement>(null);
  // It comes below what was filled in, where a dialog may have no room left; the button that was pressed waits for the reason.
  useLayoutEffect(() => {
    note.current?.querySelector('textarea')?.focus({ preventScroll: true });
    note.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={note} className={isHard ? 'people-conflict people-conflict--hard' : 'people-conflict'} role="alert">
      <p className="people-conflict__title">{isHard ? t('people.conflict.hard') : t('people.conflict.soft')}</p>
      <p>{t('people.conflict.pair', { a: roleName(a), b: roleName(b) })}</p>
      <ConflictText conflict={conflict} />
      {!isHard && (
        <TextArea
          id="conflict-reason"
          labelText={t('people.conflict.reason')}
          helperText={t('people.conflict.reasonHelp')}
          value={reason}
          maxLength={500}
          rows={3}
          onChange={(event) => onReason(event.target.value)}
        />
      )}
    </div>
  );
}
