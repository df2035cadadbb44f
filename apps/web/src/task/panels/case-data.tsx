import { CaseValues } from '../../cases/case-values.tsx';
import { useIsPhone } from '../../shell/use-is-phone.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useTaskDoing } from '../task-doing.ts';

/** What the task is about, as it was when the task was read: open beside the form, folded where it would stand in its way. */
export function CaseDataPanel() {
  const { t } = useTexts();
  const isPhone = useIsPhone();
  const { task, variables } = useTaskDoing().detail;
  return (
    <details key={String(isPhone)} className="task__panel task__more" open={!isPhone}>
      <summary>
        <h2>{t('case.values')}</h2>
      </summary>
      <CaseValues values={variables} definitionId={task.definitionId} />
    </details>
  );
}
