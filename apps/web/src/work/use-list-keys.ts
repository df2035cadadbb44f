import type { KeyboardEvent, RefObject } from 'react';
import { useShortcuts } from '../shell/shortcuts.ts';

interface ListKeys {
  readonly place: RefObject<HTMLElement | null>;
  readonly current: () => string | undefined;
  readonly open: (id: string) => void;
  readonly claim: (id: string) => void;
  readonly handBack: (id: string) => void;
  readonly select: (id: string, withRange: boolean) => void;
}

const steps: { readonly [code: string]: number } = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Where a page begins the arrows lead into its list; from anywhere else they scroll. */
const isAtTitle = (): boolean =>
  document.activeElement === document.body || document.activeElement?.closest('h1, [data-row]') !== null;

/** Keys of a list: through its rows with the arrows, and one letter for what is done with a row. */
export function useListKeys({ place, current, open, claim, handBack, select }: ListKeys): (event: KeyboardEvent) => void {
  const rows = () => [...(place.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const move = (by: number): string | undefined => {
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const to =
      at === -1
        ? Math.max(
            0,
            all.findIndex((row) => row.dataset['row'] === current()),
          )
        : at + by;
    const row = all[Math.min(Math.max(to, 0), all.length - 1)];
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
    return row?.dataset['row'];
  };
  const withCurrent = (act: (id: string) => void) => () => {
    const id = current();
    if (id !== undefined) act(id);
  };
  useShortcuts([
    { code: 'ArrowDown', text: 'inbox.keys.down', run: () => void move(1), when: isAtTitle },
    { code: 'ArrowUp', text: 'inbox.keys.up', run: () => void move(-1), when: isAtTitle },
    { code: 'Enter', text: 'inbox.keys.open' },
    { code: 'KeyC', text: 'inbox.keys.claim', run: withCurrent(claim) },
    { code: 'KeyH', text: 'inbox.keys.handBack', run: withCurrent(handBack) },
    { code: 'KeyX', text: 'inbox.keys.select', run: withCurrent((id) => select(id, false)) },
    { code: 'KeyX', shift: true, text: 'inbox.keys.selectRange', run: withCurrent((id) => select(id, true)) },
  ]);
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    const row = event.target.dataset['row'];
    if (row === undefined) return;
    const by = steps[event.code];
    if (event.code === 'Enter') open(row);
    else if (event.code === 'Space') select(row, event.shiftKey);
    else if (by !== undefined) {
      if (event.shiftKey) select(row, false);
      const to = move(by);
      if (event.shiftKey && to !== undefined) select(to, true);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
