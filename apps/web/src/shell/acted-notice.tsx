import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { passOnTask } from '../api/task-commands.ts';
import { claimTask } from '../api/tasks.ts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { Notice } from './notice.tsx';
import { Polite } from './polite.tsx';
import { useTold } from './use-told.ts';

/** How long whoever passed a task on may undo it, milliseconds; the server allows a minute. */
export const passedOnFor = 55_000;

/** What the person did with a task on its page, told on the list that followed. */
export interface Acted {
  readonly act: 'hand-back' | 'pass-on' | 'delegate';
  readonly taskId: string;
  /** Of the task, with the number of its case. */
  readonly name: string;
  /** To whom it went. */
  readonly to?: string;
  /** Until when it can be undone; absent: for as long as it is told. */
  readonly undoUntil?: number;
}

/** What became of the task, and the way back where there is one: what was passed on comes back until the colleague is told. */
export function ActedNotice() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const acted = useTold<Acted>('acted');
  const [refused, setRefused] = useState<Error>();
  const { account } = usePerson();
  const [now, setNow] = useState(Date.now);
  const until = acted?.undoUntil;
  useEffect(() => {
    if (until === undefined) return undefined;
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, until - Date.now()) + 1);
    return () => clearTimeout(timer);
  }, [until]);
  if (!acted) return null;
  const { act, taskId, name, to = '', undoUntil } = acted;
  const said = {
    'hand-back': t('inbox.handedBackCount', { count: 1 }),
    'pass-on': t('inbox.passedOn', { count: 1, name: to }),
    delegate: t('tasks.delegatedTo', { name: to }),
  };
  const mayUndo = act === 'hand-back' || (act === 'pass-on' && undoUntil !== undefined && now < undoUntil);
  const undo = () => {
    const back = act === 'pass-on' ? passOnTask(taskId, account) : claimTask(taskId);
    back.then(
      () => void navigate(`/tasks/${taskId}`),
      (error: unknown) => setRefused(error as Error),
    );
  };
  return (
    <div className="notice">
      {refused && <ErrorNotice error={refused} title={t('task.refused')} focus />}
      <Polite>
        <Notice kind="success" title={said[act]} {...(mayUndo && !refused && { action: { label: t('inbox.undo'), run: undo } })}>
          {name}
        </Notice>
      </Polite>
    </div>
  );
}
