import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/**
 * Do the contents of an element that wraps stand in one row? Asked again when its room or its contents change, so that a long
 * language or large text turns the navigation into a menu instead of cutting it off.
 */
export function useFits(contents: string): { readonly place: RefObject<HTMLElement | null>; readonly fits: boolean } {
  const place = useRef<HTMLElement>(null);
  const [fits, setFits] = useState(true);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const look = () => setFits(element.scrollHeight <= element.clientHeight + 1);
    const observer = new ResizeObserver(look);
    observer.observe(element);
    look();
    return () => observer.disconnect();
  }, [contents]);
  return { place, fits };
}
