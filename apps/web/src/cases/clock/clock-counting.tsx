import type { ReactNode } from 'react';
import type { CaseClockView } from '@gaita/contracts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useDueWords } from '../../work/use-due-words.ts';

/** How the last day came about: receipt, rule, days off, stops, extensions. */
export function ClockCounting({ clock, institution }: { readonly clock: CaseClockView; readonly institution: string }) {
  const { t, formats } = useTexts();
  const words = useDueWords();
  const days = (all: readonly string[]) => (all.length === 0 ? t('clock.none') : all.map((day) => formats.day(day)).join(' · '));
  const rule = words.rule({ institution, createdAt: Date.parse(clock.receivedOn), dueRule: clock.term });
  const rows: [string, ReactNode][] = [
    [t('clock.received'), formats.day(clock.receivedOn)],
    [t('clock.term'), rule ?? clock.term],
    [t('clock.countedIn'), clock.unit === 'working day' ? t('clock.inWorking') : t('clock.inCalendar')],
    ...(clock.rolledFrom === undefined
      ? []
      : [[t('clock.rolled'), t('clock.rolledFrom', { date: formats.day(clock.rolledFrom) })] satisfies [string, ReactNode]]),
    [t('clock.free'), days(clock.free)],
    ...(clock.worked.length === 0 ? [] : [[t('clock.worked'), days(clock.worked)] satisfies [string, ReactNode]]),
    [
      t('clock.stops'),
      clock.stops.length === 0
        ? t('clock.none')
        : clock.stops
            .map(({ from, to }) =>
              to === undefined
                ? t('clock.stopOpen', { from: formats.day(from) })
                : t('clock.stop', { from: formats.day(from), to: formats.day(to) }),
            )
            .join(' · '),
    ],
    [t('clock.latest'), clock.latest === undefined ? t('clock.cannot') : formats.day(clock.latest)],
    [t('clock.ruleSet'), clock.ruleSet],
  ];
  return (
    <dl className="values">
      {rows.map(([title, fact]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}
