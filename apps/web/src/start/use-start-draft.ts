import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftContent, Variables } from '@gaita/contracts';
import { draftOfStart } from '../api/drafts.ts';

const pause = 1_000;

/** Keeps what is typed on the server, a second after the last key and one save after the other. */
export function useStartDraft(processKey: string, draft: DraftContent | undefined) {
  const [savedAt, setSavedAt] = useState(draft?.savedAt);
  const seen = useRef(draft?.revision ?? 0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  const stop = useCallback(() => clearTimeout(timer.current), []);
  useEffect(() => stop, [stop]);
  const keep = (values: Variables) => {
    stop();
    timer.current = setTimeout(() => {
      saving.current = saving.current.then(async () => {
        try {
          const saved = await draftOfStart(processKey).save({ seen: seen.current, values });
          seen.current = saved.revision;
          setSavedAt(saved.savedAt);
        } catch {
          // The next key tries again; what stands in the form is not lost by this.
          setSavedAt(undefined);
        }
      });
    }, pause);
  };
  return { savedAt, keep, stop };
}
