import { useTexts } from '../texts/use-texts.tsx';
import type { DraftState } from './draft-keeper.ts';

/** Is what I typed safe? In two words beside the form; spoken only when that changes for the worse or back. */
export function DraftStatus({ state }: { readonly state: DraftState }) {
  const { t, formats } = useTexts();
  const words = () => {
    switch (state.kind) {
      case 'saved':
        return t('documents.draft.saved', { time: formats.time(state.at) });
      case 'typing':
      case 'saving':
        return t('documents.draft.saving');
      case 'waiting':
        return t('documents.draft.waiting');
      case 'failed':
        return t('documents.draft.failed');
      default:
        return '';
    }
  };
  const urgent = state.kind === 'waiting' || state.kind === 'failed';
  return (
    <p className="draft-status hint" role={urgent ? 'status' : undefined} data-state={state.kind}>
      {words()}
    </p>
  );
}
