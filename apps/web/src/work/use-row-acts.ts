import { useCallback, useEffect, useRef, useState } from 'react';
import type { BulkAct, BulkJobView, ColleagueView } from '@gaita/contracts';
import { RequestError } from '../api/request.ts';
import { readBulk, refusedOfBulk, retryWithReason, startBulk } from '../api/task-commands.ts';
import { claimTask, handBackTask } from '../api/tasks.ts';
import { passedOnFor } from '../shell/acted-notice.tsx';
import { usePerson } from '../sign-in/session.tsx';
import type { ShownRow } from './shown-list.ts';

/** What was done last, so that it can be undone. */
export interface DoneAct {
  readonly act: BulkAct;
  readonly ids: readonly string[];
  readonly refused: number;
  /** To whom it was passed on. */
  readonly to?: string;
  /** It can be undone; what was passed on only for a minute, until the colleague is told. */
  readonly undoable: boolean;
  /** The work that did it, where it was more than one row. */
  readonly jobId?: string;
}

export interface RowActs {
  readonly busy: boolean;
  /** Why it did not work, by row. */
  readonly refused: ReadonlyMap<string, Error>;
  /** How far the work on many rows is. */
  readonly progress?: BulkJobView;
  readonly done?: DoneAct;
  /** Not even begun, or nobody knows how far it is. */
  readonly failed?: Error;
  /** @param to whom to pass them on; returns with which rows it worked */
  readonly run: (act: BulkAct, rows: readonly ShownRow[], to?: ColleagueView) => Promise<readonly string[]>;
  readonly undo: () => Promise<void>;
  readonly forget: () => void;
}

interface Result {
  readonly errors: ReadonlyMap<string, Error>;
  readonly refused: number;
  readonly jobId?: string;
}

const lookAgain = 300;
const alone = { claim: claimTask, 'hand-back': handBackTask };

/** Claims, hands back and passes on, one row or many, each with its own result; each can be undone. */
export function useRowActs(look: () => void): RowActs {
  const { account, name } = usePerson();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ReadonlyMap<string, Error>>(new Map());
  const [progress, setProgress] = useState<BulkJobView>();
  const [failed, setFailed] = useState<Error>();
  const [done, setDone] = useState<DoneAct>();
  const latest = useRef(look);
  latest.current = look;
  const left = useRef(new AbortController());
  useEffect(() => {
    left.current = new AbortController();
    return () => left.current.abort();
  }, []);

  const each = useCallback(async (act: BulkAct, ids: readonly string[], to?: ColleagueView): Promise<Result | undefined> => {
    const { signal } = left.current;
    setBusy(true);
    setDone(undefined);
    setFailed(undefined);
    try {
      const [only] = ids;
      const result =
        ids.length === 1 && only !== undefined && act !== 'pass-on'
          ? await one(act, only)
          : await many(act, ids, to, setProgress, signal);
      setRefused(result.errors);
      return result;
    } catch (error) {
      if (!signal.aborted) setFailed(error as Error);
      return undefined;
    } finally {
      setBusy(false);
      setProgress(undefined);
      latest.current();
    }
  }, []);

  const run = useCallback(
    async (act: BulkAct, rows: readonly ShownRow[], to?: ColleagueView) => {
      const ids = rows.filter(({ fate }) => fate === undefined).map(({ id }) => id);
      if (ids.length === 0) return [];
      const result = await each(act, ids, to);
      if (!result) return [];
      const { errors, refused: count, jobId } = result;
      const worked = ids.filter((id) => !errors.has(id));
      // What was somebody else's, or nobody's, does not come back to whoever passed it on.
      const undoable = act !== 'pass-on' || rows.every(({ assignee }) => assignee === account);
      setDone({ act, ids: worked, refused: count, undoable, ...(to && { to: to.name }), ...(jobId !== undefined && { jobId }) });
      return worked;
    },
    [each, account],
  );
  useEffect(() => {
    if (done?.act !== 'pass-on' || !done.undoable) return undefined;
    const timer = setTimeout(() => setDone((before) => before && { ...before, undoable: false }), passedOnFor);
    return () => clearTimeout(timer);
  }, [done]);
  const undo = async () => {
    if (done?.act === 'pass-on') await each('pass-on', done.ids, { account, name });
    else if (done) await each(done.act === 'claim' ? 'hand-back' : 'claim', done.ids);
  };
  const forget = () => {
    setDone(undefined);
    setFailed(undefined);
    setRefused(new Map());
  };
  return { busy, refused, ...(progress && { progress }), ...(done && { done }), ...(failed && { failed }), run, undo, forget };
}

async function one(act: keyof typeof alone, id: string): Promise<Result> {
  const error = await alone[act](id).then(
    () => undefined,
    (thrown: unknown) => thrown as Error,
  );
  return { errors: new Map(error && [[id, error]]), refused: error ? 1 : 0 };
}

/** The server works through them; who leaves the page finds the work in the header. */
async function many(
  act: BulkAct,
  ids: readonly string[],
  to: ColleagueView | undefined,
  onProgress: (job: BulkJobView) => void,
  signal: AbortSignal,
): Promise<Result> {
  const { id } = await startBulk({ act, tasks: { ids: [...ids] }, ...(to && { account: to.account }) });
  const over = async () => {
    for (;;) {
      const job = await readBulk(id, signal);
      if (job.state !== 'running') return { job, items: job.failed > 0 ? (await refusedOfBulk(id, signal)).items : [] };
      onProgress(job);
      await new Promise((resolve) => setTimeout(resolve, lookAgain));
    }
  };
  const first = await over();
  const { job, items } = (await retryWithReason(id, first.items)) ? await over() : first;
  const errors = items.map(
    ({ taskId, code = 'unknown', message = '', details }) =>
      [taskId, new RequestError(409, code as RequestError['code'], message, details)] as const,
  );
  return { errors: new Map(errors), refused: job.failed, jobId: id };
}
