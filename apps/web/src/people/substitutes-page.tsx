import { useState } from 'react';
import { Button } from '@carbon/react';
import type { AbsenceView } from '@gaita/contracts';
import { readAbsences } from '../api/registry.ts';
import { useResource } from '../api/use-resource.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { Page } from '../shell/page.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { AbsenceDialog } from './absence-dialog.tsx';
import { AbsenceTable } from './absence-table.tsx';
import { InstitutionChoice } from './institution-choice.tsx';
import { PeopleViews } from './people-views.tsx';
import { useInstitution } from './use-institution.ts';

/** Who is away now and soon, and who stands in. */
export function SubstitutesPage() {
  const { t, language } = useTexts();
  const institution = useInstitution();
  const absences = useResource(`absences ${institution} ${language}`, (signal) => readAbsences(institution, signal));
  const [open, setOpen] = useState<{ absence?: AbsenceView }>();
  return (
    <Page
      title={t('people.views.substitutes')}
      actions={
        <Button size="md" disabled={!absences.data} onClick={() => setOpen({})}>
          {t('people.absence.submit')}
        </Button>
      }
    >
      <PeopleViews />
      <div className="people-filter">
        <InstitutionChoice />
      </div>
      <LoadState resource={absences}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('people.absence.none')}>
              <p>{t('people.absence.noneHint')}</p>
            </EmptyState>
          ) : (
            <AbsenceTable
              label={t('people.views.substitutes')}
              absences={items}
              withName
              onChange={(absence) => setOpen({ absence })}
            />
          )
        }
      </LoadState>
      {open && absences.data && (
        <AbsenceDialog
          absences={absences.data}
          institution={institution}
          absence={open.absence}
          own={false}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined);
            absences.reload();
          }}
        />
      )}
    </Page>
  );
}
