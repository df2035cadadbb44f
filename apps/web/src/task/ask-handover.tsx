import { useState } from 'react';
import { Button } from '@carbon/react';
import type { RequestError } from '../api/request.ts';
import { askHandover } from '../api/task-commands.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { usePersonName } from '../sign-in/person-name.tsx';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useTaskDoing } from './task-doing.ts';

/** Somebody else has the task: they are asked for it, by a notice. */
export function AskHandover({ conflict }: { readonly conflict: RequestError }) {
  const { t } = useTexts();
  const { account } = usePerson();
  const { task } = useTaskDoing().detail;
  const holder = conflict.code === 'task-claimed-by-other' ? conflict.details['assignee'] : undefined;
  const known = typeof holder === 'string' && holder !== account ? holder : undefined;
  const name = usePersonName(known);
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<Error>();
  if (known === undefined || name === undefined) return null;
  const ask = () => {
    setRefused(undefined);
    askHandover(task.id).then(() => setAsked(true), setRefused);
  };
  return (
    <div className="ask-handover" role="status">
      {refused && <ErrorNotice error={refused} title={t('task.refused')} />}
      {asked ? (
        <p>{t('tasks.handoverAsked', { name })}</p>
      ) : (
        <Button kind="tertiary" size="md" onClick={ask}>
          {t('tasks.askHandover')}
        </Button>
      )}
    </div>
  );
}
