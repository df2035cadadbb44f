import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { CompletedTask } from '@gaita/contracts';
import { RequestError } from '../api/request.ts';
import { mayTakeBack, takeBackTask } from '../api/task-commands.ts';
import { useLive } from '../live/live.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { Notice } from './notice.tsx';
import { Polite } from './polite.tsx';
import { useTold } from './use-told.ts';
import { useRefusal } from './use-refusal.ts';

interface Done {
  /** Of the task, with the number of its case. */
  readonly name: string;
  readonly result: CompletedTask['result'];
  /** It was an opinion. */
  readonly opinion?: boolean;
  /** Absent where it cannot be taken back. */
  readonly taskId?: string;
}

/** What the person just finished, on the screen that followed; politely, since the focus is on its title. */
export function DoneNotice() {
  const { t } = useTexts();
  const done = useTold<Done>('done');
  const taskId = done?.result === 'returned' ? undefined : done?.taskId;
  const { possible, obstacle, refused, takeBack } = useTakeBack(taskId);
  if (!done) return null;
  const { name, result, opinion = false } = done;
  const titles = {
    completed: opinion ? t('done.opinion') : t('done.completed'),
    'to-sign': t('done.toSign'),
    returned: t('done.returned'),
  };
  return (
    <div className="notice">
      {refused && <ErrorNotice error={refused} title={t('task.refused')} focus />}
      {obstacle && !refused && <Obstacle error={obstacle} />}
      <Polite>
        <Notice
          kind="success"
          title={titles[result]}
          {...(possible && !refused && { action: { label: t('tasks.takeBack'), run: takeBack } })}
        >
          {name}
        </Notice>
      </Polite>
    </div>
  );
}

/** Offered for as long as the server would do it: looked at again whenever tasks change. */
function useTakeBack(taskId: string | undefined) {
  const navigate = useNavigate();
  const [possible, setPossible] = useState(false);
  const [obstacle, setObstacle] = useState<RequestError>();
  const offered = useRef<string>(undefined);
  const [refused, setRefused] = useState<Error>();
  const [round, setRound] = useState(0);
  useLive('task', () => taskId !== undefined && setRound((before) => before + 1));
  useEffect(() => {
    setRefused(undefined);
    setObstacle(undefined);
    if (taskId === undefined) return setPossible(false);
    const controller = new AbortController();
    mayTakeBack(taskId, controller.signal).then(
      (answer) => {
        setPossible(answer.possible);
        if (answer.possible) offered.current = taskId;
        // Whoever could have taken it back until now hears what stands in the way; nobody else asks for it.
        else if (offered.current === taskId) setObstacle(new RequestError(409, 'cannot-take-back', '', { ...answer }));
      },
      () => !controller.signal.aborted && setPossible(false),
    );
    return () => controller.abort();
  }, [taskId, round]);
  const takeBack = () => {
    if (taskId === undefined) return;
    takeBackTask(taskId).then(
      () => void navigate(`/tasks/${taskId}`),
      (error: unknown) => setRefused(error as Error),
    );
  };
  return { possible, obstacle, refused, takeBack };
}

function Obstacle({ error }: { readonly error: RequestError }) {
  const { text } = useRefusal(error);
  return (
    <Notice kind="info" role="status">
      {text}
    </Notice>
  );
}
