import { Link } from 'react-router';
import { listProcesses } from '../api/processes.ts';
import { useResource } from '../api/use-resource.ts';
import { nameIn } from '../processes/name-in.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { Page } from '../shell/page.tsx';
import { BegunApplications } from './begun-applications.tsx';
import { useTexts } from '../texts/use-texts.tsx';

/** The processes that the reader may start. */
export function StartList() {
  const { t, language, formats } = useTexts();
  const processes = useResource(language, (signal) => listProcesses(signal), 'processes');
  return (
    <Page title={t('intake.choose')}>
      <LoadState resource={processes}>
        {(all) => {
          const mine = all
            .filter(({ mayStart }) => mayStart)
            .sort((a, b) => formats.compare(nameIn(a, language), nameIn(b, language)));
          if (mine.length === 0)
            return (
              <EmptyState title={t('intake.none')}>
                <p>{t('intake.noneHelp')}</p>
              </EmptyState>
            );
          return (
            <>
              <BegunApplications />
              <p className="lead">{t('intake.chooseLead')}</p>
              <ul className="plain-list start-list">
                {mine.map((process) => (
                  <li key={process.key}>
                    <Link className="cds--link rows__main" to={`/start/${process.key}`}>
                      {nameIn(process, language)}
                    </Link>
                    {process.description && language === 'en' && <p className="hint">{process.description}</p>}
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </LoadState>
    </Page>
  );
}
