import { useLayoutEffect, useRef } from 'react';
import type { Variables } from '@gaita/contracts';
import type { RequestError } from '../api/request.ts';
import type { FormSchema } from '../api/shapes.ts';
import { ownValues } from '../drafts/own-values.ts';
import { useRefusal } from '../shell/use-refusal.ts';
import { Notice } from '../shell/notice.tsx';
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
  const { text: reason } = useRefusal(conflict);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.focus(), []);
  const text = schema ? inWords(schema, ownValues(schema, values())) : '';
  return (
    <>
      <div ref={place} tabIndex={-1} className="notice">
        <Notice kind="warning" role="alert" title={t('conflict.title')}>
          {reason} {text !== '' && t('conflict.kept')}
        </Notice>
      </div>
      <AskHandover conflict={conflict} />
      {text !== '' && <KeptInput title={t('documents.page.typed')} text={text} />}
    </>
  );
}
