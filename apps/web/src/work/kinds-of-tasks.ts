import type { TaskView } from '@gaita/contracts';

type Kind = Pick<TaskView, 'id' | 'name' | 'institution' | 'processKey' | 'elementId' | 'candidateGroups'>;

/** People are asked for by task; of more kinds than this the server says for each task whether the person may have it. */
const most = 5;

/** Tasks that stand for all of them when it is asked who may do them. */
export function oneOfEachKind<T extends Kind>(tasks: readonly T[]): T[] {
  const kinds = new Map(
    tasks.map((task) => [[task.institution, task.processKey, task.elementId, ...task.candidateGroups].join(' '), task]),
  );
  return [...kinds.values()].slice(0, most);
}
