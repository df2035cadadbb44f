import type { CaseDetailView, TaskView } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';

/** One sentence: where the case stands now, and with whom. */
export function CaseStanding({ detail, tasks }: { readonly detail: CaseDetailView; readonly tasks: readonly TaskView[] }) {
  const { t, language } = useTexts();
  const steps = tasks.map(({ name, assignee, assigneeName }) =>
    assignee === undefined
      ? t('caseFile.free', { step: name })
      : t('caseFile.with', { step: name, name: assigneeName ?? assignee }),
  );
  const others = detail.positions.filter(({ elementId }) => !tasks.some((task) => task.elementId === elementId));
  const all = [...steps, ...(steps.length > 0 ? [] : others.flatMap(({ name }) => name ?? []))];
  if (detail.endedAt !== undefined || all.length === 0) return null;
  return <p className="lead">{t('caseFile.status', { steps: new Intl.ListFormat(language).format(all) })}</p>;
}
