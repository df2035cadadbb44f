import { useState } from 'react';
import { useNavigate } from 'react-router';
import { startBulk } from '../api/task-commands.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { ColleagueDialog } from '../task/actions/colleague-dialog.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface PassOnManyProps {
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

/** Chooses a colleague for all chosen tasks; the page of the work shows how far it is and what was refused. */
export function PassOnMany({ ids, onClose }: PassOnManyProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [refused, setRefused] = useState<Error>();
  const [first] = ids;
  if (first === undefined) return null;
  if (refused) return <ErrorNotice error={refused} title={t('task.refused')} focus />;
  return (
    <ColleagueDialog
      tasks={[{ id: first }]}
      title={t('tasks.passOnMany', { count: ids.length })}
      action={t('tasks.passOn')}
      onChoose={({ account }) =>
        startBulk({ act: 'pass-on', account, tasks: { ids: [...ids] } }).then(
          ({ id }) => void navigate(`/ops/jobs/${id}`),
          (error: unknown) => setRefused(error as Error),
        )
      }
      onClose={onClose}
    />
  );
}
