import type { SavedView } from '@gaita/contracts';
import { inboxSorts, inboxViews } from '@gaita/contracts';

const narrowing = ['q', 'process', 'due', 'sort'] as const;

/**
 * What the address of a list says. It restores view, filter, order and columns; it never holds what somebody typed into a form. What it
 * does not say is as the saved view has it; in a saved view an empty value takes that away.
 */
export interface ListAddress {
  readonly view: string;
  readonly q?: string;
  readonly process?: string;
  readonly due?: string;
  readonly sort?: string;
  readonly cols?: readonly string[];
}

/** What a list is narrowed to and how it is ordered, whether the address or the saved view says it. */
export interface ShownAddress {
  readonly view: string;
  readonly q: string;
  readonly process: string;
  readonly due: string;
  readonly sort: string;
  readonly cols?: readonly string[];
}

const isSort = (text: string): boolean => text === '' || inboxSorts.some((each) => text === each || text === `-${each}`);

export function readAddress(search: URLSearchParams): ListAddress {
  const said = narrowing.flatMap((name) => {
    const value = search.get(name);
    return value === null || (name === 'sort' && !isSort(value)) ? [] : [[name, value] as const];
  });
  return {
    view: search.get('view') ?? 'mine',
    ...Object.fromEntries(said),
    ...(search.has('cols') && { cols: (search.get('cols') ?? '').split(',').filter((name) => name !== '') }),
  };
}

/** `?view=group&q=…`, with nothing that goes without saying. */
export function writeAddress({ view, cols, ...said }: ListAddress): string {
  const isSaved = inboxViews.every((each) => each !== view);
  const given = {
    ...(view !== 'mine' && { view }),
    ...Object.fromEntries(
      narrowing.flatMap((name) => {
        const value = said[name];
        return value === undefined || (value === '' && !isSaved) ? [] : [[name, value]];
      }),
    ),
    ...(cols !== undefined && { cols: cols.join() }),
  };
  const text = new URLSearchParams(given).toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** @param saved the view that is open, where it is a saved one */
export const shownBy = ({ view, q, process, due, sort, cols }: ListAddress, saved: SavedView | undefined): ShownAddress => ({
  view,
  q: q ?? saved?.q ?? '',
  process: process ?? saved?.process ?? '',
  due: due ?? saved?.due ?? '',
  sort: sort ?? saved?.sort ?? '',
  ...(cols && { cols }),
});

/** The address of what is to be shown: it says what is not as the saved view has it. */
export const addressOf = ({ view, cols, ...shown }: ShownAddress, saved: SavedView | undefined): ListAddress => ({
  view,
  ...Object.fromEntries(narrowing.flatMap((name) => (shown[name] === (saved?.[name] ?? '') ? [] : [[name, shown[name]]]))),
  ...(cols && { cols }),
});

/** How a click on a column's head changes the order: this column, then the other way round, then as it was. */
export const nextSort = (now: string, column: string): string =>
  now === column ? `-${column}` : now === `-${column}` ? '' : column;
