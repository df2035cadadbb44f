import { createContext, use } from 'react';
import type { CompletedTask, TaskDetailView, Variables } from '@gaita/contracts';
import type { RequestError } from '../api/request.ts';
import type { Acted } from '../shell/acted-notice.tsx';

/** What the parts of the task page (actions in its head, panels beside its form) know and may do. */
export interface TaskDoing {
  readonly detail: TaskDetailView;
  /** The person works on the task now: it is theirs, open, and nobody was faster. */
  readonly editable: boolean;
  /** Without the server nothing final is done; the page says so above. */
  readonly online: boolean;
  /** A command is on its way, or the server cannot be reached: nothing can be begun now. */
  readonly busy: boolean;
  /** The task was taken or closed elsewhere: nothing more can be done with it here. */
  readonly conflict?: RequestError;
  /** What the form holds now, sent or not. */
  readonly typed: () => Variables;
  /**
   * Runs a command. A lost race makes the page read-only and keeps what was typed; another refusal is shown above the form.
   * True when the command went through.
   */
  readonly attempt: (action: () => Promise<void>) => Promise<boolean>;
  /** Reads the task anew; what was typed stays. */
  readonly reload: () => void;
  /** To what comes after a finished task: the person's next one in the case, else where they came from. */
  readonly leave: (done: Pick<CompletedTask, 'result'>) => Promise<void>;
  /** Back to the list, which tells what was done with the task. */
  readonly toList: (acted?: Omit<Acted, 'taskId' | 'name'>) => void;
}

export const TaskDoingContext = createContext<TaskDoing | undefined>(undefined);

export function useTaskDoing(): TaskDoing {
  const doing = use(TaskDoingContext);
  if (!doing) throw new Error('No task page above');
  return doing;
}
