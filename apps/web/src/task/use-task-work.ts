import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { TaskDetailView, Variables } from '@gaita/contracts';
import { RequestError } from '../api/request.ts';
import { drafts } from './drafts.ts';
import { nextAfter } from './next-after.ts';
import type { TaskDoing } from './task-doing.ts';

interface TaskWork {
  readonly doing: TaskDoing;
  /** What the form begins with: the task's values, and over them what was typed before. */
  readonly values: Variables;
  readonly keep: (values: Variables) => void;
  /** The last refusal that is no lost race. */
  readonly refused?: Error;
}

/** The state of the work on one task, which its form, actions and panels share. */
export function useTaskWork(detail: TaskDetailView, reload: () => void): TaskWork {
  const { task, may } = detail;
  const navigate = useNavigate();
  const [refused, setRefused] = useState<Error>();
  const [conflict, setConflict] = useState<RequestError>();
  const [busy, setBusy] = useState(false);
  const values = useMemo(() => ({ ...detail.variables, ...drafts.read(task.id) }), [task.id, detail.variables]);
  const typed = useRef<Variables>(values);
  const editable = may.complete && !may.claim && !conflict;

  /** A lost race keeps the page and what was typed; everything else is said where the person is. */
  const attempt = async (action: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    setRefused(undefined);
    try {
      await action();
      return true;
    } catch (error) {
      if (error instanceof RequestError && error.status === 409) setConflict(error);
      // Signing in again, which stands over the page, says the rest.
      else if (!(error instanceof RequestError && error.status === 401)) setRefused(error as Error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const leave: TaskDoing['leave'] = async ({ result }) => {
    drafts.forget(task.id);
    void navigate(await nextAfter(task), { state: { done: { name: task.name, result } } });
  };
  const toList = () => void navigate('/work');
  const keep = (changed: Variables) => {
    typed.current = changed;
    if (editable && !task.signature) drafts.keep(task.id, changed);
  };
  return {
    doing: { detail, editable, busy, conflict, typed: () => typed.current, attempt, reload, leave, toList },
    values,
    keep,
    refused,
  };
}
