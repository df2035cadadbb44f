import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { SkeletonText } from '@carbon/react';
import type { Resource } from '../api/use-resource.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { ErrorNotice } from './error-notice.tsx';

interface LoadStateProps<T> {
  readonly resource: Resource<T>;
  readonly children: (data: T) => ReactNode;
  readonly lines?: number;
}

/** What was loaded, else a skeleton or the error; a failed refresh keeps the old content under its message. */
export function LoadState<T>({ resource, children, lines = 6 }: LoadStateProps<T>) {
  const { data, error, reload } = resource;
  return (
    <>
      {error && <ErrorNotice error={error} onRetry={reload} />}
      {data === undefined ? !error && <Skeleton lines={lines} /> : children(data)}
    </>
  );
}

/** After 300 ms only: what comes at once shall not flash. */
export function Skeleton({ lines }: { readonly lines: number }) {
  const { t } = useTexts();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="skeleton" role="status">
      {shown && (
        <>
          <span className="cds--visually-hidden">{t('state.loading')}</span>
          <SkeletonText heading paragraph lineCount={lines} />
        </>
      )}
    </div>
  );
}
