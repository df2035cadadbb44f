import { inboxSorts } from '@gaita/contracts';

/** What the address of a list says. It restores view, filter, order and columns; it never holds what somebody typed into a form. */
export interface ListAddress {
  readonly view: string;
  readonly q: string;
  readonly process: string;
  readonly due: string;
  readonly sort: string;
  /** Absent: those of the saved view. */
  readonly cols: readonly string[] | undefined;
}

export function readAddress(search: URLSearchParams): ListAddress {
  const sort = search.get('sort') ?? '';
  return {
    view: search.get('view') ?? 'mine',
    q: search.get('q') ?? '',
    process: search.get('process') ?? '',
    due: search.get('due') ?? '',
    sort: inboxSorts.some((each) => sort === each || sort === `-${each}`) ? sort : '',
    cols: search.has('cols') ? (search.get('cols') ?? '').split(',').filter((name) => name !== '') : undefined,
  };
}

/** `?view=group&q=…`, with nothing that goes without saying. */
export function writeAddress({ view, q, process, due, sort, cols }: ListAddress): string {
  const given = {
    ...(view !== 'mine' && { view }),
    ...(q !== '' && { q }),
    ...(process !== '' && { process }),
    ...(due !== '' && { due }),
    ...(sort !== '' && { sort }),
    ...(cols !== undefined && { cols: cols.join() }),
  };
  const text = new URLSearchParams(given).toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** How a click on a column's head changes the order: this column, then the other way round, then as it was. */
export const nextSort = (now: string, column: string): string =>
  now === column ? `-${column}` : now === `-${column}` ? '' : column;
