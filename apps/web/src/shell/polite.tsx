import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';

/** What is said to who listens once they pause. It stands in the page before its content: what comes together with it is often not said. */
export function Polite({ children }: { readonly children: ReactNode }) {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return <div role="status">{ready && children}</div>;
}
