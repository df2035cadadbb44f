import { useLayoutEffect, useRef } from 'react';
import type { CaseClockEntry, CaseClockView } from '@gaita/contracts';
import { RequestError } from '../../api/request.ts';
import { CompareTable } from '../../shell/compare-table.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { useClockStory } from './clock-story.ts';

/** The clock as it is now, when somebody changed it meanwhile. */
export function conflictIn(error: unknown): CaseClockView | undefined {
  if (!(error instanceof RequestError) || error.code !== 'version-conflict') return undefined;
  return error.details['clock'] as CaseClockView | undefined;
}

const fields = ['until', 'ground', 'reason', 'notice'] as const;

interface ClockConflictProps {
  readonly before: CaseClockView;
  readonly now: CaseClockView;
  readonly mine: Partial<Pick<CaseClockEntry, (typeof fields)[number]>>;
}

/** Who did what to the clock meanwhile and when, field by field beside what stands in the dialog; nothing was overwritten. */
export function ClockConflict({ before, now, mine }: ClockConflictProps) {
  const { t, formats } = useTexts();
  const story = useClockStory();
  const place = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => place.current?.focus(), [now]);
  const known = new Set(before.entries.map(keyOf));
  const done = now.entries.filter((entry) => entry.kind !== 'passed' && !known.has(keyOf(entry)));
  const last = done.at(-1);
  const labels = { until: t('clock.newDue'), ground: t('clock.ground'), reason: t('clock.reason'), notice: t('clock.notice') };
  const said = (entry: typeof mine | undefined, field: (typeof fields)[number]) => {
    const text = entry?.[field]?.trim();
    return text && field === 'until' ? formats.day(text) : (text ?? '');
  };
  const rows = fields
    .map((field) => ({ label: labels[field], here: said(mine, field), there: said(last, field) }))
    .filter(({ here, there }) => here !== there);
  return (
    <div className="draft-conflict" role="group" aria-labelledby="clock-conflict-title">
      <h3 id="clock-conflict-title" ref={place} tabIndex={-1}>
        {t('clock.conflict')}
      </h3>
      <ul className="plain-list">
        {done.map((entry) => (
          <li key={keyOf(entry)}>{[story(entry), formats.moment(entry.at), ...(entry.by ? [entry.by] : [])].join(' · ')}</li>
        ))}
      </ul>
      {last && rows.length > 0 && <CompareTable rows={rows} {...(last.by !== undefined && { there: last.by })} />}
      <p>{t('clock.conflictHelp')}</p>
    </div>
  );
}

const keyOf = ({ kind, at, on }: CaseClockEntry): string => `${kind} ${at} ${on}`;
