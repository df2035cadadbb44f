import { useEffect, useMemo, useRef, useState } from 'react';
import { Button, Checkbox, InlineNotification } from '@carbon/react';
import { Link } from 'react-router';
import type { CaseView, DraftContent, IntakeView, Variables } from '@gaita/contracts';
import { dropStartDraft, findDuplicates, submitApplication } from '../api/intake.ts';
import { claimTask, completeTask, listTasks } from '../api/tasks.ts';
import type { FormSchema } from '../api/shapes.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { ErrorSummary } from '../task/error-summary.tsx';
import { applyFormTexts } from '../task/form-texts.ts';
import type { FieldError } from '../task/list-errors.ts';
import { TaskForm } from '../task/task-form.tsx';
import type { TaskFormHandle } from '../task/task-form.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { Received } from './received.ts';
import { useStartDraft } from './use-start-draft.ts';

interface StartFormProps {
  readonly intake: IntakeView;
  readonly draft?: DraftContent;
  readonly onReceived: (received: Received) => void;
}

/** The application: kept as a draft from the first field on, warned of when the same applicant has an open case. */
export function StartForm({ intake, draft, onReceived }: StartFormProps) {
  const { t, formats, language } = useTexts();
  const form = useRef<TaskFormHandle>(null);
  const { savedAt, keep, stop } = useStartDraft(intake.key, draft);
  const [applicant, setApplicant] = useState(() => nameIn(draft?.values ?? {}, intake.applicant));
  const duplicates = useDuplicates(intake.key, applicant);
  const [sure, setSure] = useState(false);
  const [wrong, setWrong] = useState<{ readonly errors: readonly FieldError[]; readonly round: number }>({
    errors: [],
    round: 0,
  });
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const schema = useMemo(
    () => intake.form && applyFormTexts(intake.form.schema as unknown as FormSchema, intake.form.texts, language),
    [intake, language],
  );
  const submit = async () => {
    const { values, errors } = form.current?.submit() ?? { values: {}, errors: [] };
    setWrong((before) => ({ errors, round: before.round + 1 }));
    setError(undefined);
    if (errors.length > 0) return;
    setBusy(true);
    stop();
    try {
      const started = await submitApplication(intake.key, values);
      const unfinished = intake.formOf === 'first-task' && !(await doFirstTask(started.instanceId, values));
      await dropStartDraft(intake.key).catch(() => undefined);
      onReceived({ ...started, at: Date.now(), unfinished });
    } catch (thrown) {
      setError(thrown as Error);
      setBusy(false);
    }
  };
  const blocked = duplicates.length > 0 && !sure;
  return (
    <section className="section start__form" aria-labelledby="start-form">
      <h2 id="start-form">{t('intake.form')}</h2>
      {error && <ErrorNotice error={error} title={t('intake.failed')} focus />}
      {wrong.errors.length > 0 && <ErrorSummary errors={wrong.errors} round={wrong.round} />}
      {schema ? (
        <TaskForm
          ref={form}
          schema={schema}
          values={draft?.values ?? {}}
          readOnly={busy}
          onChange={(values) => {
            keep(values);
            setApplicant(nameIn(values, intake.applicant));
          }}
        />
      ) : (
        <p>{t('intake.noForm')}</p>
      )}
      {duplicates.length > 0 && (
        <div className="notice">
          <InlineNotification kind="warning" lowContrast hideCloseButton role="status" title={t('intake.duplicate')}>
            {t('intake.duplicateHelp')}
          </InlineNotification>
          <ul className="plain-list">
            {duplicates.map((each) => (
              <li key={each.id}>
                <Link className="cds--link" to={`/cases/${each.id}`}>
                  {each.businessKey ?? each.processName}
                </Link>
                , {formats.date(each.startedAt)}
              </li>
            ))}
          </ul>
          <Checkbox id="start-sure" labelText={t('intake.sure')} checked={sure} onChange={(_, { checked }) => setSure(checked)} />
        </div>
      )}
      <div className="start__submit">
        <Button size="lg" disabled={busy || blocked} onClick={() => void submit()}>
          {t('intake.submit')}
        </Button>
        <span className="hint" role="status">
          {savedAt !== undefined && t('intake.draft', { when: formats.time(savedAt) })}
        </span>
      </div>
    </section>
  );
}

function nameIn(values: Variables, field: string | undefined): string {
  const name = field === undefined ? undefined : values[field];
  return typeof name === 'string' ? name.trim() : '';
}

/** The form is that of the first task: whoever starts the case does it at once. False: it waits in the case. */
async function doFirstTask(caseId: string, values: Variables): Promise<boolean> {
  try {
    const { items } = await listTasks({ view: 'all', instanceId: caseId, limit: 2 });
    const [task] = items;
    if (!task) return false;
    if (task.assignee === undefined) await claimTask(task.id);
    await completeTask(task.id, values);
    return true;
  } catch {
    return false;
  }
}

const typingPause = 600;

/** Open cases of the applicant in the same process, looked for when typing pauses. */
function useDuplicates(processKey: string, applicant: string): readonly CaseView[] {
  const [found, setFound] = useState<{ readonly of: string; readonly cases: readonly CaseView[] }>({ of: '', cases: [] });
  useEffect(() => {
    if (applicant === '') return undefined;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      findDuplicates(processKey, applicant, controller.signal).then(
        ({ items }) => setFound({ of: applicant, cases: items }),
        () => undefined,
      );
    }, typingPause);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [processKey, applicant]);
  return found.of === applicant ? found.cases : [];
}
