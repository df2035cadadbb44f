import { ProgressBar } from '@carbon/react';

interface ProgressProps {
  readonly label: string;
  /** How far in words, below the bar: Carbon's own place for it says “Loading” beside in English. */
  readonly text: string;
  readonly value: number;
  readonly max: number;
  readonly status?: 'active' | 'finished' | 'error';
  readonly size?: 'small' | 'big';
}

/** How much of something is done or used. */
export function Progress({ label, text, value, max, status = 'active', size = 'big' }: ProgressProps) {
  return (
    <div>
      <ProgressBar label={label} value={value} max={max} status={status} size={size} />
      <p className="cds--progress-bar__helper-text">{text}</p>
    </div>
  );
}
