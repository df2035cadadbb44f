import { InlineNotification } from '@carbon/react';
import { useLocation } from 'react-router';
import type { CompletedTask } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';

/** What the person just finished, on the screen that followed; politely, since the focus is on its title. */
export function DoneNotice() {
  const { t } = useTexts();
  const { state } = useLocation() as { state: { done?: { name: string; result: CompletedTask['result'] } } | null };
  if (!state?.done) return null;
  const { name, result } = state.done;
  const titles = { completed: t('done.completed'), 'to-sign': t('done.toSign'), returned: t('done.returned') };
  return (
    <div className="notice">
      <InlineNotification kind="success" lowContrast hideCloseButton role="status" title={titles[result]} subtitle={name} />
    </div>
  );
}
