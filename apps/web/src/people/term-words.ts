import { useTexts } from '../texts/use-texts.tsx';

interface Term {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A term of days in words: "from 1 Mar 2026", "until 5 Mar 2026", "1 Mar 2026 – 5 Mar 2026", "without end". */
export function useTermWords(): (term: Term) => string {
  const { t, formats } = useTexts();
  return ({ from, to }) => {
    if (from !== undefined && to !== undefined) return `${formats.day(from)} – ${formats.day(to)}`;
    if (from !== undefined) return t('people.from', { date: formats.day(from) });
    return to === undefined ? t('people.always') : t('people.until', { date: formats.day(to) });
  };
}
