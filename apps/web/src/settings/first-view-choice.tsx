import { Button } from '@carbon/react';
import { useNavigate } from 'react-router';
import { Page } from '../shell/page.tsx';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { firstViewNames } from './first-view-names.ts';
import { prefer } from './preferences.ts';

/** Asked once of a person whose roles begin their work in different places. */
export function FirstViewChoice({ views }: { readonly views: readonly string[] }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const person = usePerson();
  const names = firstViewNames(t, person);
  const choose = (view: string) => {
    void prefer({ firstView: view });
    void navigate(view, { replace: true });
  };
  return (
    <Page title={t('inbox.firstTitle')}>
      <p className="lead">{t('inbox.firstLead')}</p>
      <ul className="first-views">
        {views.map((view) => (
          <li key={view}>
            <Button kind="tertiary" onClick={() => choose(view)}>
              {names.get(view)}
            </Button>
          </li>
        ))}
      </ul>
    </Page>
  );
}
