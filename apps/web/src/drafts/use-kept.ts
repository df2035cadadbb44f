import { useCallback, useEffect, useState } from 'react';
import type { Dispatch, SetStateAction } from 'react';
import { usePerson } from '../sign-in/session.tsx';

/**
 * What somebody types into a small form: it survives Escape, a reload and another page in this tab, until it is forgotten since it
 * was sent or thrown away. Signing out forgets it.
 * @param name of the form and what it is about; undefined: kept as long as the form is open
 */
export function useKept<T>(name: string | undefined, first: T | (() => T)): [T, Dispatch<SetStateAction<T>>, () => void] {
  const { account } = usePerson();
  const storedAs = name === undefined ? undefined : `kept.${account}.${name}`;
  const [begun] = useState<T>(() => readStored(storedAs) ?? (first instanceof Function ? first() : first));
  const [value, setValue] = useState(begun);
  useEffect(() => {
    if (storedAs !== undefined && value !== begun) sessionStorage.setItem(storedAs, JSON.stringify(value));
  }, [storedAs, value, begun]);
  const forget = useCallback(() => {
    if (storedAs !== undefined) sessionStorage.removeItem(storedAs);
  }, [storedAs]);
  return [value, setValue, forget];
}

function readStored<T>(storedAs: string | undefined): T | undefined {
  const stored = storedAs === undefined ? null : sessionStorage.getItem(storedAs);
  return stored === null ? undefined : (JSON.parse(stored) as T);
}
