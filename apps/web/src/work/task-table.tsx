import { Button } from '@carbon/react';
import { Link } from 'react-router';
import type { InboxView } from './inbox-view.ts';
import type { TaskView } from '@gaita/contracts';
import { ConflictMark } from '../duties/conflict-mark.tsx';
import { RowTable } from '../shell/row-table.tsx';
import type { Column } from '../shell/row-table.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { DueTag } from './due-tag.tsx';

interface TaskTableProps {
  readonly tasks: readonly TaskView[];
  readonly view: InboxView;
  readonly onClaim: (id: string) => void;
}

export function TaskTable({ tasks, view, onClaim }: TaskTableProps) {
  const { t, formats } = useTexts();
  const columns: Column<TaskView>[] = [
    {
      key: 'name',
      header: t('task.task'),
      render: (task) => (
        <>
          <Link className="cds--link rows__main" to={`/tasks/${task.id}`}>
            {task.name}
          </Link>
          {task.conflict && <ConflictMark conflict={task.conflict} />}
        </>
      ),
    },
    { key: 'case', header: t('task.case'), render: (task) => task.businessKey ?? '–' },
    { key: 'process', header: t('task.process'), render: (task) => task.processName },
    { key: 'due', header: t('task.due'), render: (task) => <DueTag task={task} /> },
    { key: 'created', header: t('task.since'), render: (task) => formats.date(task.createdAt) },
  ];
  if (view === 'group')
    columns.push({
      key: 'claim',
      header: t('task.actions'),
      actions: true,
      render: (task) =>
        task.conflict?.pair.level === 'hard' ? null : task.assignee ? (
          t('task.heldBy', { name: task.assigneeName ?? task.assignee })
        ) : (
          <Button
            kind="tertiary"
            size="sm"
            onClick={() => onClaim(task.id)}
            aria-label={t('task.claimNamed', { task: task.name })}
          >
            {t('task.claim')}
          </Button>
        ),
    });
  return (
    <RowTable label={view === 'mine' ? t('work.mine') : t('work.group')} columns={columns} rows={tasks} rowKey={({ id }) => id} />
  );
}
