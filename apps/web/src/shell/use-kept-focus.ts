import { useEffect } from 'react';

const reachable = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)';
/** They give the focus back themselves, to what had it before. */
const passing = 'dialog, [role=dialog], [role=menu], [role=listbox]';

interface Held {
  readonly element: HTMLElement;
  /** The row that it stands in, then those after it, then those before it, the nearest first. */
  readonly rows: readonly Element[];
  readonly part: Element | null;
}

function held(element: HTMLElement): Held {
  const row = element.closest('li, tr, [role=row]');
  const all = row ? [...(row.parentElement?.children ?? [])] : [];
  const at = row ? all.indexOf(row) : 0;
  return { element, rows: [...all.slice(at), ...all.slice(0, at).reverse()], part: element.closest('section') };
}

function focusNear({ rows, part }: Held): void {
  const next = rows.filter((row) => row.isConnected).map((row) => row.querySelector<HTMLElement>(reachable));
  const target = next.find((each) => each !== null) ?? part?.querySelector<HTMLElement>('h2, h3') ?? document.querySelector('h1');
  if (!(target instanceof HTMLElement) || !target.isConnected) return;
  if (/^H\d$/.test(target.tagName)) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/** When what had the focus goes with its row, the next row has it, else the one before, else the title: nobody is thrown to the top. */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Held | undefined;
    const note = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.closest(passing) === null) last = held(target);
    };
    const isNowhere = () => document.activeElement === null || document.activeElement === document.body;
    const observer = new MutationObserver(() => {
      if (!last || last.element.isConnected || !isNowhere()) return;
      const gone = last;
      last = undefined;
      focusNear(gone);
    });
    document.addEventListener('focusin', note);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', note);
      observer.disconnect();
    };
  }, []);
}
