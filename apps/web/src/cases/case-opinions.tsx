import type { CaseDetailView } from '@gaita/contracts';
import { listCaseOpinions } from '../api/task-commands.ts';
import { useResource } from '../api/use-resource.ts';
import { useLive } from '../live/live.ts';
import { Opinion } from '../task/panels/task-opinions.tsx';
import { useTexts } from '../texts/use-texts.tsx';

/** Every opinion that was asked in a case; nothing where none was. */
export function CaseOpinions({ detail }: { readonly detail: Pick<CaseDetailView, 'id' | 'activities'> }) {
  const { t } = useTexts();
  const opinions = useResource(detail.id, (signal) => listCaseOpinions(detail.id, signal));
  useLive('case', (ids) => (ids === undefined || ids.has(detail.id)) && opinions.reload());
  const items = opinions.data?.items ?? [];
  if (items.length === 0) return null;
  const names = new Map(detail.activities.map(({ elementId, name }) => [elementId, name ?? elementId]));
  return (
    <section className="section" aria-labelledby="case-opinions">
      <h2 id="case-opinions">{t('tasks.opinions')}</h2>
      <ul className="task__opinions">
        {items.map((opinion) => (
          <Opinion key={opinion.id} opinion={opinion} on={names.get(opinion.elementId) ?? opinion.elementId} />
        ))}
      </ul>
    </section>
  );
}
