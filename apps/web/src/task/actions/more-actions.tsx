import { useState } from 'react';
import { Button, MenuButton, MenuItem } from '@carbon/react';
import { askHandover, askOpinion, delegateTask, passOnTask, resolveTask, setFollowUp } from '../../api/task-commands.ts';
import { passedOnFor } from '../../shell/acted-notice.tsx';
import { usePerson } from '../../sign-in/session.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { useTaskDoing } from '../task-doing.ts';
import { AskOpinionDialog } from './ask-opinion-dialog.tsx';
import { ColleagueDialog } from './colleague-dialog.tsx';
import { FollowUpDialog } from './follow-up-dialog.tsx';

type Dialog = 'pass-on' | 'delegate' | 'opinion' | 'follow-up';

/** What is done with a task beside its outcome and its claim. */
export function MoreActions() {
  const { t } = useTexts();
  const { detail, busy, attempt, reload, toList } = useTaskDoing();
  const { task, may } = detail;
  const isMine = task.assignee === usePerson().account;
  const [dialog, setDialog] = useState<Dialog>();
  const [said, setSaid] = useState('');
  const close = () => setDialog(undefined);
  const run = (action: () => Promise<unknown>, then: () => void) => {
    close();
    void attempt(async () => void (await action(), then()));
  };
  // what nobody holds has nobody to come back to, but whoever may take it
  const mayDelegate = may.passOn && !may.resolve && (task.assignee !== undefined || may.claim);
  const hasMenu = may.passOn || may.askOpinion || may.followUp;
  return (
    <>
      {may.resolve && (
        <Button
          size="md"
          disabled={busy}
          onClick={() =>
            run(
              () => resolveTask(task.id),
              () => toList(),
            )
          }
        >
          {t('tasks.resolve')}
        </Button>
      )}
      {may.askHandover && (
        <Button
          size="md"
          kind="tertiary"
          disabled={busy}
          onClick={() =>
            run(
              () => askHandover(task.id),
              () => setSaid(t('tasks.handoverAsked', { name: task.assigneeName ?? t('tasks.holder') })),
            )
          }
        >
          {t('tasks.askHandover')}
        </Button>
      )}
      {hasMenu && (
        <MenuButton
          label={t('tasks.more')}
          kind="tertiary"
          size="md"
          disabled={busy}
          menuAlignment="bottom-end"
          menuTarget={document.getElementById('main-content') ?? document.body}
        >
          {may.passOn && <MenuItem label={t('tasks.passOn')} onClick={() => setDialog('pass-on')} />}
          {mayDelegate && <MenuItem label={t('tasks.delegate')} onClick={() => setDialog('delegate')} />}
          {may.askOpinion && <MenuItem label={t('tasks.askOpinion')} onClick={() => setDialog('opinion')} />}
          {may.followUp && <MenuItem label={t('tasks.followUp')} onClick={() => setDialog('follow-up')} />}
        </MenuButton>
      )}
      <span role="status" className={said === '' ? 'cds--visually-hidden' : undefined}>
        {said}
      </span>
      {(dialog === 'pass-on' || dialog === 'delegate') && (
        <ColleagueDialog
          tasks={[task]}
          title={dialog === 'pass-on' ? t('tasks.passOnTitle') : t('tasks.delegate')}
          action={dialog === 'pass-on' ? t('tasks.passOn') : t('tasks.delegateTo')}
          onChoose={({ account, name }) =>
            run(
              () => (dialog === 'pass-on' ? passOnTask(task.id, account) : delegateTask(task.id, account)),
              () => toList({ act: dialog, to: name, ...(isMine && { undoUntil: Date.now() + passedOnFor }) }),
            )
          }
          onClose={close}
        />
      )}
      {dialog === 'opinion' && (
        <AskOpinionDialog
          taskId={task.id}
          consultable={detail.consultable}
          onAsk={(asked, forget) =>
            run(
              () => askOpinion(task.id, asked),
              () => (forget(), reload()),
            )
          }
          onClose={close}
        />
      )}
      {dialog === 'follow-up' && (
        <FollowUpDialog onSet={(workingDays) => run(() => setFollowUp(task.id, { workingDays }), reload)} onClose={close} />
      )}
    </>
  );
}
