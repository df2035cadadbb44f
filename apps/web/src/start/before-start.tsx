import type { IntakeView } from '@gaita/contracts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useDueWords } from '../work/use-due-words.ts';

/** Papers, fee, term: before the form. */
export function BeforeStart({ intake }: { readonly intake: IntakeView }) {
  const { t, formats, language } = useTexts();
  const words = useDueWords();
  const { institution } = usePerson();
  const { term, fee, papers } = intake;
  const length = term && (words.rule({ institution: institution.id, createdAt: Date.now(), dueRule: term.term }) ?? term.term);
  const euro = new Intl.NumberFormat(language, { style: 'currency', currency: 'EUR' });
  return (
    <section className="section before-start" aria-labelledby="before-start">
      <h2 id="before-start">{t('intake.know')}</h2>
      {intake.description && <p className="lead">{intake.description}</p>}
      <dl className="values">
        <div>
          <dt>{t('intake.papers')}</dt>
          <dd>
            {papers.length === 0 ? (
              t('intake.noPapers')
            ) : (
              <ul className="value__list">
                {papers.map((paper) => (
                  <li key={paper}>{paper}</li>
                ))}
              </ul>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('intake.fee')}</dt>
          <dd>{fee === undefined || fee === 0 ? t('intake.free') : euro.format(fee)}</dd>
        </div>
        <div>
          <dt>{t('intake.term')}</dt>
          <dd>
            {term ? (
              <>
                {t('intake.termText', { length, date: formats.day(term.dueOn) })}
                <br />
                <cite>{t('clock.source', { act: term.act, article: term.article })}</cite>
              </>
            ) : (
              t('intake.noTerm')
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}
