import { useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { DraftView, TaskDetailView, Variables } from '@gaita/contracts';
import { draftOfTask } from '../api/drafts.ts';
import { RequestError } from '../api/request.ts';
import type { FormSchema } from '../api/shapes.ts';
import type { DraftKeeper, DraftState } from '../drafts/draft-keeper.ts';
import { ownValues } from '../drafts/own-values.ts';
import { useDraftKeeper } from '../drafts/use-draft-keeper.ts';
import { useConnection } from '../offline/connection.ts';
import { lastListAddress } from '../work/list-memory.ts';
import { nextAfter } from './next-after.ts';
import type { TaskDoing } from './task-doing.ts';

interface TaskWork {
  readonly doing: TaskDoing;
  /** What the form begins with: the task's values, and over them what was typed before. */
  readonly values: Variables;
  readonly keep: (values: Variables) => void;
  readonly keeper: DraftKeeper;
  readonly draft: DraftState;
  /** The last refusal that is no lost race. */
  readonly refused?: Error;
}

interface TaskWorkInput {
  readonly detail: TaskDetailView;
  readonly schema: FormSchema | undefined;
  /** The person's draft as the server had it; undefined when it could not be asked. */
  readonly loaded: DraftView | undefined;
  /** What the last refresh found: the task is not open any more. */
  readonly ended: RequestError | undefined;
  readonly reload: () => void;
}

/** The state of the work on one task, which its form, actions and panels share. */
export function useTaskWork({ detail, schema, loaded, ended, reload }: TaskWorkInput): TaskWork {
  const { task, may } = detail;
  const navigate = useNavigate();
  const from = (useLocation().state as { readonly from?: string } | null)?.from;
  const { online } = useConnection();
  const [keeper, draft] = useDraftKeeper(draftOfTask(task.id), `task:${task.id}`, loaded);
  const [refused, setRefused] = useState<Error>();
  const [lost, setLost] = useState<RequestError>();
  const [running, setRunning] = useState(false);
  const values = useMemo(
    () => ({ ...detail.variables, ...(loaded?.draft?.values ?? {}), ...keeper.left }),
    // What the form begins with; later changes of the task never reset what was typed.
    [task.id],
  );
  const typed = useRef<Variables>(values);
  const worked = useRef(false);
  const mayWork = may.complete && !may.claim;
  // Somebody who was at work and is it no longer hears why and keeps what they typed.
  worked.current ||= mayWork;
  const conflict = lost ?? ended ?? (mayWork || !worked.current ? undefined : takenFrom(detail));
  const editable = mayWork && !conflict;

  /** A lost race keeps the page and what was typed; everything else is said where the person is. */
  const attempt = async (action: () => Promise<void>): Promise<boolean> => {
    setRunning(true);
    setRefused(undefined);
    try {
      await action();
      return true;
    } catch (error) {
      if (error instanceof RequestError && lostRaces.has(error.code)) setLost(error);
      // Signing in again, which stands over the page, says the rest.
      else if (!(error instanceof RequestError && error.status === 401)) setRefused(error as Error);
      return false;
    } finally {
      setRunning(false);
    }
  };
  const leave: TaskDoing['leave'] = async ({ result }) => {
    keeper.close();
    void navigate(await nextAfter(task, from), {
      state: {
        done: { name: inCase(task), result, taskId: task.id, opinion: task.opinion !== undefined },
        ...(from && { from }),
      },
    });
  };
  const toList: TaskDoing['toList'] = (acted) =>
    void navigate(from ?? lastListAddress(), acted && { state: { acted: { ...acted, taskId: task.id, name: inCase(task) } } });
  const keep = (changed: Variables) => {
    const before = schema && JSON.stringify(ownValues(schema, typed.current));
    typed.current = changed;
    if (!schema || task.signature || !worked.current) return;
    // Also what was typed in the moment in which somebody else was faster.
    const own = ownValues(schema, changed);
    if (editable || JSON.stringify(own) !== before) keeper.keep(own);
  };
  return {
    doing: {
      detail,
      editable,
      online,
      busy: running || !online,
      conflict,
      typed: () => typed.current,
      attempt,
      reload,
      leave,
      toList,
    },
    values,
    keep,
    keeper,
    draft,
    refused,
  };
}

/** The task with the number of its case, as it is told of elsewhere. */
const inCase = ({ name, businessKey }: TaskDetailView['task']): string =>
  businessKey === undefined ? name : `${name} · ${businessKey}`;

/** After these the task cannot be sent from here any more. */
const lostRaces: ReadonlySet<string> = new Set([
  'task-already-completed',
  'task-withdrawn',
  'task-claimed-by-other',
  'task-not-claimed',
  'already-signed',
  'instance-ended',
  'instance-suspended',
]);

function takenFrom({ task }: TaskDetailView): RequestError {
  if (task.assignee === undefined || task.holderMayNot)
    return new RequestError(403, 'not-allowed', 'Your roles do not allow this task any more.');
  return new RequestError(409, 'task-claimed-by-other', `The task is with ${task.assignee}.`, {
    assignee: task.assignee,
    since: task.claimedAt,
  });
}
