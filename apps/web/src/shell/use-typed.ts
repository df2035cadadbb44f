import { useEffect, useLayoutEffect, useRef, useState } from 'react';

const pause = 300;

/**
 * Text that is typed into a field and belongs into the address: it follows when typing pauses, and what comes from the address
 * replaces it. Typing itself never waits for the page.
 */
export function useTyped(value: string, onChange: (value: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value);
  /** What the address says, and what it will say next: on a slow page several may be on their way. */
  const sent = useRef<readonly string[]>([value]);
  useLayoutEffect(() => {
    const own = fromHere(sent.current, value);
    if (!own) setTyped(value);
    sent.current = own ?? [value];
  }, [value]);
  const latest = useRef(onChange);
  useLayoutEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (typed === sent.current.at(-1)) return undefined;
    const timer = setTimeout(() => {
      sent.current = [...sent.current, typed];
      latest.current(typed);
    }, pause);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped];
}

/** Of what was sent into the address what it says now and what is still on its way; undefined: what it says now came from elsewhere. */
export function fromHere(sent: readonly string[], value: string): readonly string[] | undefined {
  const at = sent.indexOf(value);
  return at === -1 ? undefined : sent.slice(at);
}
