import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import type { DraftView, TaskDetailView } from '@gaita/contracts';
import { draftOfTask } from '../api/drafts.ts';
import { RequestError } from '../api/request.ts';
import { readTask } from '../api/tasks.ts';
import type { Resource } from '../api/use-resource.ts';
import { useResource } from '../api/use-resource.ts';
import { Skeleton } from '../shell/load-state.tsx';
import { useLive } from '../live/live.ts';
import { PageState } from '../shell/page-state.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { GoneTask } from './gone-task.tsx';
import { TaskWork } from './task-work.tsx';

/** One task, asked for again when the language changes: its texts come from the server. */
export function TaskPage() {
  const { id = '' } = useParams();
  const { language } = useTexts();
  const task = useResource(`${id} ${language}`, (signal) => readTask(id, signal), id);
  const { reload } = task;
  const caseId = task.data?.task.instanceId;
  // What belongs to the case changes with the task, too: it tells of turns of joint tasks, which have other ids.
  useLive('case', (ids) => (ids === undefined || (caseId !== undefined && ids.has(caseId))) && reload());
  const ended = endOf(task.error);
  if (ended && ended.code !== 'task-unknown' && !task.data) return <GoneTask key={id} id={id} reason={ended} />;
  // A refresh that fails while somebody works leaves them at work: the page says elsewhere that the server is away.
  const steady: Resource<TaskDetailView> = task.data ? { ...task, error: undefined } : task;
  return (
    <PageState resource={steady}>
      {(detail) => <TaskWithDraft key={detail.task.id} detail={detail} ended={ended} reload={reload} />}
    </PageState>
  );
}

interface TaskWithDraftProps {
  readonly detail: TaskDetailView;
  readonly ended: RequestError | undefined;
  readonly reload: () => void;
}

/** The form begins with the person's draft, so that is asked for first, once; without the server it begins without. */
function TaskWithDraft(props: TaskWithDraftProps) {
  const { id } = props.detail.task;
  const [draft, setDraft] = useState<{ readonly loaded: DraftView | undefined }>();
  useEffect(() => {
    const controller = new AbortController();
    draftOfTask(id)
      .load(controller.signal)
      .then(
        (loaded) => setDraft({ loaded }),
        () => !controller.signal.aborted && setDraft({ loaded: undefined }),
      );
    return () => controller.abort();
  }, [id]);
  return draft ? <TaskWork {...props} loaded={draft.loaded} /> : <Skeleton lines={10} />;
}

const endCodes: ReadonlySet<string> = new Set(['task-withdrawn', 'task-already-completed', 'task-unknown']);

const endOf = (error: Error | undefined): RequestError | undefined =>
  error instanceof RequestError && endCodes.has(error.code) ? error : undefined;
