import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@carbon/react';
import type { AttachmentsView, DraftView, IntakeView, Variables } from '@gaita/contracts';
import { useAttempt } from '../api/attempt.ts';
import { draftOfStart } from '../api/drafts.ts';
import { submitApplication } from '../api/intake.ts';
import type { FormSchema } from '../api/shapes.ts';
import type { Resource } from '../api/use-resource.ts';
import { Files } from '../documents/case-files.tsx';
import type { Uploads } from '../documents/use-uploads.ts';
import { DraftConflict } from '../drafts/draft-conflict.tsx';
import { DraftStatus } from '../drafts/draft-status.tsx';
import { ownValues } from '../drafts/own-values.ts';
import { useDraftKeeper } from '../drafts/use-draft-keeper.ts';
import { useToday } from '../formats/use-today.ts';
import { useConnection } from '../offline/connection.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { ErrorSummary } from '../task/error-summary.tsx';
import { applyFormTexts } from '../task/form-texts.ts';
import { nothingWrong, stillWrong } from '../task/list-errors.ts';
import { TaskForm } from '../task/task-form.tsx';
import type { TaskFormHandle } from '../task/task-form.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { DiscardDraft } from './discard-draft.tsx';
import { Duplicates } from './duplicates.tsx';
import type { Received } from './received.ts';
import { nameIn, useDuplicates } from './use-application.ts';

interface StartFormProps {
  readonly intake: IntakeView;
  /** The person's draft; undefined when the server could not be asked. */
  readonly loaded: DraftView | undefined;
  readonly files: Resource<AttachmentsView>;
  readonly uploads: Uploads;
  /** The day of receipt as it is entered now. */
  readonly onReceivedOn: (day: string) => void;
  readonly onReceived: (received: Received) => void;
  /** The draft was thrown away. */
  readonly onDiscarded: () => void;
}

/** The application: kept as a draft from the first field on, warned of when the same applicant has an open case. */
export function StartForm({ intake, loaded, files, uploads, onReceivedOn, onReceived, onDiscarded }: StartFormProps) {
  const { t, language } = useTexts();
  const { online } = useConnection();
  const form = useRef<TaskFormHandle>(null);
  const [keeper, draft] = useDraftKeeper(draftOfStart(intake.key), `start:${intake.key}`, loaded);
  const today = useToday();
  const [begun, setBegun] = useState(() => ({
    round: 0,
    values: {
      ...(intake.received !== undefined && { [intake.received]: today() }),
      ...loaded?.draft?.values,
      ...keeper.left,
    } as Variables,
  }));
  // Of a draft that goes on: the day that was entered then.
  useEffect(() => onReceivedOn(nameIn(begun.values, intake.received)), [begun]);
  const typed = useRef<Variables>(begun.values);
  const kept = useRef(JSON.stringify(begun.values));
  const [applicant, setApplicant] = useState(() => nameIn(begun.values, intake.applicant));
  const duplicates = useDuplicates(intake.key, applicant);
  const [sure, setSure] = useState(false);
  const [wrong, setWrong] = useState(nothingWrong);
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const attempt = useAttempt();
  // The same content read again must not build the form again: the focus would go.
  const told = JSON.stringify(intake.form);
  const schema = useMemo(() => {
    const form = JSON.parse(told ?? 'null') as IntakeView['form'] | null;
    return form ? applyFormTexts(form.schema as unknown as FormSchema, form.texts, language) : undefined;
  }, [told, language]);
  const changed = (values: Variables) => {
    typed.current = values;
    const own = schema ? ownValues(schema, values) : {};
    // form-js tells of checks as of changes, and changes the same object again and again
    if (JSON.stringify(own) === kept.current) return;
    kept.current = JSON.stringify(own);
    keeper.keep(JSON.parse(kept.current) as Variables);
    setApplicant(nameIn(values, intake.applicant));
    onReceivedOn(nameIn(values, intake.received));
  };
  const choose = (which: 'mine' | 'theirs') => {
    const chosen = keeper.choose(which);
    if (which === 'theirs' && chosen) setBegun(({ round }) => ({ round: round + 1, values: chosen }));
  };
  const submit = async () => {
    const { values, errors } = form.current?.submit() ?? { values: {}, errors: [] };
    setWrong((before) => ({ errors, round: before.round + 1 }));
    setError(undefined);
    if (errors.length > 0) return;
    setBusy(true);
    try {
      // What is saved after the case has begun would be the draft of another one.
      await keeper.flush();
      const documents = (files.data?.items ?? []).flatMap(({ name, deleted }) => (deleted ? [] : [name]));
      const started = await attempt.send((key) => submitApplication(intake.key, values, intake.formOf === 'first-task', key));
      keeper.close();
      onReceived({ ...started, at: Date.now(), documents });
    } catch (thrown) {
      setError(thrown as Error);
      setBusy(false);
    }
  };
  const blocked = !online || draft.kind === 'conflict' || (duplicates.length > 0 && !sure);
  const isBegun = draft.kind !== 'untouched' || (files.data?.items.length ?? 0) > 0;
  return (
    <section className="section start__form" aria-labelledby="start-form">
      <h2 id="start-form">{t('intake.form')}</h2>
      {error && <ErrorNotice error={error} title={t('intake.failed')} focus />}
      {wrong.errors.length > 0 && <ErrorSummary errors={wrong.errors} round={wrong.round} />}
      {draft.kind === 'conflict' && schema && (
        <DraftConflict schema={schema} mine={ownValues(schema, typed.current)} other={draft.other} onChoose={choose} />
      )}
      {schema ? (
        <div onBlur={() => void keeper.flush()}>
          <TaskForm
            key={begun.round}
            ref={form}
            schema={schema}
            values={begun.values}
            readOnly={busy}
            received={intake.received}
            onChange={changed}
            onChecked={(errors) => setWrong((before) => stillWrong(before, errors))}
          />
        </div>
      ) : (
        <p>{t('intake.noForm')}</p>
      )}
      <h3 className="start__documents">{t('documents.file.title')}</h3>
      <Files files={files} uploads={uploads} />
      {duplicates.length > 0 && <Duplicates cases={duplicates} sure={sure} onSure={setSure} />}
      <div className="start__submit">
        <Button size="lg" disabled={busy || blocked} onClick={() => void submit()}>
          {t('intake.submit')}
        </Button>
        {isBegun && (
          <DiscardDraft
            processKey={intake.key}
            onDiscarded={() => {
              keeper.close();
              onDiscarded();
            }}
          />
        )}
        <DraftStatus state={draft} />
        {!online && <p className="hint">{t('offline.notNow')}</p>}
      </div>
    </section>
  );
}
