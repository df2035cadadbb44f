import { useEffect, useState } from 'react';
import { Button } from '@carbon/react';
import type { NoteView } from '@gaita/contracts';
import { deleteNote, editNote, listNotes, notesPath, restoreNote } from '../api/documents.ts';
import { useResource } from '../api/use-resource.ts';
import { useLive } from '../live/live.ts';
import { onSent, send, useOutbox } from '../offline/outbox.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { namedIn } from './mentions.ts';
import type { Person } from './mentions.ts';
import { NoteField } from './note-field.tsx';
import { NoteItem } from './note-item.tsx';
import { WaitingNote } from './waiting-note.tsx';

/** What people tell one another about a case. A note written without a connection waits and is sent once. */
export function CaseNotes({ caseId, taskId }: { readonly caseId: string; readonly taskId?: string }) {
  const { t } = useTexts();
  const { account } = usePerson();
  const notes = useResource(caseId, (signal) => listNotes(caseId, signal));
  const { reload } = notes;
  useLive('case', (ids) => (ids === undefined || ids.has(caseId)) && reload());
  const path = notesPath(caseId, taskId);
  useEffect(() => onSent((sent) => sent === path && reload()), [path, reload]);
  const waiting = useOutbox().filter((one) => one.path === path && one.account === account);
  const storedAs = `note.${account}.${path}`;
  const [text, setText] = useState(() => sessionStorage.getItem(storedAs) ?? '');
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [failed, setFailed] = useState<Error>();
  const write = (value: string) => {
    setText(value);
    if (value === '') sessionStorage.removeItem(storedAs);
    else sessionStorage.setItem(storedAs, value);
  };
  const add = () => {
    if (text.trim() === '') return;
    void send(account, path, { text: text.trim(), mentions: namedIn(text, people) });
    write('');
    setPeople([]);
  };
  const change = (work: Promise<unknown>): Promise<boolean> => {
    setFailed(undefined);
    return work.then(
      () => (reload(), true),
      (error: unknown) => (setFailed(error as Error), false),
    );
  };
  return (
    <>
      {failed && <ErrorNotice error={failed} focus />}
      <LoadState resource={notes} lines={2}>
        {({ items }) =>
          items.length === 0 && waiting.length === 0 ? (
            <p className="hint">{t('documents.note.none')}</p>
          ) : (
            <ol className="notes">
              {items.map((note: NoteView) => (
                <NoteItem
                  key={note.id}
                  note={note}
                  caseId={caseId}
                  here={taskId !== undefined && note.taskId === taskId}
                  onEdit={(content) => change(editNote(note.id, content))}
                  onDelete={() => void change(deleteNote(note.id))}
                  onRestore={() => void change(restoreNote(note.id))}
                />
              ))}
              {waiting.map((one) => (
                <WaitingNote key={one.key} waiting={one} />
              ))}
            </ol>
          )
        }
      </LoadState>
      <NoteField
        caseId={caseId}
        label={t('documents.note.write')}
        value={text}
        onChange={write}
        onName={(person) => setPeople((before) => [...before, person])}
        onSend={add}
      />
      <Button kind="tertiary" size="md" disabled={text.trim() === ''} onClick={add}>
        {t('documents.note.add')}
      </Button>
    </>
  );
}
