import { useEffect, useRef } from 'react';
import { ActionableNotification, InlineNotification } from '@carbon/react';
import { useTexts } from '../texts/use-texts.tsx';
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
  useEffect(() => {
    if (focus) place.current?.focus();
  }, [error, focus]);
  const { text, lang } = useRefusal(error);
  const shown = {
    kind: 'error',
    lowContrast: true,
    title: title ?? t('error.title'),
  } as const;
  return (
    <div ref={place} tabIndex={-1} className="notice">
      {onRetry ? (
        <ActionableNotification
          {...shown}
          subtitle={<span lang={lang}>{text}</span>}
          inline
          role="alert"
          hasFocus={false}
          hideCloseButton
          actionButtonLabel={t('action.retry')}
          onActionButtonClick={onRetry}
        />
      ) : (
        <InlineNotification {...shown} role="alert" hideCloseButton>
          <span lang={lang}>{text}</span>
        </InlineNotification>
      )}
    </div>
  );
}
