/** Where somebody was in a list when they opened a task, so that they come back to the same place. */
export interface ListMemory {
  /** The list's address after `/work`. */
  readonly search: string;
  readonly scrollY: number;
  readonly loaded: number;
  /** The opened row and those after it, the next first: the focus goes to the first that is still there. */
  readonly rows: readonly string[];
}

const storedAs = 'gaita.list';

export const remember = (memory: ListMemory): void => sessionStorage.setItem(storedAs, JSON.stringify(memory));

export function recall(): ListMemory | undefined {
  const stored = sessionStorage.getItem(storedAs);
  return stored === null ? undefined : (JSON.parse(stored) as ListMemory);
}

export const forget = (): void => sessionStorage.removeItem(storedAs);

/** The list from which the person came, with its filter and order. */
export const lastListAddress = (): string => `/work${recall()?.search ?? ''}`;
