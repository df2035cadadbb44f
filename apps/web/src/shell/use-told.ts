import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';

/**
 * What the page before had to tell this one: told once, neither Back nor a reload tells it again. It stays while this page does,
 * whatever its filter.
 */
export function useTold<T>(name: 'done' | 'acted'): T | undefined {
  const { state, pathname, search, hash } = useLocation() as Omit<ReturnType<typeof useLocation>, 'state'> & {
    readonly state: { readonly [key: string]: unknown } | null;
  };
  const navigate = useNavigate();
  const [told, setTold] = useState<{ readonly pathname: string; readonly news: T }>();
  const news = state?.[name] as T | undefined;
  useEffect(() => {
    if (news === undefined) return;
    setTold({ pathname, news });
    const { [name]: _, ...rest } = state ?? {};
    void navigate({ pathname, search, hash }, { replace: true, state: rest, preventScrollReset: true });
  }, [news, name, state, pathname, search, hash, navigate]);
  return news ?? (told?.pathname === pathname ? told.news : undefined);
}
