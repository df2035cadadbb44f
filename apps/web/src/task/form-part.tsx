import { useMemo, useRef, useState } from 'react';
import { Button } from '@carbon/react';
import type { Variables } from '@gaita/contracts';
import type { FormSchema } from '../api/shapes.ts';
import { completeTask } from '../api/tasks.ts';
import type { DraftKeeper, DraftState } from '../drafts/draft-keeper.ts';
import { useIsPhone } from '../shell/use-is-phone.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { FinalCheck } from './actions/final-check.tsx';
import { GiveOpinion } from './actions/give-opinion.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { outcomeOf } from './form-outcome.ts';
import { inWords } from './in-words.ts';
import { formPages } from './form-pages.ts';
import type { FieldError } from './list-errors.ts';
import { useTaskDoing } from './task-doing.ts';
import { TaskForm } from './task-form.tsx';
import type { TaskFormHandle } from './task-form.tsx';
import { TaskOutcome } from './task-outcome.tsx';

interface FormPartProps {
  readonly schema: FormSchema | undefined;
  readonly values: Variables;
  readonly keeper: DraftKeeper;
  readonly draft: DraftState;
  readonly onChange: (values: Variables) => void;
}

/** The form of a task and the buttons that send it; on a phone a group of fields a page. */
export function FormPart({ schema, values, keeper, draft, onChange }: FormPartProps) {
  const { t } = useTexts();
  const { detail, editable, attempt, leave, typed } = useTaskDoing();
  const { task } = detail;
  const isPhone = useIsPhone();
  const form = useRef<TaskFormHandle>(null);
  const [wrong, setWrong] = useState<{ readonly errors: readonly FieldError[]; readonly round: number }>({
    errors: [],
    round: 0,
  });
  const [at, setAt] = useState(0);
  // What others completed is only read by who signs it or says what they think of it.
  const signing = task.signature !== undefined || task.opinion !== undefined;
  const [sure, setSure] = useState<{ readonly value?: string }>();
  const outcome = useMemo(() => (schema && editable && !signing ? outcomeOf(schema) : undefined), [schema, editable, signing]);
  const shown = outcome?.rest ?? schema;
  const pages = useMemo(
    () => (shown && isPhone && editable && !signing ? formPages(shown) : shown ? [shown] : []),
    [shown, isPhone, editable, signing],
  );
  const page = Math.min(at, Math.max(0, pages.length - 1));
  const isLast = page >= pages.length - 1;

  const check = () => {
    const submitted = form.current?.submit() ?? { values: {}, errors: [] };
    setWrong((before) => ({ errors: submitted.errors, round: before.round + 1 }));
    return submitted.errors.length === 0 ? submitted.values : undefined;
  };
  // What the pages before this one hold; each was checked when it was left.
  const earlier = useRef<Variables>({});
  const turn = (to: number) => {
    const checked = to > page ? check() : {};
    if (!checked) return;
    earlier.current = { ...earlier.current, ...checked };
    setWrong((before) => ({ ...before, errors: [] }));
    setAt(to);
    document.querySelector('.task__form')?.scrollIntoView();
  };
  const ask = (value?: string) => {
    if (!detail.final) return complete(value);
    if (signing || check()) setSure({ ...(value !== undefined && { value }) });
  };
  const complete = (value?: string) =>
    void attempt(async () => {
      if (signing) return leave(await completeTask(task.id, {}));
      if (outcome && value !== undefined) {
        await form.current?.set(outcome.key, value);
        onChange({ ...typed(), [outcome.key]: value });
      }
      const checked = check();
      if (!checked) return;
      void keeper.flush();
      const sent = { ...earlier.current, ...checked, ...(outcome && value !== undefined && { [outcome.key]: value }) };
      await leave(await completeTask(task.id, sent));
    });

  return (
    <>
      {wrong.errors.length > 0 && <ErrorSummary errors={wrong.errors} round={wrong.round} />}
      {pages.length > 1 && <p className="form-steps">{t('documents.page.step', { number: page + 1, total: pages.length })}</p>}
      {pages[page] ? (
        <div onBlur={() => void keeper.flush()}>
          <TaskForm ref={form} schema={pages[page]} values={values} readOnly={!editable || signing} onChange={onChange} />
        </div>
      ) : (
        <p>{t('task.noForm')}</p>
      )}
      {editable && pages.length > 1 && (
        <div className="form-steps__turn">
          {page > 0 && (
            <Button kind="tertiary" onClick={() => turn(page - 1)}>
              {t('documents.page.previous')}
            </Button>
          )}
          {!isLast && <Button onClick={() => turn(page + 1)}>{t('documents.page.next')}</Button>}
        </div>
      )}
      {editable && task.opinion && <GiveOpinion />}
      {editable && !task.opinion && (isLast || signing) && <TaskOutcome outcome={outcome} draft={draft} onComplete={ask} />}
      {sure && detail.final && (
        <FinalCheck
          final={detail.final}
          entered={schema ? inWords(schema, typed()) : ''}
          action={
            outcome?.choices.find(({ value }) => value === sure.value)?.label ?? (signing ? t('task.sign') : t('task.complete'))
          }
          onConfirm={() => {
            setSure(undefined);
            complete(sure.value);
          }}
          onClose={() => setSure(undefined)}
        />
      )}
    </>
  );
}
