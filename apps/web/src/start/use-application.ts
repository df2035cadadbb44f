import { useEffect, useState } from 'react';
import type { CaseView, IntakeView, Variables } from '@gaita/contracts';
import { findDuplicates, readIntake } from '../api/intake.ts';
import { useResource } from '../api/use-resource.ts';

export function nameIn(values: Variables, field: string | undefined): string {
  const name = field === undefined ? undefined : values[field];
  return typeof name === 'string' ? name.trim() : '';
}

const typingPause = 600;

/** Open cases of the applicant in the same process, looked for when typing pauses. */
export function useDuplicates(processKey: string, applicant: string): readonly CaseView[] {
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

/** The legal term of an application that was received on the day that is entered; undefined while it is counted. */
export function useTerm(intake: IntakeView, receivedOn: string): IntakeView['term'] {
  const isKnown = receivedOn === '' || receivedOn === intake.term?.receivedOn;
  const counted = useResource(`${intake.key} ${isKnown} ${receivedOn}`, (signal) =>
    isKnown ? Promise.resolve(intake) : readIntake(intake.key, signal, receivedOn),
  );
  return isKnown ? intake.term : counted.data?.term;
}
