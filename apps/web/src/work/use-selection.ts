import { useCallback, useRef, useState } from 'react';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** With the range from the row that was chosen last, or this one alone. */
  readonly toggle: (id: string, withRange: boolean) => void;
  readonly clear: () => void;
}

/** Chosen rows, in whatever order they stand. @param order ids of all rows */
export function useSelection(order: readonly string[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string>(undefined);
  const latest = useRef(order);
  latest.current = order;
  const toggle = useCallback((id: string, withRange: boolean) => {
    const from = withRange && last.current !== undefined ? latest.current.indexOf(last.current) : -1;
    const to = latest.current.indexOf(id);
    const range = from === -1 ? [id] : latest.current.slice(Math.min(from, to), Math.max(from, to) + 1);
    last.current = id;
    setIds((before) => {
      const after = new Set(before);
      const choose = from !== -1 || !before.has(id);
      for (const each of range)
        if (choose) after.add(each);
        else after.delete(each);
      return after;
    });
  }, []);
  const clear = useCallback(() => setIds(new Set()), []);
  return { ids, toggle, clear };
}
