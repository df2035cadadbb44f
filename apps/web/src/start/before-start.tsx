import type { IntakeView } from '@gaita/contracts';
import { useToday } from '../formats/use-today.ts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useDueWords } from '../work/use-due-words.ts';

interface BeforeStartProps {
  readonly intake: IntakeView;
  /** Counted from the day of receipt that is entered. */
  readonly term: IntakeView['term'];
}

/** Papers, fee, term: before the form. */
export function BeforeStart({ intake, term }: BeforeStartProps) {
  const { t, formats } = useTexts();
  const words = useDueWords();
  const { institution } = usePerson();
  const { fee, papers } = intake;
  const today = useToday();
  const length = term && (words.rule({ institution: institution.id, createdAt: Date.now(), dueRule: term.term }) ?? term.term);
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
          <dd>{fee === undefined || fee === 0 ? t('intake.free') : formats.euro(fee)}</dd>
        </div>
        <div>
          <dt>{t('intake.term')}</dt>
          <dd>
            {term ? (
              <>
                {term.receivedOn === today()
                  ? t('intake.termText', { length, date: formats.day(term.dueOn) })
                  : t('intake.termFrom', { length, day: formats.day(term.receivedOn), date: formats.day(term.dueOn) })}
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
