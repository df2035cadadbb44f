import { listCaseDuties } from '../api/duties.ts';
import { useResource } from '../api/use-resource.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { DutyNotes } from './duty-notes.tsx';

/** In a case: where two roles would have met in one person. Nothing while the rule has not spoken. */
export function CaseDuties({ caseId }: { readonly caseId: string }) {
  const { t, language } = useTexts();
  const { data } = useResource(`duties ${caseId} ${language}`, (signal) => listCaseDuties(caseId, signal), caseId);
  if (!data || data.length === 0) return null;
  return (
    <section className="section" aria-labelledby="case-duties">
      <h2 id="case-duties">{t('duties.inCase')}</h2>
      <DutyNotes notes={data} withCase={false} />
    </section>
  );
}
