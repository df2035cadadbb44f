import { useEffect, useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { ActedNotice } from './acted-notice.tsx';
import { DoneNotice } from './done-notice.tsx';

/** The window's title follows the screen's. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Gaita`;
  }, [title]);
}

interface PageProps {
  readonly title: string;
  /** What the title belongs to, above it: a way back. */
  readonly above?: ReactNode;
  readonly below?: ReactNode;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A screen: one h1, which has the focus after navigation, so that a screen reader begins where a sighted reader does. */
export function Page({ title, above, below, actions, wide, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname, key } = useLocation();
  // 'default' is the first screen of a visit: the browser's own start of the page is right there.
  const navigated = useRef(false);
  navigated.current = key !== 'default';
  // Before anybody can press a key: what has the focus then would lose it a moment later.
  useLayoutEffect(() => {
    if (navigated.current) heading.current?.focus();
  }, [pathname]);
  usePageTitle(title);
  return (
    <div className={wide ? 'page__body page__body--wide' : 'page__body'}>
      <div className="page__head">
        <div>
          {above && <div className="page__above">{above}</div>}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {below && <div className="page__below">{below}</div>}
        </div>
        {actions && <div className="page__actions">{actions}</div>}
      </div>
      <ActedNotice />
      <DoneNotice />
      {children}
    </div>
  );
}
