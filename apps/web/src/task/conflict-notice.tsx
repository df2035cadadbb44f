import { useEffect, useRef, useState } from 'react';
import { ActionableNotification, InlineNotification } from '@carbon/react';
import type { Variables } from '@gaita/contracts';
import type { RequestError } from '../api/request.ts';
import type { FormSchema } from '../api/shapes.ts';
import { useRefusal } from '../shell/use-refusal.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { inWords } from './in-words.ts';

interface ConflictNoticeProps {
  readonly conflict: RequestError;
  readonly schema?: FormSchema;
  readonly values: () => Variables;
}

/** Somebody was faster: who and when, and what was typed can be taken along. */
export function ConflictNotice({ conflict, schema, values }: ConflictNoticeProps) {
  const { t } = useTexts();
  const { text: reason, lang } = useRefusal(conflict);
  const place = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => place.current?.focus(), []);
  const text = schema ? inWords(schema, values()) : '';
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div ref={place} tabIndex={-1} className="notice">
      {text === '' ? (
        <InlineNotification kind="warning" lowContrast hideCloseButton role="alert" title={t('conflict.title')}>
          <span lang={lang}>{reason}</span>
        </InlineNotification>
      ) : (
        <ActionableNotification
          kind="warning"
          lowContrast
          inline
          hideCloseButton
          hasFocus={false}
          role="alert"
          title={t('conflict.title')}
          subtitle={
            <>
              <span lang={lang}>{reason}</span> {t('conflict.kept')}
            </>
          }
          actionButtonLabel={copied ? t('conflict.copied') : t('conflict.copy')}
          onActionButtonClick={() => void copy()}
        />
      )}
    </div>
  );
}
