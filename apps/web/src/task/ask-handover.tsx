import { useState } from 'react';
import { Button } from '@carbon/react';
import { notesPath } from '../api/documents.ts';
import type { RequestError } from '../api/request.ts';
import { send } from '../offline/outbox.ts';
import { usePersonName } from '../sign-in/person-name.tsx';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useTaskDoing } from './task-doing.ts';

/** Somebody else has the task: a note that names them asks for it. */
export function AskHandover({ conflict }: { readonly conflict: RequestError }) {
  const { t } = useTexts();
  const { account } = usePerson();
  const { task } = useTaskDoing().detail;
  const holder = conflict.code === 'task-claimed-by-other' ? conflict.details['assignee'] : undefined;
  const known = typeof holder === 'string' && holder !== account ? holder : undefined;
  const name = usePersonName(known);
  const [asked, setAsked] = useState(false);
  if (known === undefined || name === undefined) return null;
  const ask = () => {
    setAsked(true);
    const text = t('documents.page.handoverText', { name, task: task.name });
    void send(account, notesPath(task.instanceId, task.id), { text, mentions: [known] });
  };
  return (
    <div className="ask-handover" role="status">
      {asked ? (
        <p>{t('documents.page.asked')}</p>
      ) : (
        <Button kind="tertiary" size="md" onClick={ask}>
          {t('documents.page.askHandover')}
        </Button>
      )}
    </div>
  );
}
