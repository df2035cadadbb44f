import { useEffect, useState } from 'react';

/** Gives the focus to where it was; to the title where that is gone. Nothing of the page takes it from what has it. */
export function focusAgain(place: Element | null): void {
  const isNowhere = () => document.activeElement === null || document.activeElement === document.body;
  if (isNowhere() && place instanceof HTMLElement) place.focus();
  if (isNowhere()) document.querySelector<HTMLElement>('h1')?.focus();
}

/** What was chosen in a menu goes with it: the button that opened the menu stays. */
function openerOf(chosen: Element | null): Element | null {
  const menu = chosen?.closest('[role=menu]');
  return menu ? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`) : chosen;
}

/** For what stands over the page while it is rendered: afterwards the focus is where it was before. */
export function useFocusBack(): void {
  // While rendering, since whatever is shown takes the focus at once.
  const [opener] = useState(() => openerOf(document.activeElement));
  useEffect(() => () => focusAgain(opener), [opener]);
}
