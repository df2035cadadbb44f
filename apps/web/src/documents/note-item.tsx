import { useState } from 'react';
import { Button } from '@carbon/react';
import type { NoteView } from '@gaita/contracts';
import type { NoteText } from '../api/documents.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { namedIn, withMentions } from './mentions.ts';
import type { Person } from './mentions.ts';
import { NoteField } from './note-field.tsx';

interface NoteItemProps {
  readonly note: NoteView;
  readonly caseId: string;
  /** About the task that is shown. */
  readonly here: boolean;
  /** True once the server has it. */
  readonly onEdit: (content: NoteText) => Promise<boolean>;
  readonly onDelete: () => void;
  readonly onRestore: () => void;
}

/** One note; its author changes it or takes it away for a short time. */
export function NoteItem({ note, caseId, here, onEdit, onDelete, onRestore }: NoteItemProps) {
  const { t, formats } = useTexts();
  // Kept in this tab until the server has it, as a new note is.
  const storedAs = `note-edit.${note.id}`;
  const [editing, setEditing] = useState(() => sessionStorage.getItem(storedAs) ?? undefined);
  const [saving, setSaving] = useState(false);
  const write = (value: string | undefined) => {
    setEditing(value);
    if (value === undefined) sessionStorage.removeItem(storedAs);
    else sessionStorage.setItem(storedAs, value);
  };
  const [people, setPeople] = useState<readonly Person[]>(note.mentions);
  if (note.deleted)
    return (
      <li className="notes__item">
        <p className="hint">{t('documents.note.deleted')}</p>
        <Button kind="ghost" size="sm" onClick={onRestore}>
          {t('documents.note.undo')}
        </Button>
      </li>
    );
  const save = async () => {
    if (!editing?.trim() || saving) return;
    setSaving(true);
    if (await onEdit({ text: editing.trim(), mentions: namedIn(editing, people) })) write(undefined);
    setSaving(false);
  };
  const edited = note.editedAt !== undefined && t('documents.note.edited', { when: formats.moment(note.editedAt) });
  return (
    <li className="notes__item">
      <p className="notes__who">
        <strong>{note.authorName}</strong>{' '}
        <span className="hint">
          {[
            note.contact && t(`caseFile.contacts.${note.contact}`),
            formats.moment(note.createdAt),
            here && t('documents.note.onTask'),
            edited,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      {editing === undefined ? (
        <p className="notes__text">
          {withMentions(note.text, note.mentions).map(({ text, named }, at) => (named ? <strong key={at}>{text}</strong> : text))}
        </p>
      ) : (
        <NoteField
          focus
          caseId={caseId}
          label={t('documents.note.editLabel')}
          value={editing}
          onChange={write}
          onName={(person) => setPeople((before) => [...before, person])}
          onSend={() => void save()}
        />
      )}
      {(note.changeableUntil !== undefined || editing !== undefined) && (
        <div className="notes__actions">
          {editing === undefined ? (
            <>
              <Button kind="ghost" size="sm" onClick={() => write(note.text)}>
                {t('documents.note.edit')}
              </Button>
              <Button kind="ghost" size="sm" onClick={onDelete}>
                {t('documents.note.delete')}
              </Button>
            </>
          ) : (
            <>
              <Button kind="tertiary" size="sm" disabled={saving} onClick={() => void save()}>
                {t('documents.note.save')}
              </Button>
              <Button kind="ghost" size="sm" disabled={saving} onClick={() => write(undefined)}>
                {t('action.cancel')}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}
