import { useState } from 'react';
import type { SaveViewRequest } from '@gaita/contracts';
import { saveView } from '../api/inbox.ts';
import { Button } from '../shell/button.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface DeletedViewProps {
  /** What saves the view again that was deleted last. */
  readonly deleted: SaveViewRequest | undefined;
  readonly onBack: (id: string) => void;
  readonly onClose: () => void;
}

/** A view is deleted without a question, and comes back the same way. */
export function DeletedView({ deleted, onBack, onClose }: DeletedViewProps) {
  const { t } = useTexts();
  const [refused, setRefused] = useState<Error>();
  const undo = (view: SaveViewRequest) => {
    setRefused(undefined);
    saveView(view).then(({ id }) => onBack(id), setRefused);
  };
  return (
    <>
      {refused && <ErrorNotice error={refused} focus />}
      <div role="status">
        {deleted && (
          <div className="row-act-notice">
            <p>{t('inbox.viewDeleted', { name: deleted.name })}</p>
            <Button kind="ghost" size="sm" onClick={() => undo(deleted)}>
              {t('inbox.undo')}
            </Button>
            <Button kind="ghost" size="sm" onClick={onClose}>
              {t('action.close')}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
