import { WarningAlt } from '@carbon/react/icons';
import type { DutyConflict } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';
import { useConflictWords } from './use-conflict-words.ts';

/** In a row of a list: that the reader may not do this task, and why. */
export function ConflictMark({ conflict }: { readonly conflict: DutyConflict }) {
  const { t } = useTexts();
  const { because } = useConflictWords(conflict);
  return (
    <span className="duty-mark">
      <WarningAlt aria-hidden="true" />
      <span>
        {conflict.pair.level === 'hard' ? t('duties.notYou') : t('duties.withReason')} {because}
      </span>
    </span>
  );
}
