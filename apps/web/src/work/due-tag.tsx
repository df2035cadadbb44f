import { Tag } from '@carbon/react';
import { Time, WarningFilled } from '@carbon/icons-react';
import type { TaskView } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';

/** How long is left and until when, in words; red says again that it is over. */
export function DueTag({ task: { dueAt } }: { readonly task: Pick<TaskView, 'dueAt'> }) {
  const { t, formats } = useTexts();
  if (dueAt === undefined) return <>{t('task.noDue')}</>;
  const now = Date.now();
  const over = new Date(dueAt).getTime() < now;
  const days = Math.abs(formats.daysUntil(dueAt, now));
  const left = over ? t('task.overdue', { count: days }) : days === 0 ? t('task.dueToday') : t('task.daysLeft', { count: days });
  return (
    <span className="due">
      <Tag type={over ? 'red' : 'gray'} size="md" renderIcon={over ? WarningFilled : Time}>
        {left}
      </Tag>
      <span className="due__until">{t('task.until', { date: formats.date(dueAt) })}</span>
    </span>
  );
}
