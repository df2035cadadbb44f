import { Link } from 'react-router';
import type { CaseDetailView, TaskView } from '@gaita/contracts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { DueTag } from '../work/due-tag.tsx';

interface CaseTasksProps {
  readonly tasks: readonly TaskView[];
  readonly positions: CaseDetailView['positions'];
}

/** The diagram's position in words: who has what to do, and what else is waited for. */
export function CaseTasks({ tasks, positions }: CaseTasksProps) {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const atTasks = new Set(tasks.map((task) => task.elementId));
  const waiting = positions.filter(({ elementId }) => !atTasks.has(elementId));
  if (tasks.length === 0 && waiting.length === 0) return <p>{t('case.nothingOpen')}</p>;
  return (
    <ul className="case-tasks">
      {tasks.map((task) => (
        <li key={task.id}>
          <Link className="cds--link rows__main" to={`/tasks/${task.id}`}>
            {task.name}
          </Link>
          <span>
            {task.assignee
              ? t('task.heldBy', { name: task.assigneeName ?? task.assignee })
              : t('task.offeredTo', { roles: task.candidateGroups.map(roleName).join(', ') })}
          </span>
          <DueTag task={task} />
        </li>
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
