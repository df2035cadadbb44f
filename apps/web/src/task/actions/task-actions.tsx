import { Button } from '@carbon/react';
import { claimTask, handBackTask } from '../../api/tasks.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { MoreActions } from './more-actions.tsx';
import { useTaskDoing } from '../task-doing.ts';

/** What a person may do with the task beside its outcome, in the head of the page. */
export function TaskActions() {
  const { t } = useTexts();
  const { detail, busy, conflict, attempt, reload, toList } = useTaskDoing();
  const { task, may } = detail;
  if (conflict && !detail.task.holderMayNot) return null;
  return (
    <>
      {may.claim && (
        <Button size="md" disabled={busy} onClick={() => void attempt(async () => void (await claimTask(task.id), reload()))}>
          {t('task.claim')}
        </Button>
      )}
      {may.unclaim && (
        <Button
          size="md"
          kind="ghost"
          disabled={busy}
          onClick={() => void attempt(async () => void (await handBackTask(task.id), toList({ act: 'hand-back' })))}
        >
          {t('task.handBack')}
        </Button>
      )}
      <MoreActions />
    </>
  );
}
