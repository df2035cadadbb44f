import { useParams } from 'react-router';
import { readTask } from '../api/tasks.ts';
import { useResource } from '../api/use-resource.ts';
import { PageState } from '../shell/page-state.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { TaskWork } from './task-work.tsx';

/** One task, asked for again when the language changes: its texts come from the server. */
export function TaskPage() {
  const { id = '' } = useParams();
  const { language } = useTexts();
  const task = useResource(`${id} ${language}`, (signal) => readTask(id, signal), id);
  return (
    <PageState resource={task}>{(detail) => <TaskWork key={detail.task.id} detail={detail} reload={task.reload} />}</PageState>
  );
}
