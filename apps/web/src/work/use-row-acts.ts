import { useCallback, useRef, useState } from 'react';
import { claimTask, handBackTask } from '../api/tasks.ts';
import type { ShownRow } from './shown-list.ts';

type Act = 'claim' | 'hand-back';

/** What was done last, so that it can be undone. */
export interface DoneAct {
  readonly act: Act;
  readonly ids: readonly string[];
  readonly refused: number;
}

export interface RowActs {
  readonly busy: boolean;
  /** Why it did not work, by row. */
  readonly refused: ReadonlyMap<string, Error>;
  readonly done?: DoneAct;
  readonly run: (act: Act, rows: readonly ShownRow[]) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly forget: () => void;
}

const atOnce = 4;
const doing = { claim: claimTask, 'hand-back': handBackTask };

/** Claims and hands back, one row or many, each with its own result; what was done can be undone. */
export function useRowActs(look: () => void): RowActs {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ReadonlyMap<string, Error>>(new Map());
  const [done, setDone] = useState<DoneAct>();
  const latest = useRef(look);
  latest.current = look;

  const each = useCallback(async (act: Act, ids: readonly string[]) => {
    setBusy(true);
    const errors = new Map<string, Error>();
    const left = [...ids];
    const work = async () => {
      for (let id = left.shift(); id !== undefined; id = left.shift()) {
        const current = id;
        await doing[act](current).catch((error: unknown) => errors.set(current, error as Error));
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, ids.length) }, work));
    setRefused(errors);
    setBusy(false);
    latest.current();
    return ids.filter((id) => !errors.has(id));
  }, []);

  const run = useCallback(
    async (act: Act, rows: readonly ShownRow[]) => {
      const ids = rows.filter(({ fate }) => fate === undefined).map(({ id }) => id);
      if (ids.length === 0) return;
      const worked = await each(act, ids);
      setDone({ act, ids: worked, refused: ids.length - worked.length });
    },
    [each],
  );
  const undo = async () => {
    if (!done) return;
    await each(done.act === 'claim' ? 'hand-back' : 'claim', done.ids);
    setDone(undefined);
  };
  const forget = () => {
    setDone(undefined);
    setRefused(new Map());
  };
  return { busy, refused, ...(done && { done }), run, undo, forget };
}
