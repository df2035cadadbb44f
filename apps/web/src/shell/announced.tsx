import { useEffect, useRef, useState } from 'react';

/** Who listens to a page is interrupted by what happens elsewhere at most so often. */
const atMostEvery = 30_000;

/** Says what changed, and stays in the page: what is put there together with its text is often not said. */
export function Announced({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('');
  const last = useRef(0);
  useEffect(() => {
    if (text === said) return undefined;
    if (text === '') return setSaid('');
    const timer = setTimeout(
      () => {
        last.current = Date.now();
        setSaid(text);
      },
      Math.max(0, last.current + atMostEvery - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [text, said]);
  return (
    <p role="status" className="cds--visually-hidden">
      {said}
    </p>
  );
}
