import { useEffect, useRef, useState } from 'react';
import { ActionableNotification, InlineNotification } from '@carbon/react';
import type { Variables } from '@gaita/contracts';
import type { RequestError } from '../api/request.ts';
import type { FormSchema } from '../api/shapes.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { inWords } from './in-words.ts';

interface ConflictNoticeProps {
  readonly conflict: RequestError;
  readonly schema?: FormSchema;
  readonly values: () => Variables;
}

/** Somebody was faster: who and when, and what was typed can be taken along. */
export function ConflictNotice({ conflict, schema, values }: ConflictNoticeProps) {
  const { t, formats } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => place.current?.focus(), []);
  const { assignee, by = assignee, at } = conflict.details;
  const who = typeof by === 'string' ? by : undefined;
  const when = typeof at === 'number' || typeof at === 'string' ? formats.moment(at) : undefined;
  const title = who && when ? t('conflict.byAt', { who, when }) : who ? t('conflict.by', { who }) : t('conflict.title');
  const text = schema ? inWords(schema, values()) : '';
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div ref={place} tabIndex={-1} className="notice">
      {text === '' ? (
        <InlineNotification kind="warning" lowContrast hideCloseButton role="alert" title={title} subtitle={conflict.message} />
      ) : (
        <ActionableNotification
          kind="warning"
          lowContrast
          inline
          hideCloseButton
          hasFocus={false}
          role="alert"
          title={title}
          subtitle={`${conflict.message} ${t('conflict.kept')}`}
          actionButtonLabel={copied ? t('conflict.copied') : t('conflict.copy')}
          onActionButtonClick={() => void copy()}
        />
      )}
    </div>
  );
}
