import { CaseNotes } from '../../documents/case-notes.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { useTaskDoing } from '../task-doing.ts';

export function NotesPanel() {
  const { t } = useTexts();
  const { task, may } = useTaskDoing().detail;
  const { id, instanceId } = task;
  if (!may.seeCase) return null;
  return (
    <section className="task__panel" aria-labelledby="task-notes">
      <h2 id="task-notes">{t('documents.note.title')}</h2>
      <CaseNotes caseId={instanceId} taskId={id} />
    </section>
  );
}
