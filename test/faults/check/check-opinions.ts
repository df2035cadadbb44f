import type { Findings } from './findings.ts';
import type { StoredState } from './stored-state.ts';

/** Opinions that are asked beside the model: each is open while its task is, is given once, and its task knows of it. */
export const checkOpinions = (state: StoredState, findings: Findings): void => {
  const tasks = new Map(state.tasks.map((row) => [row.id, row]));
  const open = new Map(state.opinionTasks.map((row) => [row.id, row]));
  const history = new Map(state.historyOpinionTasks.map((row) => [row.id, row]));
  for (const { id, taskId, account, givenAt } of state.opinions) {
    const task = tasks.get(taskId);
    const known = task?.consulted?.find((each) => each.id === id);
    findings.check(
      'an opinion can be given while its task is open',
      open.has(id) === (task !== undefined && givenAt === null),
      id,
    );
    findings.check(
      'a task knows who was asked and what they said',
      !task || known?.given?.account === (account ?? undefined),
      id,
    );
    const outcome = givenAt !== null ? 'completed' : task ? null : 'withdrawn';
    const told = history.get(id);
    findings.check(
      'an opinion is given once, by one person',
      told?.outcome === outcome && told.completedBy === account,
      id,
      () => `given by ${account ?? 'nobody'}, in the history ${told?.outcome ?? 'open'} by ${told?.completedBy ?? 'nobody'}`,
    );
  }
  for (const { id, opinionOf } of state.opinionTasks)
    findings.check('an opinion is asked on an open task', opinionOf !== null && tasks.has(opinionOf), id, `on ${opinionOf}`);
};
