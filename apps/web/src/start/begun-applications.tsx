import { Link } from 'react-router';
import { listDrafts } from '../api/drafts.ts';
import { useResource } from '../api/use-resource.ts';
import { useTexts } from '../texts/use-texts.tsx';

/** Applications that the reader began and has not handed in; nothing where there is none. */
export function BegunApplications() {
  const { t, formats, language } = useTexts();
  const drafts = useResource(language, (signal) => listDrafts(signal), 'drafts');
  const begun = (drafts.data?.items ?? []).filter(({ processKey, gone }) => processKey !== undefined && !gone);
  if (begun.length === 0) return null;
  return (
    <section className="section begun" aria-labelledby="begun">
      <h2 id="begun">{t('intake.begun')}</h2>
      <ul className="plain-list start-list">
        {begun.map(({ key, processKey, name, savedAt }) => (
          <li key={key}>
            <Link className="cds--link rows__main" to={`/start/${processKey}`}>
              {t('intake.goOn', { process: name })}
            </Link>
            <p className="hint">{t('intake.draft', { when: formats.moment(savedAt) })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
