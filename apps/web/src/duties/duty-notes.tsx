import { Link } from 'react-router';
import type { DutyNoteView } from '@gaita/contracts';
import { PersonName } from '../sign-in/person-name.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useConflictWords } from './use-conflict-words.ts';

/** Where a pair refused something, or a reason was given, newest first. */
export function DutyNotes({ notes, withCase }: { readonly notes: readonly DutyNoteView[]; readonly withCase: boolean }) {
  return (
    <ul className="duty-notes">
      {notes.map((note) => (
        <li key={note.id}>
          <Note note={note} withCase={withCase} />
        </li>
      ))}
    </ul>
  );
}

function Note({ note, withCase }: { readonly note: DutyNoteView; readonly withCase: boolean }) {
  const { t, formats } = useTexts();
  const { because } = useConflictWords(note.conflict);
  return (
    <>
      <strong>{note.kind === 'blocked' ? t('duties.blocked') : t('duties.reasonGiven')}</strong> {formats.moment(note.at)} ·{' '}
      <PersonName account={note.account} />
      {note.name !== undefined && <> · {note.name}</>}
      {withCase && note.instanceId !== undefined && (
        <>
          {' · '}
          <Link className="cds--link" to={`/cases/${note.instanceId}`}>
            {note.businessKey === undefined ? t('duties.toCase') : t('duties.toCaseNumber', { number: note.businessKey })}
          </Link>
        </>
      )}
      <br />
      {note.reason === undefined ? because : <q>{note.reason}</q>}
    </>
  );
}
