import { useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { Ref } from 'react';
import { Form } from '@bpmn-io/form-js-viewer';
import type { Json, Variables } from '@gaita/contracts';
import type { FormSchema } from '../api/shapes.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useToday } from '../formats/use-today.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { speakDates } from './form-dates.ts';
import { asksForMust } from './form-pages.ts';
import { translatedMessages, translateWidgets } from './form-messages.ts';
import { receiptModule } from './form-receipt.ts';
import { listErrors } from './list-errors.ts';
import type { FieldError } from './list-errors.ts';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';

export interface TaskFormHandle {
  /** What the form holds and what is wrong with it; nothing is sent. */
  submit(): { readonly values: Variables; readonly errors: readonly FieldError[] };
  /** Puts a value that has no field of its own here; fields that depend on it come or go before this ends. */
  set(key: string, value: Json): Promise<void>;
}

interface TaskFormProps {
  readonly schema: FormSchema;
  readonly values: Variables;
  readonly readOnly: boolean;
  /** Key of the field for the day of receipt. */
  readonly received?: string;
  readonly onChange: (values: Variables) => void;
  /** What is wrong now, in fields that were checked. */
  readonly onChecked?: (errors: readonly FieldError[]) => void;
  readonly ref?: Ref<TaskFormHandle>;
}

/** The form of a task; what was typed stays when it comes again in another language or the rights change. */
export function TaskForm({ schema, values, readOnly, received, onChange, onChecked, ref }: TaskFormProps) {
  const { t, language } = useTexts();
  const container = useRef<HTMLDivElement>(null);
  const form = useRef<Form>(null);
  const typed = useRef(values);
  const tell = useRef(onChange);
  const tellChecked = useRef(onChecked);
  const today = useRef(useToday());
  const [error, setError] = useState<Error>();
  useLayoutEffect(() => {
    tell.current = onChange;
    tellChecked.current = onChecked;
  });

  // With its fields in the same moment as the buttons that send it: no key and no click finds a form that is not there yet.
  useLayoutEffect(() => {
    const place = container.current;
    if (!place) return undefined;
    speakDates(language);
    // `debounce`, which its types do not know: without a delay, so that what was typed is kept before a page can be left.
    const modules = [translatedMessages, receiptModule(received, today.current)];
    const options = { container: place, additionalModules: modules, debounce: false };
    const viewer = new Form(options);
    form.current = viewer;
    let ready = false;
    let known = '';
    viewer.on('changed', ({ data, errors }: { data: Variables; errors: Readonly<Record<string, unknown>> }) => {
      // Also told of: what the form itself begins with, rights that change, checks. Only what somebody enters is a change.
      const before = known;
      known = JSON.stringify(data);
      if (!ready) return;
      tellChecked.current?.(listErrors(schema, errors));
      if (known === before) return;
      typed.current = data;
      tell.current(data);
    });
    viewer.importSchema(schema, typed.current).then(() => {
      ready = true;
      setError(undefined);
    }, setError);
    const stop = translateWidgets(place);
    return () => {
      stop();
      viewer.destroy();
      form.current = null;
    };
  }, [schema, language, received]);

  useLayoutEffect(() => form.current?.setProperty('readOnly', readOnly), [readOnly, schema, language]);

  useImperativeHandle(ref, () => ({
    submit() {
      const viewer = form.current;
      if (!viewer) return { values: typed.current, errors: [] };
      const { data, errors } = viewer.submit();
      return { values: data as Variables, errors: listErrors(schema, errors) };
    },
    async set(key, value) {
      typed.current = { ...typed.current, [key]: value };
      tell.current(typed.current);
      await form.current?.importSchema(schema, typed.current);
    },
  }));

  return (
    <>
      {error && <ErrorNotice error={error} />}
      {!readOnly && asksForMust(schema) && <p className="hint task-form__must">{t('form.must')}</p>}
      <div ref={container} className={readOnly ? 'task-form task-form--read-only' : 'task-form'} />
    </>
  );
}
