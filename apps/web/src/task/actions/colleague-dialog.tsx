import { useState } from 'react';
import { Modal } from '@carbon/react';
import type { ColleaguesView, ColleagueView } from '@gaita/contracts';
import { listColleagues } from '../../api/task-commands.ts';
import { useResource } from '../../api/use-resource.ts';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { PersonPicker } from './person-picker.tsx';

interface ColleagueDialogProps {
  /** Those who may do all of these are offered. */
  readonly taskIds: readonly string[];
  readonly title: string;
  /** Says what the button does. */
  readonly action: string;
  readonly onChoose: (person: ColleagueView) => void;
  readonly onClose: () => void;
}

/** Chooses one of those who may do the tasks. */
export function ColleagueDialog({ taskIds, title, action, onChoose, onClose }: ColleagueDialogProps) {
  const { t } = useTexts();
  const [person, setPerson] = useState<ColleagueView>();
  const people = useResource(taskIds.join(), async (signal) =>
    forAll(await Promise.all(taskIds.map((id) => listColleagues(id, signal)))),
  );
  const items = people.data ?? [];
  return (
    <Modal
      open
      size="sm"
      className="task-dialog"
      modalHeading={title}
      primaryButtonText={action}
      secondaryButtonText={t('action.cancel')}
      primaryButtonDisabled={!person}
      closeButtonLabel={t('action.close')}
      onRequestSubmit={() => person && onChoose(person)}
      onRequestClose={onClose}
    >
      {people.error && <ErrorNotice error={people.error} onRetry={people.reload} />}
      {people.data && items.length === 0 ? <p>{t('tasks.nobodyElse')}</p> : <PersonPicker people={items} onPick={setPerson} />}
    </Modal>
  );
}

const forAll = ([first, ...others]: readonly ColleaguesView[]): ColleagueView[] =>
  (first?.items ?? []).filter(({ account }) => others.every(({ items }) => items.some((each) => each.account === account)));
