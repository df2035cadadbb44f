import { useMemo, useRef, useState } from 'react';
import type { TaskDetailView } from '@gaita/contracts';
import type { FormSchema } from '../api/shapes.ts';
import { completeTask } from '../api/tasks.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { TaskActions } from './actions/task-actions.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { applyFormTexts } from './form-texts.ts';
import type { FieldError } from './list-errors.ts';
import { TaskPanels } from './panels/task-panels.tsx';
import { TaskDoingContext } from './task-doing.ts';
import { TaskForm } from './task-form.tsx';
import type { TaskFormHandle } from './task-form.tsx';
import { TaskLayout } from './task-layout.tsx';
import { TaskOutcome } from './task-outcome.tsx';
import { TaskStanding } from './task-standing.tsx';
import { useTaskWork } from './use-task-work.ts';

/** Doing one task: claim, fill in, complete; or sign what others completed. */
export function TaskWork({ detail, reload }: { readonly detail: TaskDetailView; readonly reload: () => void }) {
  const { t, language } = useTexts();
  const { task } = detail;
  const { doing, values, keep, refused } = useTaskWork(detail, reload);
  const { editable, conflict, attempt, leave, typed } = doing;
  const form = useRef<TaskFormHandle>(null);
  const [wrong, setWrong] = useState<{ readonly errors: readonly FieldError[]; readonly round: number }>({
    errors: [],
    round: 0,
  });
  const signing = task.signature !== undefined;
  const complete = () =>
    attempt(async () => {
      if (signing) return leave(await completeTask(task.id, {}));
      const submitted = form.current?.submit() ?? { values: {}, errors: [] };
      setWrong((before) => ({ errors: submitted.errors, round: before.round + 1 }));
      if (submitted.errors.length === 0) await leave(await completeTask(task.id, submitted.values));
    });

  const schema = useMemo(() => {
    const form = detail.form?.schema as FormSchema | undefined;
    return form && applyFormTexts(form, detail.texts, language);
  }, [detail, language]);
  return (
    <TaskDoingContext value={doing}>
      <TaskLayout
        title={task.name}
        header={!conflict && <TaskStanding task={task} />}
        actions={<TaskActions />}
        notices={
          <>
            {conflict && <ConflictNotice conflict={conflict} schema={schema} values={typed} />}
            {refused && <ErrorNotice error={refused} title={t('task.refused')} focus />}
            {wrong.errors.length > 0 && <ErrorSummary errors={wrong.errors} round={wrong.round} />}
          </>
        }
        form={
          <>
            {detail.description && <p className="lead">{detail.description}</p>}
            {schema ? (
              <TaskForm ref={form} schema={schema} values={values} readOnly={!editable || signing} onChange={keep} />
            ) : (
              <p>{t('task.noForm')}</p>
            )}
            {editable && <TaskOutcome onComplete={() => void complete()} />}
          </>
        }
        panels={<TaskPanels />}
      />
    </TaskDoingContext>
  );
}
