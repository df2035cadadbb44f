import type { TaskDetailView } from '@gaita/contracts';
import { Dialog } from '../../shell/dialog.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import type { FieldWords } from '../in-words.ts';

interface FinalCheckProps {
  readonly final: NonNullable<TaskDetailView['final']>;
  readonly entered: readonly FieldWords[];
  /** Says what the button does. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Before what cannot be taken back: its effect, and what was entered. */
export function FinalCheck({ final, entered, action, onConfirm, onClose }: FinalCheckProps) {
  const { t } = useTexts();
  return (
    <Dialog
      size="sm"
      modalHeading={t('tasks.finalTitle')}
      primaryButtonText={action}
      secondaryButtonText={t('tasks.backTo')}
      onRequestSubmit={onConfirm}
      onRequestClose={onClose}
    >
      <p>{final === 'sends' ? t('tasks.finalSends') : t('tasks.finalEnds')}</p>
      {entered.length > 0 && (
        <>
          <h3 className="task-dialog__title">{t('tasks.finalValues')}</h3>
          <dl className="values">
            {entered.map(({ label, text }, at) => (
              <div key={at}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Dialog>
  );
}
