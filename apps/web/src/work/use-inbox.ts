import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { BoundedCount, InboxColumn, InboxRow, SavedView } from '@gaita/contracts';
import { fatesOf, readInbox } from '../api/inbox.ts';
import type { InboxListing } from '../api/inbox.ts';
import { useLive } from '../live/live.ts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { ListAddress } from './list-address.ts';
import { writeAddress } from './list-address.ts';
import { recall } from './list-memory.ts';
import { merge, withFates } from './shown-list.ts';
import type { ShownRow } from './shown-list.ts';

/** The server gives at most 200 at once. */
const pageSize = 100;
const mostAtOnce = 200;
/** Several changes within this time are looked at together; in a storm the list is asked for so seldom that each is still seen within two seconds. */
const settle = 150;
const atLeastBetween = 1_400;

interface Loaded {
  readonly address: string;
  readonly view: string;
  readonly rows: readonly ShownRow[];
  readonly total: BoundedCount;
  readonly columns: readonly InboxColumn[];
  readonly saved?: SavedView;
  readonly fresh: number;
  /** All that there is stands in `rows`. */
  readonly complete: boolean;
}

export interface Inbox {
  readonly list?: Loaded;
  readonly error?: Error;
  readonly loadMore: () => void;
  /** Shows what is new; everything may move. */
  readonly show: () => void;
  /** Looks what became of the rows, which stay where they are. */
  readonly look: () => void;
}

const listingOf = ({ view, q, process, due, sort, cols }: ListAddress): Omit<InboxListing, 'limit' | 'offset'> => ({
  view,
  ...(q !== undefined && { q }),
  ...(process !== undefined && { process }),
  ...(due !== undefined && { due }),
  ...(sort !== undefined && { sort }),
  ...(cols !== undefined && { cols: cols.join() }),
});

/** A list of the inbox that is alive without moving. */
export function useInbox(wanted: ListAddress): Inbox {
  const { language } = useTexts();
  const { account } = usePerson();
  const address = writeAddress(wanted);
  const [list, setList] = useState<Loaded>();
  const [error, setError] = useState<Error>();
  const [round, setRound] = useState(0);
  /** Looks and loads in the order in which they were asked for; what an older one finds does not undo a newer one. */
  const asked = useRef(0);
  const applied = useRef(0);
  const latest = useRef({ wanted, list, account });
  useLayoutEffect(() => {
    latest.current = { wanted, list, account };
  });
  /** Something changed while the list was on its way: it may have been read before. */
  const missed = useRef(false);
  const soon = useRef(() => undefined as void);

  useEffect(() => {
    const controller = new AbortController();
    const memory = recall();
    const shown = latest.current.list;
    const count = memory?.search === address ? memory.loaded : shown?.address === address ? shown.rows.length : 0;
    const { wanted } = latest.current;
    load(wanted, Math.max(count, pageSize), controller.signal).then(
      (loaded) => {
        setError(undefined);
        applied.current = ++asked.current;
        setList({ address, view: wanted.view, fresh: 0, ...loaded });
        if (missed.current) soon.current();
        missed.current = false;
      },
      (thrown: unknown) => {
        if (controller.signal.aborted) return;
        setError(thrown as Error);
        setList((before) => (before?.address === address ? before : undefined));
      },
    );
    return () => controller.abort();
  }, [address, language, round]);

  const show = useCallback(() => setRound((before) => before + 1), []);

  const loading = useRef(false);
  const loadMore = useCallback(() => {
    const { wanted: now, list: shown } = latest.current;
    if (!shown || shown.complete || loading.current) return;
    loading.current = true;
    const offset = shown.rows.filter(({ fate }) => fate === undefined).length;
    readInbox({ ...listingOf(now), limit: pageSize, offset })
      .then(
        ({ items, total }) =>
          setList((before) => {
            if (before?.address !== shown.address) return before;
            const known = new Set(before.rows.map(({ id }) => id));
            const added = items.filter(({ id }) => !known.has(id));
            return { ...before, rows: [...before.rows, ...added], total, complete: items.length < pageSize };
          }),
        (thrown: unknown) => setError(thrown as Error),
      )
      .finally(() => {
        loading.current = false;
      });
  }, []);

  const look = useCallback(async () => {
    const { wanted: now, list: shown, account: me } = latest.current;
    if (shown?.address !== writeAddress(now)) {
      missed.current = true;
      return;
    }
    // In an empty list nothing can move.
    if (shown.rows.length === 0) return show();
    const mine = ++asked.current;
    const limit = Math.min(mostAtOnce, Math.max(pageSize, shown.rows.length));
    const page = await readInbox({ ...listingOf(now), limit, offset: 0 });
    const isWhole = page.items.length < limit;
    const { missing } = merge(shown.rows, page.items, isWhole);
    const fates = missing.length === 0 ? [] : await fatesOf(missing.slice(0, 100));
    const base = page.saved?.view ?? now.view;
    // A later look was faster.
    if (mine < applied.current) return;
    applied.current = mine;
    setList((before) => {
      if (before?.address !== shown.address) return before;
      // Rows may have been added since it was asked for.
      const { rows, fresh } = merge(before.rows, page.items, isWhole);
      return { ...before, rows: withFates(rows, fates, me, base), total: page.total, fresh };
    });
  }, [show]);
  const lookSoon = useSettled(look);
  soon.current = lookSoon;
  useLive('task', lookSoon);
  useLive('session', lookSoon);
  // A narrower list may show the old rows until its own are there; another view is not for what is done with them.
  const isShown = list?.address === address || (error === undefined && list?.view === wanted.view);
  return { list: isShown ? list : undefined, error, loadMore, show, look: lookSoon };
}

async function load(
  wanted: ListAddress,
  count: number,
  signal: AbortSignal,
): Promise<Omit<Loaded, 'address' | 'view' | 'fresh'>> {
  const rows: InboxRow[] = [];
  for (;;) {
    const limit = Math.min(mostAtOnce, Math.max(pageSize, count - rows.length));
    const page = await readInbox({ ...listingOf(wanted), limit, offset: rows.length }, signal);
    rows.push(...page.items);
    const complete = page.items.length < limit;
    if (complete || rows.length >= count) {
      const { total, columns, saved } = page;
      return { rows, total, columns, complete, ...(saved && { saved }) };
    }
  }
}

/** Calls soon after the first of several calls, and not again before the time between is over. */
function useSettled(work: () => Promise<void>): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const last = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    if (timer.current !== undefined) return;
    const wait = Math.max(settle, last.current + atLeastBetween - Date.now());
    timer.current = setTimeout(() => {
      timer.current = undefined;
      last.current = Date.now();
      work().catch(() => undefined);
    }, wait);
  }, [work]);
}
