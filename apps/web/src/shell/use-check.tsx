import { useState } from 'react';
import type { ReactNode } from 'react';
import { ErrorSummary } from '../task/error-summary.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface Field {
  /** Of its element on the page. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** So many characters at least; 1 where nothing is said. */
  readonly shortest?: number;
}

interface Check {
  /** Before the form is sent: true when nothing is missing. */
  readonly passes: () => boolean;
  /** What is missing, with a way to each field; nothing until the form was sent once. */
  readonly summary: ReactNode;
  /** What a Carbon field says about itself. */
  readonly said: (id: string) => {
    readonly invalid: boolean;
    readonly invalidText: string;
    readonly 'aria-required': true;
    readonly 'aria-describedby'?: string;
  };
}

/** Says in the reader's language, not in the browser's, what is missing in a form. */
export function useCheck(fields: readonly Field[]): Check {
  const { t } = useTexts();
  const [round, setRound] = useState(0);
  const missing = fields.filter(({ value, shortest = 1 }) => value.trim().length < shortest);
  const wrong = round === 0 ? [] : missing;
  const messageOf = ({ value, shortest = 1 }: Field) =>
    value.trim() === '' ? t('check.required') : t('check.minLength', { count: shortest });
  return {
    passes: () => {
      setRound((before) => (missing.length === 0 ? 0 : before + 1));
      return missing.length === 0;
    },
    summary: wrong.length > 0 && (
      <ErrorSummary
        errors={wrong.map((field) => ({ domId: field.id, label: field.label, messages: [messageOf(field)] }))}
        round={round}
      />
    ),
    said: (id) => {
      const field = wrong.find((each) => each.id === id);
      if (!field) return { invalid: false, invalidText: '', 'aria-required': true };
      // Carbon's own describes the field by an element that is not there.
      return { invalid: true, invalidText: messageOf(field), 'aria-required': true, 'aria-describedby': `${id}-error-msg` };
    },
  };
}
