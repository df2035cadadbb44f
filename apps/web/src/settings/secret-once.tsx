import { useLayoutEffect, useRef, useState } from 'react';
import { Button, TextInput } from '@carbon/react';
import { useTexts } from '../texts/use-texts.tsx';

/** Something that is shown now and never again: to be copied. */
export function SecretOnce({ id, label, secret }: { readonly id: string; readonly label: string; readonly secret: string }) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    setCopied(false);
    field.current?.focus();
    field.current?.select();
  }, [secret]);
  const copy = async () => {
    field.current?.select();
    // only over https and on this machine; elsewhere the text is selected
    await navigator.clipboard?.writeText(secret).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div className="secret">
      <TextInput ref={field} id={id} labelText={label} value={secret} readOnly autoComplete="off" spellCheck={false} />
      <Button kind="tertiary" size="md" onClick={() => void copy()}>
        {t('access.copy')}
      </Button>
      <span role="status">{copied && t('access.copied')}</span>
    </div>
  );
}
