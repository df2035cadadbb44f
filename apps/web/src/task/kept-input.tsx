import { useEffect, useRef, useState } from 'react';
import { Button } from '@carbon/react';
import { useTexts } from '../texts/use-texts.tsx';

interface KeptInputProps {
  readonly title: string;
  /** What was typed, in words. */
  readonly text: string;
}

/** What somebody typed and cannot send, to be read and taken along. */
export function KeptInput({ title, text }: KeptInputProps) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const words = useRef<HTMLPreElement>(null);
  useEffect(() => setCopied(false), [text]);
  const copy = async () => {
    // Without the right to the clipboard the words are selected: the reader's own keys copy them.
    if (words.current) getSelection()?.selectAllChildren(words.current);
    await navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <section className="kept-input" aria-label={title}>
      <h2>{title}</h2>
      <pre ref={words} tabIndex={0}>
        {text}
      </pre>
      <Button kind="tertiary" size="md" onClick={() => void copy()}>
        {copied ? t('conflict.copied') : t('conflict.copy')}
      </Button>
    </section>
  );
}
