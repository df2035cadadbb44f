import { Button } from '@carbon/react';
import { RequestError } from '../api/request.ts';
import { forget, tryAgain } from '../offline/outbox.ts';
import type { Waiting } from '../offline/outbox.ts';
import { useRefusal } from '../shell/use-refusal.ts';
import { useTexts } from '../texts/use-texts.tsx';

/** A note that has not reached the server yet, or was refused by it. */
export function WaitingNote({ waiting: { key, body, refused } }: { readonly waiting: Waiting }) {
  const { t } = useTexts();
  return (
    <li className="notes__item notes__item--waiting">
      {refused ? <Refused {...refused} /> : <p className="hint">{t('documents.note.waiting')}</p>}
      <p className="notes__text">{(body as { readonly text: string }).text}</p>
      {refused && (
        <>
          <Button kind="ghost" size="sm" onClick={() => tryAgain(key)}>
            {t('action.retry')}
          </Button>
          <Button kind="ghost" size="sm" onClick={() => forget(key)}>
            {t('documents.note.discard')}
          </Button>
        </>
      )}
    </li>
  );
}

function Refused({ status, code, message, details }: NonNullable<Waiting['refused']>) {
  const { t } = useTexts();
  const { text } = useRefusal(new RequestError(status, code, message, details));
  return (
    <p className="hint">
      <strong>{t('documents.note.refused')}</strong> {text}
    </p>
  );
}
