import type { ReactNode } from 'react';
import { RequestError } from '../api/request.ts';
import type { Resource } from '../api/use-resource.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { LoadState } from './load-state.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { Page } from './page.tsx';

interface PageStateProps<T> {
  readonly resource: Resource<T>;
  readonly children: (data: T) => ReactNode;
}

/** For a screen whose title is part of what is loaded: one that cannot be loaded has a title too, and one of nothing leads away. */
export function PageState<T>({ resource, children }: PageStateProps<T>) {
  const { t } = useTexts();
  if (resource.data === undefined && resource.error instanceof RequestError && resource.error.status === 404)
    return <NotFoundPage text={t('refusal.unknown')} />;
  const state = (
    <LoadState resource={resource} lines={10}>
      {children}
    </LoadState>
  );
  if (resource.data !== undefined) return state;
  return resource.error ? <Page title={t('error.pageTitle')}>{state}</Page> : <div className="page__body">{state}</div>;
}
