import { useState } from 'react';
import { useTexts } from '../texts/use-texts.tsx';

const storedAs = 'gaita.compactRows';

interface Density {
  readonly isCompact: boolean;
  readonly onCompact: (isCompact: boolean) => void;
}

/** Rows of 48 or 32 px, as the person wants them on this device. */
export function useDensity(): Density {
  const [isCompact, setCompact] = useState(() => localStorage.getItem(storedAs) === 'yes');
  return {
    isCompact,
    onCompact: (wanted) => {
      localStorage.setItem(storedAs, wanted ? 'yes' : 'no');
      setCompact(wanted);
    },
  };
}

export function DensityChoice({ isCompact, onCompact }: Density) {
  const { t } = useTexts();
  return (
    <label className="density-choice">
      <input type="checkbox" checked={isCompact} onChange={(event) => onCompact(event.target.checked)} />
      {t('inbox.compact')}
    </label>
  );
}
