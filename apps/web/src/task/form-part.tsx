import { useMemo, useRef, useState } from 'react';
import { Button } from '@carbon/react';
import type { Variables } from '@gaita/contracts';
import { useAttempt } from '../api/attempt.ts';
import type { FormSchema } from '../api/shapes.ts';
import { completeTask } from '../api/tasks.ts';
import type { DraftKeeper, DraftState } from '../drafts/draft-keeper.ts';
import { DraftStatus } from '../drafts/draft-status.tsx';
import { useIsPhone } from '../shell/use-is-phone.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { FinalCheck } from './actions/final-check.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { outcomeOf } from './form-outcome.ts';
import { fieldWords } from './in-words.ts';
import { formPages, isLong, together } from './form-pages.ts';
import { nothingWrong, stillWrong } from './list-errors.ts';
import { useTaskDoing } from './task-doing.ts';
import { TaskForm } from './task-form.tsx';
import type { TaskFormHandle } from './task-form.tsx';
import { TaskOutcome } from './task-outcome.tsx';
import { withoutHidden } from './without-hidden.ts';

interface FormPartProps {
  readonly schema: FormSchema | undefined;
  readonly values: Variables;
  readonly keeper: DraftKeeper;
  readonly draft: DraftState;
  readonly onChange: (values: Variables) => void;
}

/** The form of a task and the buttons that send it; on a phone, or where they are many, a group of fields a page. */
export function FormPart({ schema, values, keeper, draft, onChange }: FormPartProps) {
  const { t } = useTexts();
  const { detail, editable, attempt, leave, typed } = useTaskDoing();
  const { task } = detail;
  const sending = useAttempt();
  const isPhone = useIsPhone();
  const form = useRef<TaskFormHandle>(null);
  const [wrong, setWrong] = useState(nothingWrong);
  const [at, setAt] = useState(0);
  // What others completed is only read by who signs it.
  const signing = task.signature !== undefined;
  const [sure, setSure] = useState<{ readonly value?: string; readonly sent: Variables; readonly entered: Variables }>();
  const outcome = useMemo(() => (schema && editable && !signing ? outcomeOf(schema) : undefined), [schema, editable, signing]);
  const shown = outcome?.rest ?? schema;
  const pages = useMemo(
    () => (shown && (isPhone || isLong(shown)) && editable && !signing ? formPages(shown) : shown ? [shown] : []),
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
    earlier.current = together(earlier.current, checked);
    setWrong((before) => ({ ...before, errors: [] }));
    setAt(to);
    document.querySelector('.task__form')?.scrollIntoView();
  };
  /** Without what a later page has hidden on an earlier one. */
  const visible = async (given: Variables): Promise<Variables> =>
    schema && pages.length > 1 ? withoutHidden(schema, given, { ...values, ...typed(), ...given }) : given;
  const preparing = useRef(false);
  /** What is to be sent, with the outcome that was chosen; nothing while a field is wrong. */
  const prepare = async (value?: string): Promise<Variables | undefined> => {
    if (signing) return {};
    if (outcome && value !== undefined) {
      await form.current?.set(outcome.key, value);
      onChange({ ...typed(), [outcome.key]: value });
    }
    const checked = check();
    if (!checked) return undefined;
    const chosen = outcome && value !== undefined ? { [outcome.key]: value } : {};
    const sent = { ...together(earlier.current, checked), ...chosen };
    return visible(sent);
  };
  const ask = async (value?: string) => {
    if (preparing.current) return;
    preparing.current = true;
    const sent = await prepare(value).finally(() => (preparing.current = false));
    if (!sent) return;
    if (detail.final) setSure({ sent, entered: await visible({ ...typed(), ...sent }), ...(value !== undefined && { value }) });
    else complete(sent);
  };
  const complete = (sent: Variables) =>
    void attempt(async () => {
      void keeper.flush();
      await leave(await sending.send((key) => completeTask(task.id, sent, key)));
    });

  return (
    <>
      {wrong.errors.length > 0 && <ErrorSummary errors={wrong.errors} round={wrong.round} />}
      {pages.length > 1 && <p className="form-steps">{t('documents.page.step', { number: page + 1, total: pages.length })}</p>}
      {pages[page] ? (
        <div onBlur={() => void keeper.flush()}>
          <TaskForm
            ref={form}
            schema={pages[page]}
            values={values}
            readOnly={!editable || signing}
            received={detail.received}
            onChange={onChange}
            onChecked={(errors) => setWrong((before) => stillWrong(before, errors))}
          />
        </div>
      ) : (
        // Who may not work on it reads above why, and what to do.
        task.conflict?.pair.level !== 'hard' && <p>{editable ? t('task.noForm') : t('task.noFormHere')}</p>
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
      {editable && !isLast && !signing && <DraftStatus state={draft} />}
      {editable && (isLast || signing) && <TaskOutcome outcome={outcome} draft={draft} onComplete={(value) => void ask(value)} />}
      {sure && detail.final && (
        <FinalCheck
          final={detail.final}
          entered={schema ? fieldWords(schema, signing ? typed() : sure.entered) : []}
          action={
            outcome?.choices.find(({ value }) => value === sure.value)?.label ?? (signing ? t('task.sign') : t('task.complete'))
          }
          onConfirm={() => {
            setSure(undefined);
            complete(sure.sent);
          }}
          onClose={() => setSure(undefined)}
        />
      )}
    </>
  );
}
