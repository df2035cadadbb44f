import { Modal } from '@carbon/react';
import type { TaskDetailView } from '@gaita/contracts';
import { useTexts } from '../../texts/use-texts.tsx';

interface FinalCheckProps {
  readonly final: NonNullable<TaskDetailView['final']>;
  /** The values in words. */
  readonly entered: string;
  /** Says what the button does. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Before what cannot be taken back: its effect, and what was entered. */
export function FinalCheck({ final, entered, action, onConfirm, onClose }: FinalCheckProps) {
  const { t } = useTexts();
  return (
    <Modal
      open
      size="sm"
      modalHeading={t('tasks.finalTitle')}
      primaryButtonText={action}
      secondaryButtonText={t('tasks.backTo')}
      closeButtonLabel={t('action.close')}
      onRequestSubmit={onConfirm}
      onRequestClose={onClose}
    >
      <p>{final === 'sends' ? t('tasks.finalSends') : t('tasks.finalEnds')}</p>
      {entered !== '' && (
        <>
          <h3 className="task__summary-title">{t('tasks.finalValues')}</h3>
          <p className="task__summary">{entered}</p>
        </>
      )}
    </Modal>
  );
}
