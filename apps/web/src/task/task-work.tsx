import { useMemo, useState } from 'react';
import type { DraftView, TaskDetailView, Variables } from '@gaita/contracts';
import type { RequestError } from '../api/request.ts';
import type { FormSchema } from '../api/shapes.ts';
import { DraftConflict } from '../drafts/draft-conflict.tsx';
import { ownValues, removedValues } from '../drafts/own-values.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { TaskActions } from './actions/task-actions.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { FormPart } from './form-part.tsx';
import { applyFormTexts } from './form-texts.ts';
import { inWords } from './in-words.ts';
import { KeptInput } from './kept-input.tsx';
import { OpinionPart } from './opinion-part.tsx';
import { TaskPanels } from './panels/task-panels.tsx';
import { TaskDoingContext } from './task-doing.ts';
import { TaskLayout } from './task-layout.tsx';
import { TaskHead } from './task-head.tsx';
import { TaskStanding } from './task-standing.tsx';
import { useTaskWork } from './use-task-work.ts';

interface TaskWorkProps {
  readonly detail: TaskDetailView;
  readonly loaded: DraftView | undefined;
  readonly ended: RequestError | undefined;
  readonly reload: () => void;
}

/** Doing one task: claim, fill in, complete; or sign what others completed. */
export function TaskWork({ detail, loaded, ended, reload }: TaskWorkProps) {
  const { t, language } = useTexts();
  const { task } = detail;
  // By its content: a refresh that brings the same form again must not touch the one that is being filled in.
  const told = JSON.stringify([detail.form?.schema, detail.texts]);
  const schema = useMemo(() => {
    const [form, texts] = JSON.parse(told) as [FormSchema | null, TaskDetailView['texts']];
    return form ? applyFormTexts(form, texts, language) : undefined;
  }, [told, language]);
  const { doing, values, keep, keeper, draft, refused } = useTaskWork({ detail, schema, loaded, ended, reload });
  const { conflict, typed, editable } = doing;
  // The form begins anew with what another device has.
  const [begun, setBegun] = useState<{ readonly round: number; readonly values: Variables }>({ round: 0, values });
  const choose = (which: 'mine' | 'theirs') => {
    const chosen = keeper.choose(which);
    if (which === 'theirs') setBegun(({ round }) => ({ round: round + 1, values: { ...typed(), ...chosen } }));
  };
  const before = loaded?.draft?.form;
  const removed = before && schema && loaded?.draft && removedFrom(before, schema, loaded.draft.values, language);
  return (
    <TaskDoingContext value={doing}>
      <TaskLayout
        title={task.name}
        header={
          <>
            {(!conflict || task.holderMayNot) && <TaskStanding task={task} />}
            <TaskHead task={task} />
          </>
        }
        actions={<TaskActions />}
        notices={
          <>
            {conflict && <ConflictNotice conflict={conflict} schema={schema} values={typed} />}
            {refused && <ErrorNotice error={refused} title={t('task.refused')} focus />}
            {editable && draft.kind === 'conflict' && schema && (
              <DraftConflict schema={schema} mine={ownValues(schema, typed())} other={draft.other} onChoose={choose} />
            )}
            {removed && <KeptInput title={t('documents.page.removed')} text={removed} />}
          </>
        }
        form={
          task.opinion ? (
            <OpinionPart opinion={task.opinion} schema={schema} />
          ) : (
            <>
              {detail.description && <p className="lead">{detail.description}</p>}
              <FormPart key={begun.round} schema={schema} values={begun.values} keeper={keeper} draft={draft} onChange={keep} />
            </>
          )
        }
        panels={<TaskPanels />}
      />
    </TaskDoingContext>
  );
}

type Form = NonNullable<NonNullable<DraftView['draft']>['form']>;

function removedFrom(form: Form, today: FormSchema, values: Variables, language: Parameters<typeof applyFormTexts>[2]): string {
  const before = applyFormTexts(form.schema as unknown as FormSchema, form.texts, language);
  return inWords(before, removedValues(before, today, values));
}
