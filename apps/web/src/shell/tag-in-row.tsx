import type { CarbonIconType } from '@carbon/icons-react';

interface TagInRowProps {
  readonly kind: 'red' | 'gray';
  readonly icon: CarbonIconType;
  readonly text: string;
}

/**
 * Carbon's tag for lists of any length: its own component measures itself in the page, which lays the list out anew for each row.
 * The text is said whole instead, in two lines where one is too short.
 */
export function TagInRow({ kind, icon: Icon, text }: TagInRowProps) {
  return (
    <span className={`cds--tag cds--tag--md cds--layout--size-md cds--tag--${kind}`}>
      <span className="cds--tag__custom-icon">
        <Icon />
      </span>
      <span className="cds--tag__label">{text}</span>
    </span>
  );
}
