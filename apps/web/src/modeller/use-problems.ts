import { useEffect, useState } from 'react';
import { checkModel } from '@gaita/bpmn';
import type { Problem } from '@gaita/contracts';

const pause = 400;

/** What is to be said about a model, a moment after its last change; `show` puts the server's findings there. */
export function useProblems(xml: string): {
  readonly problems: readonly Problem[] | undefined;
  readonly show: (found: Problem[]) => void;
} {
  const [problems, setProblems] = useState<readonly Problem[]>();
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      void checkModel(xml).then((found) => !gone && setProblems(found));
    }, pause);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [xml]);
  return { problems, show: setProblems };
}
