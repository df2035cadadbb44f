import { useRef, useState } from 'react';
import { Button } from '@carbon/react';
import { useAttempt } from '../api/attempt.ts';
import { returnTask } from '../api/tasks.ts';
import type { DraftState } from '../drafts/draft-keeper.ts';
import { DraftStatus } from '../drafts/draft-status.tsx';
import { useShortcuts } from '../shell/shortcuts.ts';
import { useTexts } from '../texts/use-texts.tsx';
import type { Outcome } from './form-outcome.ts';
import { ReturnDialog } from './return-dialog.tsx';
import { useTaskDoing } from './task-doing.ts';

interface TaskOutcomeProps {
  readonly outcome: Outcome | undefined;
  readonly draft: DraftState;
  /** With the value of the outcome where the form has one. */
  readonly onComplete: (value?: string) => void;
}

/** The buttons that end the work on a task; each bears its result. */
export function TaskOutcome({ outcome, draft, onComplete }: TaskOutcomeProps) {
  const { t } = useTexts();
  const { detail, busy, online, attempt, leave } = useTaskDoing();
  const { task } = detail;
  const sending = useAttempt();
  const [returning, setReturning] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const signing = task.signature !== undefined;
  const choices = signing ? [] : (outcome?.choices ?? []);
  // Of several outcomes none is taken by a key alone: it leads to the buttons.
  const byKey = () => (choices.length > 1 ? place.current?.querySelector('button')?.focus() : onComplete(choices[0]?.value));
  useShortcuts([{ code: 'Enter', control: true, text: 'task.complete', ...(!busy && { run: byKey }) }]);
  return (
    <>
      <div ref={place} className="task__outcome">
        {choices.length > 0 ? (
          choices.map(({ value, label }, at) => (
            <Button key={value} kind={at === 0 ? 'primary' : 'tertiary'} disabled={busy} onClick={() => onComplete(value)}>
              {label}
            </Button>
          ))
        ) : (
          <Button disabled={busy} onClick={() => onComplete()}>
            {signing ? t('task.sign') : t('task.complete')}
          </Button>
        )}
        {signing && (
          <Button kind="tertiary" disabled={busy} onClick={() => setReturning(true)}>
            {t('task.return')}
          </Button>
        )}
        {!signing && <DraftStatus state={draft} />}
        {online ? (
          <p className="hint task__keys">{choices.length > 1 ? t('documents.page.keysToOutcome') : t('task.keys')}</p>
        ) : (
          <p className="hint">{t('offline.notNow')}</p>
        )}
      </div>
      {/* Not in the bar, which sticks below the header on a phone and would hold the dialog there. */}
      {returning && (
        <ReturnDialog
          onReturn={(reason) => {
            setReturning(false);
            void attempt(async () => leave(await sending.send((key) => returnTask(task.id, reason, key))));
          }}
          onClose={() => setReturning(false)}
        />
      )}
    </>
  );
}
