import { useLayoutEffect, useRef } from 'react';
import { Button } from '@carbon/react';
import type { DraftContent, Variables } from '@gaita/contracts';
import type { FormSchema } from '../api/shapes.ts';
import { CompareTable } from '../shell/compare-table.tsx';
import { differences } from './differences.ts';
import { useTexts } from '../texts/use-texts.tsx';

interface DraftConflictProps {
  readonly schema: FormSchema;
  readonly mine: Variables;
  readonly other: DraftContent;
  readonly onChoose: (which: 'mine' | 'theirs') => void;
}

/** Two devices: what stands here and there, field by field; nothing is overwritten until the person chose. */
export function DraftConflict({ schema, mine, other, onChoose }: DraftConflictProps) {
  const { t, formats } = useTexts();
  const place = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => place.current?.focus(), []);
  return (
    <div className="draft-conflict" role="group" aria-labelledby="draft-conflict-title">
      <h2 id="draft-conflict-title" ref={place} tabIndex={-1}>
        {t('documents.draft.conflictTitle', { when: formats.moment(other.savedAt) })}
      </h2>
      <p>{t('documents.draft.conflictText')}</p>
      <CompareTable rows={differences(schema, mine, other.values)} there={t('documents.draft.there')} />
      <div className="draft-conflict__choice">
        <Button size="md" onClick={() => onChoose('mine')}>
          {t('meanwhile.keepMine')}
        </Button>
        <Button size="md" kind="tertiary" onClick={() => onChoose('theirs')}>
          {t('documents.draft.takeTheirs')}
        </Button>
      </div>
    </div>
  );
}
