import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { forget, recall } from './list-memory.ts';
import type { ShownRow } from './shown-list.ts';

/** Whoever comes back from a task stands where they left the list: the same rows, the focus on the next one. */
export function useReturn(place: RefObject<HTMLElement | null>, search: string, rows: readonly ShownRow[] | undefined): void {
  const done = useRef(false);
  useLayoutEffect(() => {
    if (done.current || !rows) return;
    done.current = true;
    const memory = recall();
    if (memory?.search !== search) return;
    forget();
    const there = new Set(rows.map(({ id }) => id));
    const next = memory.rows.find((id) => there.has(id));
    window.scrollTo({ top: memory.scrollY });
    const row = [...(place.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])].find(
      (each) => each.dataset['row'] === next,
    );
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }, [place, search, rows]);
}
