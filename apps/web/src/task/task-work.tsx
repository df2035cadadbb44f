import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@carbon/react';
import { Link, useNavigate } from 'react-router';
import type { CompletedTask, TaskDetailView, Variables } from '@gaita/contracts';
import { RequestError } from '../api/request.ts';
import type { FormSchema } from '../api/shapes.ts';
import { claimTask, completeTask, handBackTask, returnTask } from '../api/tasks.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Page } from '../shell/page.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { drafts } from './drafts.ts';
import { ErrorSummary } from './error-summary.tsx';
import { applyFormTexts } from './form-texts.ts';
import type { FieldError } from './list-errors.ts';
import { nextAfter } from './next-after.ts';
import { ReturnDialog } from './return-dialog.tsx';
import { TaskFacts } from './task-facts.tsx';
import { TaskForm } from './task-form.tsx';
import type { TaskFormHandle } from './task-form.tsx';
import { TaskStanding } from './task-standing.tsx';

/** Doing one task: claim, fill in, complete; or sign what others completed. */
export function TaskWork({ detail, reload }: { readonly detail: TaskDetailView; readonly reload: () => void }) {
  const { t, language } = useTexts();
  const { task, may } = detail;
  const navigate = useNavigate();
  const form = useRef<TaskFormHandle>(null);
  const [wrong, setWrong] = useState<{ readonly errors: readonly FieldError[]; readonly round: number }>({
    errors: [],
    round: 0,
  });
  const [refused, setRefused] = useState<Error>();
  const [conflict, setConflict] = useState<RequestError>();
  const [busy, setBusy] = useState(false);
  const [returning, setReturning] = useState(false);
  const values = useMemo(() => ({ ...detail.variables, ...drafts.read(task.id) }), [task.id, detail.variables]);
  const typed = useRef<Variables>(values);

  const signing = task.signature !== undefined;
  const editable = may.complete && !may.claim && !conflict;

  /** A lost race keeps the page and what was typed; everything else is said where the person is. */
  const attempt = async (action: () => Promise<void>) => {
    setBusy(true);
    setRefused(undefined);
    try {
      await action();
    } catch (error) {
      if (error instanceof RequestError && error.status === 409) setConflict(error);
      // Signing in again, which stands over the page, says the rest.
      else if (!(error instanceof RequestError && error.status === 401)) setRefused(error as Error);
    }
    setBusy(false);
  };
  const leave = async (completed: CompletedTask) => {
    drafts.forget(task.id);
    void navigate(await nextAfter(task), { state: { done: { name: task.name, result: completed.result } } });
  };
  const complete = () =>
    attempt(async () => {
      if (signing) return leave(await completeTask(task.id, {}));
      const submitted = form.current?.submit() ?? { values: {}, errors: [] };
      setWrong((before) => ({ errors: submitted.errors, round: before.round + 1 }));
      if (submitted.errors.length === 0) await leave(await completeTask(task.id, submitted.values));
    });
  const claim = () => attempt(async () => void (await claimTask(task.id), reload()));
  const handBack = () => attempt(async () => void (await handBackTask(task.id), navigate('/work')));
  const giveBack = (reason: string) =>
    attempt(async () => {
      setReturning(false);
      await leave(await returnTask(task.id, reason));
    });

  const latest = useRef(complete);
  useEffect(() => {
    latest.current = complete;
  });
  const enabled = editable && !busy && !returning;
  useEffect(() => {
    if (!enabled) return undefined;
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void latest.current();
      }
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [enabled]);

  const schema = useMemo(() => {
    const form = detail.form?.schema as FormSchema | undefined;
    return form && applyFormTexts(form, detail.texts, language);
  }, [detail, language]);
  return (
    <Page
      title={task.name}
      above={
        <Link className="cds--link" to="/work">
          {t('place.work')}
        </Link>
      }
      below={!conflict && <TaskStanding task={task} />}
      actions={
        <>
          {may.claim && !conflict && (
            <Button size="md" disabled={busy} onClick={() => void claim()}>
              {t('task.claim')}
            </Button>
          )}
          {may.unclaim && !conflict && (
            <Button size="md" kind="ghost" disabled={busy} onClick={() => void handBack()}>
              {t('task.handBack')}
            </Button>
          )}
        </>
      }
    >
      {conflict && <ConflictNotice conflict={conflict} schema={schema} values={() => typed.current} />}
      {refused && <ErrorNotice error={refused} title={t('task.refused')} focus />}
      {wrong.errors.length > 0 && <ErrorSummary errors={wrong.errors} round={wrong.round} />}
      <div className="task">
        <section className="task__form" aria-label={t('task.form')}>
          {detail.description && <p className="lead">{detail.description}</p>}
          {schema ? (
            <TaskForm
              ref={form}
              schema={schema}
              values={values}
              readOnly={!editable || signing}
              onChange={(changed) => {
                typed.current = changed;
                if (editable && !signing) drafts.keep(task.id, changed);
              }}
            />
          ) : (
            <p>{t('task.noForm')}</p>
          )}
          {editable && (
            <div className="task__outcome">
              <Button disabled={busy} onClick={() => void complete()}>
                {signing ? t('task.sign') : t('task.complete')}
              </Button>
              {signing && (
                <Button kind="tertiary" disabled={busy} onClick={() => setReturning(true)}>
                  {t('task.return')}
                </Button>
              )}
              <p className="hint">{t('task.keys')}</p>
            </div>
          )}
        </section>
        <TaskFacts detail={detail} />
      </div>
      {returning && <ReturnDialog onReturn={(reason) => void giveBack(reason)} onClose={() => setReturning(false)} />}
    </Page>
  );
}
