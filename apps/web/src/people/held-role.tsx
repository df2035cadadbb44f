import { Button, Tag } from '@carbon/react';
import type { AbsenceView, AssignmentView } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';
import { useTermWords } from './term-words.ts';

/** Days, unit and service of a role, and whether it is still to come. */
export function RoleTerm({ held }: { readonly held: AssignmentView }) {
  const { t } = useTexts();
  const termWords = useTermWords();
  const isLimited = held.from !== undefined || held.to !== undefined;
  const said = [held.unitName, held.serviceName, isLimited ? termWords(held) : undefined].filter((each) => each !== undefined);
  return (
    <>
      {said.length > 0 && <span className="people-more">{said.join(' · ')}</span>}
      {held.state === 'future' && (
        <Tag size="sm" type="blue">
          {t('people.state.future')}
        </Tag>
      )}
      {held.state === 'past' && (
        <Tag size="sm" type="gray">
          {t('people.state.past')}
        </Tag>
      )}
    </>
  );
}

/** Away from–to, and who does the work meanwhile. */
export function Deputy({ absence }: { readonly absence: AbsenceView | undefined }) {
  const { t } = useTexts();
  const termWords = useTermWords();
  if (!absence) return null;
  const standIn = absence.standIn?.name ?? absence.substituteName;
  return (
    <span className="people-away">
      <Tag size="sm" type={absence.state === 'now' ? 'purple' : 'gray'}>
        {absence.state === 'now' ? t('people.away') : t('people.awaySoon')}
      </Tag>
      <span className="people-more">
        {termWords(absence)} · {standIn === undefined ? t('people.nobodyStandsIn') : t('people.standsIn', { name: standIn })}
      </span>
    </span>
  );
}

interface ChangeButtonProps {
  readonly label: string;
  readonly onClick: () => void;
}

/** Small, in a line of several; its name says what it changes. */
export function ChangeButton({ label, onClick }: ChangeButtonProps) {
  const { t } = useTexts();
  return (
    <Button kind="ghost" size="sm" aria-label={label} onClick={onClick}>
      {t('people.change.open')}
    </Button>
  );
}
