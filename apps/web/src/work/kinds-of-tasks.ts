import type { TaskView } from '@gaita/contracts';

type Kind = Pick<TaskView, 'id' | 'institution' | 'processKey' | 'elementId' | 'candidateGroups'>;

/** People are asked for by task; of more kinds than this the server says for each task whether the person may have it. */
const most = 5;

/** Ids of tasks that stand for all of them when it is asked who may do them. */
export function oneOfEachKind(tasks: readonly Kind[]): string[] {
  const kinds = new Map(
    tasks.map((task) => [[task.institution, task.processKey, task.elementId, ...task.candidateGroups].join(' '), task.id]),
  );
  return [...kinds.values()].slice(0, most);
}
