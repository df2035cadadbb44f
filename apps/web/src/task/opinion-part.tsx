import type { TaskView } from '@gaita/contracts';
import type { FormSchema } from '../api/shapes.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { GiveOpinion } from './actions/give-opinion.tsx';
import { useTaskDoing } from './task-doing.ts';
import { TaskForm } from './task-form.tsx';

interface OpinionPartProps {
  readonly opinion: NonNullable<TaskView['opinion']>;
  /** Of the task on which it is asked. */
  readonly schema: FormSchema | undefined;
}

/** What is asked and by whom, and the answer; the task that it is about stands below, to be read. */
export function OpinionPart({ opinion, schema }: OpinionPartProps) {
  const { t } = useTexts();
  const { detail, editable } = useTaskDoing();
  const { description, variables } = detail;
  return (
    <>
      <p>{opinion.askedBy ? t('tasks.opinionAsked', { name: opinion.askedBy }) : t('tasks.opinionNeeded')}</p>
      {opinion.question && <p className="task__question">{opinion.question}</p>}
      {editable && <GiveOpinion />}
      {(schema ?? description) && (
        <details className="task__asked">
          <summary>{t('tasks.opinionForm')}</summary>
          {description && <p className="lead">{description}</p>}
          {schema && <TaskForm schema={schema} values={variables} readOnly onChange={() => undefined} />}
        </details>
      )}
    </>
  );
}
