import { useState } from 'react';
import { Button } from '@carbon/react';
import { returnTask } from '../api/tasks.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { useTaskDoing } from './task-doing.ts';
import { useControlEnter } from './use-control-enter.ts';

/** The buttons that end the work on a task; each bears its result. */
export function TaskOutcome({ onComplete }: { readonly onComplete: () => void }) {
  const { t } = useTexts();
  const { detail, busy, attempt, leave } = useTaskDoing();
  const { task } = detail;
  const [returning, setReturning] = useState(false);
  useControlEnter(!busy && !returning, onComplete);
  const signing = task.signature !== undefined;
  return (
    <div className="task__outcome">
      <Button disabled={busy} onClick={onComplete}>
        {signing ? t('task.sign') : t('task.complete')}
      </Button>
      {signing && (
        <Button kind="tertiary" disabled={busy} onClick={() => setReturning(true)}>
          {t('task.return')}
        </Button>
      )}
      <p className="hint">{t('task.keys')}</p>
      {returning && (
        <ReturnDialog
          onReturn={(reason) => {
            setReturning(false);
            void attempt(async () => leave(await returnTask(task.id, reason)));
          }}
          onClose={() => setReturning(false)}
        />
      )}
    </div>
  );
}
