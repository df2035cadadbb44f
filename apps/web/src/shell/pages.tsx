import { ChevronLeft, ChevronRight } from '@carbon/icons-react';
import { useTexts } from '../texts/use-texts.tsx';

interface PagesProps {
  readonly total: number;
  /** The first is 0. */
  readonly page: number;
  readonly onPage: (page: number) => void;
}

/** Through a list that comes in pages. */
export function Pages({ total, page, onPage }: PagesProps) {
  const { t, formats } = useTexts();
  return (
    <nav className="pages" aria-label={t('pages.title')}>
      <button
        type="button"
        className="cds--btn cds--btn--ghost cds--btn--icon-only"
        aria-label={t('pages.previous')}
        disabled={page <= 0}
        onClick={() => onPage(page - 1)}
      >
        <ChevronLeft size={20} />
      </button>
      <select
        className="inbox-filter__select"
        aria-label={t('pages.choose')}
        value={page}
        onChange={(event) => onPage(Number(event.target.value))}
      >
        {Array.from({ length: total }, (_, at) => (
          <option key={at} value={at}>
            {t('pages.at', { page: formats.number(at + 1), total: formats.number(total) })}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="cds--btn cds--btn--ghost cds--btn--icon-only"
        aria-label={t('pages.next')}
        disabled={page >= total - 1}
        onClick={() => onPage(page + 1)}
      >
        <ChevronRight size={20} />
      </button>
    </nav>
  );
}
