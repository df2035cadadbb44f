import type { Variables } from '@gaita/contracts';

const key = (taskId: string) => `draft.${taskId}`;

/** What was typed and not yet sent: survives a reload, not the sign-out. */
export const drafts = {
  read(taskId: string): Variables | undefined {
    const stored = sessionStorage.getItem(key(taskId));
    return stored === null ? undefined : (JSON.parse(stored) as Variables);
  },
  keep: (taskId: string, values: Variables) => sessionStorage.setItem(key(taskId), JSON.stringify(values)),
  forget: (taskId: string) => sessionStorage.removeItem(key(taskId)),
};
