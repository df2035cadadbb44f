import { Time, WarningFilled } from '@carbon/icons-react';
import type { TaskView } from '@gaita/contracts';
import { TagInRow } from '../shell/tag-in-row.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useDueWords } from './use-due-words.ts';

/** How long is left and until when, in words; red says again that it is over. */
export function DueTag({ task, exact = false }: { readonly task: TaskView; /** With the time. */ readonly exact?: boolean }) {
  const { t, formats } = useTexts();
  const words = useDueWords();
  const { dueAt } = task;
  if (dueAt === undefined) return <>{t('task.noDue')}</>;
  const { over, text } = words.left({ ...task, dueAt }, Date.now());
  return (
    <span className="due">
      <TagInRow kind={over ? 'red' : 'gray'} icon={over ? WarningFilled : Time} text={text} />
      <span className="due__until">{t('task.until', { date: exact ? formats.moment(dueAt) : formats.date(dueAt) })}</span>
    </span>
  );
}
