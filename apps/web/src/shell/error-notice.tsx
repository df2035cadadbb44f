import { useLayoutEffect, useRef } from 'react';
import { useTexts } from '../texts/use-texts.tsx';
import { Notice } from './notice.tsx';
import { useRefusal } from './use-refusal.ts';

interface ErrorNoticeProps {
  readonly error: Error;
  readonly title?: string;
  readonly onRetry?: () => void;
  /** Takes the focus when it appears: after something that the person did. */
  readonly focus?: boolean;
}

/** What happened and what to do, inside the panel that failed. */
export function ErrorNotice({ error, title, onRetry, focus = false }: ErrorNoticeProps) {
  const { t } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (focus) place.current?.focus();
  }, [error, focus]);
  const { text } = useRefusal(error);
  return (
    <div ref={place} tabIndex={-1} className="notice">
      <Notice
        kind="error"
        role="alert"
        title={title ?? t('error.title')}
        {...(onRetry && { action: { label: t('action.retry'), run: onRetry } })}
      >
        {text}
      </Notice>
    </div>
  );
}
