import type { TaskView } from '@gaita/contracts';
import { ConflictExplanation } from '../duties/conflict-explanation.tsx';
import { usePersonName } from '../sign-in/person-name.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';

/** Who has the task, in one sentence; and why it is not for the reader, or only with a reason, because of what they did. */
export function TaskStanding({ task }: { readonly task: TaskView }) {
  return (
    <>
      <Standing task={task} />
      {task.conflict && <ConflictExplanation conflict={task.conflict} />}
    </>
  );
}

function Standing({ task }: { readonly task: TaskView }) {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const { account } = usePerson();
  const groups = task.candidateGroups.map(roleName).join(', ');
  const owner = task.delegation?.state === 'pending' ? task.delegation.owner : undefined;
  const ownerName = usePersonName(owner === account ? undefined : owner) ?? owner;
  if (task.holderMayNot)
    return (
      <p>
        {task.assignee === account
          ? t('task.yoursInVain', { roles: groups })
          : t('task.heldInVain', { name: task.assigneeName ?? task.assignee ?? '' })}
      </p>
    );
  if (ownerName !== undefined && task.assignee === account) return <p>{t('task.yoursToPrepare', { name: ownerName })}</p>;
  if (owner === account && task.assignee) return <p>{t('task.preparedForYou', { name: task.assigneeName ?? task.assignee })}</p>;
  if (task.assignee === account) return <p>{task.signature ? t('task.yoursToSign') : t('task.yours')}</p>;
  if (task.assignee) return <p>{t('task.heldByReadOnly', { name: task.assigneeName ?? task.assignee })}</p>;
  if (task.opinion && groups !== '') return <p>{t('task.opinionAskedOf', { roles: groups })}</p>;
  return <p>{groups === '' ? t('task.unclaimed') : t('task.offeredTo', { roles: groups })}</p>;
}
