import { useEffect, useState } from 'react';
import type { DutyConflict } from '@gaita/contracts';
import { onReasonNeeded } from '../api/duties.ts';
import { fetchedLater } from '../shell/fetched-later.tsx';

const ReasonForm = fetchedLater(async () => (await import('./reason-form.tsx')).ReasonForm);

interface Asked {
  readonly conflict: DutyConflict;
  readonly tasks: number;
  answer(reason: string | undefined): void;
}

/** Wherever a soft pair of roles stops somebody: what is in the way, and the reason for doing it nevertheless. */
export function ReasonDialog() {
  const [asked, setAsked] = useState<Asked>();
  useEffect(
    () =>
      onReasonNeeded(
        (conflict, _account, tasks) =>
          new Promise((resolve) => {
            setAsked({ conflict, tasks, answer: resolve });
          }),
      ),
    [],
  );
  if (!asked) return null;
  const close = (reason: string | undefined) => {
    setAsked(undefined);
    asked.answer(reason);
  };
  return <ReasonForm conflict={asked.conflict} tasks={asked.tasks} onClose={close} />;
}
