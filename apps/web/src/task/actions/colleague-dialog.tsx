import { useState } from 'react';
import type { ColleagueView } from '@gaita/contracts';
import { listColleagues } from '../../api/task-commands.ts';
import { useResource } from '../../api/use-resource.ts';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { Dialog } from '../../shell/dialog.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { PersonPicker } from './person-picker.tsx';
import { whoMayDo } from './who-may-do.ts';

interface ColleagueDialogProps {
  /** Those who may do all of these are offered; where nobody may, those who may do some. */
  readonly tasks: readonly { readonly id: string; readonly name?: string }[];
  readonly title: string;
  /** Says what the button does. */
  readonly action: string;
  readonly onChoose: (person: ColleagueView) => void;
  readonly onClose: () => void;
}

/** Chooses one of those who may do the tasks. */
export function ColleagueDialog({ tasks, title, action, onChoose, onClose }: ColleagueDialogProps) {
  const { t } = useTexts();
  const [person, setPerson] = useState<ColleagueView>();
  const people = useResource(tasks.map(({ id }) => id).join(), async (signal) =>
    whoMayDo(
      await Promise.all(tasks.map(async ({ id, name = '' }) => ({ name, colleagues: (await listColleagues(id, signal)).items }))),
    ),
  );
  const { items = [], forAll = true, beyond } = people.data ?? {};
  const notTheirs = (person && beyond?.get(person.account)) ?? [];
  return (
    <Dialog
      size="sm"
      className="task-dialog"
      modalHeading={title}
      primaryButtonText={action}
      primaryButtonDisabled={!person}
      onRequestSubmit={() => person && onChoose(person)}
      onRequestClose={onClose}
    >
      {people.error && <ErrorNotice error={people.error} onRetry={people.reload} />}
      {people.data && !forAll && tasks.length > 1 && (
        <p className="task-dialog__note">
          {t('tasks.nobodyForAll')} {items.length > 0 && t('tasks.someForSome')}
        </p>
      )}
      {people.data && items.length === 0 ? (
        tasks.length === 1 && <p>{t('tasks.nobodyElse')}</p>
      ) : (
        <PersonPicker people={items} {...(!forAll && { hint: '' })} onPick={setPerson} />
      )}
      <p role="status" className="task-dialog__note">
        {person && notTheirs.length > 0 && t('tasks.notAlso', { name: person.name, tasks: notTheirs.join(', ') })}
      </p>
    </Dialog>
  );
}
