import { useLayoutEffect, useRef, useState } from 'react';
import { Button } from '@carbon/react';
import { useTexts } from '../texts/use-texts.tsx';

/** For what cannot be taken back: the second button names the effect. */
export function ConfirmButton({
  text,
  confirm,
  onConfirm,
}: {
  readonly text: string;
  readonly confirm: string;
  readonly onConfirm: () => void;
}) {
  const { t } = useTexts();
  const [asked, setAsked] = useState<boolean>();
  const first = useRef<HTMLButtonElement>(null);
  const second = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (asked !== undefined) (asked ? second : first).current?.focus();
  }, [asked]);
  if (!asked)
    return (
      <Button ref={first} kind="ghost" size="md" onClick={() => setAsked(true)}>
        {text}
      </Button>
    );
  return (
    <div className="confirm">
      <Button ref={second} kind="danger" size="md" onClick={onConfirm}>
        {confirm}
      </Button>
      <Button kind="ghost" size="md" onClick={() => setAsked(false)}>
        {t('action.cancel')}
      </Button>
    </div>
  );
}
