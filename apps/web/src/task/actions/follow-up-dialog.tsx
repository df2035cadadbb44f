import { useState } from 'react';
import { NumberInput } from '@carbon/react';
import { Dialog } from '../../shell/dialog.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

interface FollowUpDialogProps {
  readonly onSet: (workingDays: number) => void;
  readonly onClose: () => void;
}

/** In how many working days the holder looks at the task again. */
export function FollowUpDialog({ onSet, onClose }: FollowUpDialogProps) {
  const { t } = useTexts();
  const [days, setDays] = useState(3);
  const isRight = Number.isInteger(days) && days >= 1 && days <= 250;
  return (
    <Dialog
      size="xs"
      modalHeading={t('tasks.followUp')}
      primaryButtonText={t('tasks.followUpSet')}
      primaryButtonDisabled={!isRight}
      onRequestSubmit={() => onSet(days)}
      onRequestClose={onClose}
    >
      <NumberInput
        id="follow-up-days"
        data-modal-primary-focus
        size="md"
        label={t('tasks.followUpDays')}
        min={1}
        max={250}
        value={days}
        translateWithId={(id) => (id === 'increment.number' ? t('field.more') : t('field.less'))}
        onChange={(_event, { value }) => setDays(Number(value))}
      />
    </Dialog>
  );
}
