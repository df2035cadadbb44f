import { CaseFiles } from '../../documents/case-files.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { useTaskDoing } from '../task-doing.ts';

export function DocumentsPanel() {
  const { t } = useTexts();
  const { task, may } = useTaskDoing().detail;
  const { id, instanceId } = task;
  if (!may.seeCase) return null;
  return (
    <section className="task__panel" aria-labelledby="task-documents">
      <h2 id="task-documents">{t('documents.file.title')}</h2>
      <CaseFiles caseId={instanceId} taskId={id} />
    </section>
  );
}
