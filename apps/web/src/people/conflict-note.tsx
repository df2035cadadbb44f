import { TextArea } from '@carbon/react';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import type { RoleConflict } from './conflict-of.ts';

interface ConflictNoteProps {
  readonly conflict: RoleConflict;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}

/** Two roles that must not meet: a hard pair says so, a soft one asks why nevertheless. */
export function ConflictNote({ conflict, reason, onReason }: ConflictNoteProps) {
  const { t, language } = useTexts();
  const roleName = useRoleNames();
  const [a, b] = conflict.roles;
  const own = conflict.reason[language];
  const why = own ?? conflict.reason['en'];
  return (
    <div className={conflict.hard ? 'people-conflict people-conflict--hard' : 'people-conflict'} role="alert">
      <p className="people-conflict__title">{conflict.hard ? t('people.conflict.hard') : t('people.conflict.soft')}</p>
      <p>{t('people.conflict.pair', { a: roleName(a), b: roleName(b) })}</p>
      {why && <p lang={own ? undefined : 'en'}>{why}</p>}
      {!conflict.hard && (
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
