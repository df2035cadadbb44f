import { useEffect, useRef } from 'react';
import { InlineNotification } from '@carbon/react';
import type { Variables } from '@gaita/contracts';
import type { RequestError } from '../api/request.ts';
import type { FormSchema } from '../api/shapes.ts';
import { ownValues } from '../drafts/own-values.ts';
import { useRefusal } from '../shell/use-refusal.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { inWords } from './in-words.ts';
import { AskHandover } from './ask-handover.tsx';
import { KeptInput } from './kept-input.tsx';

interface ConflictNoticeProps {
  readonly conflict: RequestError;
  readonly schema: FormSchema | undefined;
  readonly values: () => Variables;
}

/** Somebody was faster: who and when, and what was typed can be taken along. */
export function ConflictNotice({ conflict, schema, values }: ConflictNoticeProps) {
  const { t } = useTexts();
  const { text: reason, lang } = useRefusal(conflict);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const text = schema ? inWords(schema, ownValues(schema, values())) : '';
  return (
    <>
      <div ref={place} tabIndex={-1} className="notice">
        <InlineNotification kind="warning" lowContrast hideCloseButton role="alert" title={t('conflict.title')}>
          <span lang={lang}>{reason}</span> {text !== '' && t('conflict.kept')}
        </InlineNotification>
      </div>
      <AskHandover conflict={conflict} />
      {text !== '' && <KeptInput title={t('documents.page.typed')} text={text} />}
    </>
  );
}
