import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Ref } from 'react';
import { Form } from '@bpmn-io/form-js-viewer';
import type { Json, Variables } from '@gaita/contracts';
import type { FormSchema } from '../api/shapes.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { speakDates } from './form-dates.ts';
import { translatedMessages, translateWidgets } from './form-messages.ts';
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
  readonly onChange: (values: Variables) => void;
  readonly ref?: Ref<TaskFormHandle>;
}

/** The form of a task; what was typed stays when it comes again in another language or the rights change. */
export function TaskForm({ schema, values, readOnly, onChange, ref }: TaskFormProps) {
  const { language } = useTexts();
  const container = useRef<HTMLDivElement>(null);
  const form = useRef<Form>(null);
  const typed = useRef(values);
  const tell = useRef(onChange);
  const [error, setError] = useState<Error>();
  useEffect(() => {
    tell.current = onChange;
  });

  useEffect(() => {
    const place = container.current;
    if (!place) return undefined;
    speakDates(language);
    // `debounce`, which its types do not know: without a delay, so that what was typed is kept before a page can be left.
    const options = { container: place, additionalModules: [translatedMessages], debounce: false };
    const viewer = new Form(options);
    form.current = viewer;
    let ready = false;
    viewer.on('changed', ({ data }: { data: Variables }) => {
      if (!ready) return;
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
  }, [schema, language]);

  useEffect(() => form.current?.setProperty('readOnly', readOnly), [readOnly, schema, language]);

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
      await drawn();
    },
  }));

  return (
    <>
      {error && <ErrorNotice error={error} />}
      <div ref={container} className={readOnly ? 'task-form task-form--read-only' : 'task-form'} />
    </>
  );
}

/** form-js takes a field into its checks when it has drawn it. */
const drawn = () => new Promise<void>((resolve) => setTimeout(resolve, 80));
