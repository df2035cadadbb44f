import type { ComponentProps } from 'react';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'type'> {
  readonly kind?: 'primary' | 'secondary' | 'tertiary' | 'ghost';
  readonly size: 'sm' | 'md';
}

/**
 * Carbon's button where a page is fetched first or has many of them: the same element and classes, without the tooltips that its
 * component brings for icons (25 kB compressed).
 */
export function Button({ kind = 'primary', size, ...rest }: ButtonProps) {
  return <button {...rest} type="button" className={`cds--btn cds--btn--${kind} cds--btn--${size} cds--layout--size-${size}`} />;
}
