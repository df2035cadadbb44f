import { useCallback, useMemo, useRef, useState } from 'react';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** With the range from the row that was chosen last, or this one alone. */
  readonly toggle: (id: string, withRange: boolean) => void;
  readonly clear: () => void;
  /** These are not chosen any more. */
  readonly drop: (ids: Iterable<string>) => void;
}

interface Chosen {
  readonly scope: string;
  readonly ids: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/**
 * Chosen rows, in whatever order they stand; what is not shown is not chosen.
 * @param order ids of all rows that may be chosen
 * @param scope of which list: in another one nothing is chosen yet
 */
export function useSelection(order: readonly string[], scope: string): Selection {
  const [chosen, setChosen] = useState<Chosen>({ scope, ids: none });
  const last = useRef<string>(undefined);
  const latest = useRef({ order, scope });
  latest.current = { order, scope };
  const change = useCallback((next: (ids: ReadonlySet<string>) => ReadonlySet<string>) => {
    const { scope: now } = latest.current;
    setChosen((before) => ({ scope: now, ids: next(before.scope === now ? before.ids : none) }));
  }, []);
  const toggle = useCallback(
    (id: string, withRange: boolean) => {
      const { order: all } = latest.current;
      const from = withRange && last.current !== undefined ? all.indexOf(last.current) : -1;
      const to = all.indexOf(id);
      if (to === -1) return;
      const range = from === -1 ? [id] : all.slice(Math.min(from, to), Math.max(from, to) + 1);
      last.current = id;
      change((before) => {
        const after = new Set(before);
        const choose = from !== -1 || !before.has(id);
        for (const each of range)
          if (choose) after.add(each);
          else after.delete(each);
        return after;
      });
    },
    [change],
  );
  const clear = useCallback(() => change(() => none), [change]);
  const drop = useCallback(
    (gone: Iterable<string>) => {
      const left = new Set(gone);
      change((before) => new Set([...before].filter((id) => !left.has(id))));
    },
    [change],
  );
  // In the order in which they were chosen: the first one tells who else may do the work.
  const ids = useMemo(() => {
    const shown = new Set(order);
    return chosen.scope === scope ? new Set([...chosen.ids].filter((id) => shown.has(id))) : none;
  }, [chosen, scope, order]);
  return { ids, toggle, clear, drop };
}
