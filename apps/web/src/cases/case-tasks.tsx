import { Link } from 'react-router';
import type { CaseDetailView, CaseWaitView, TaskView } from '@gaita/contracts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { DueTag } from '../work/due-tag.tsx';
import { CaseWait } from './case-waits.tsx';

interface CaseTasksProps {
  readonly tasks: readonly TaskView[];
  readonly waits: readonly CaseWaitView[];
  readonly detail: Pick<CaseDetailView, 'positions' | 'activities'>;
}

// These stand open as long as anything in them does.
const containers = /^(subProcess|transaction|eventSubProcess|multiInstanceBody)$/;

/** The diagram's position in words: who has what to do, and what else is waited for. */
export function CaseTasks({ tasks, waits, detail: { positions, activities } }: CaseTasksProps) {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const told = new Set([...tasks.map((task) => task.elementId), ...waits.map((wait) => wait.elementId)]);
  const waitedAt = new Set(waits.flatMap(({ activityIds }) => activityIds));
  for (const { id, elementId, elementType } of activities)
    if (waitedAt.has(id) || (told.size > 0 && containers.test(elementType))) told.add(elementId);
  const waiting = positions.filter(({ elementId }) => !told.has(elementId));
  if (tasks.length === 0 && waits.length === 0 && waiting.length === 0) return <p>{t('case.nothingOpen')}</p>;
  return (
    <ul className="case-tasks">
      {tasks.map((task) => (
        <li key={task.id}>
          <Link className="cds--link rows__main" to={`/tasks/${task.id}`}>
            {task.name}
          </Link>
          <span>
            {task.assignee
              ? t('task.heldBy', {
                  name: [task.assigneeName ?? task.assignee, ...task.candidateGroups.map(roleName)].join(', '),
                })
              : t('task.offeredTo', { roles: task.candidateGroups.map(roleName).join(', ') })}
          </span>
          <DueTag task={task} />
        </li>
      ))}
      {waits.map((wait, index) => (
        <CaseWait key={index} wait={wait} />
      ))}
      {waiting.map(({ elementId, name, count }) => (
        <li key={elementId}>
          <span className="rows__main">{name ?? elementId}</span>
          <span>{count > 1 ? t('case.waitsHereTimes', { count }) : t('case.waitsHere')}</span>
        </li>
      ))}
    </ul>
  );
}
