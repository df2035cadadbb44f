import type { ReactNode } from 'react';
import type { Resource } from '../api/use-resource.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { LoadState } from './load-state.tsx';
import { Page } from './page.tsx';

interface PageStateProps<T> {
  readonly resource: Resource<T>;
  readonly children: (data: T) => ReactNode;
}

/** For a screen whose title is part of what is loaded: one that cannot be loaded has a title too. */
export function PageState<T>({ resource, children }: PageStateProps<T>) {
  const { t } = useTexts();
  const state = (
    <LoadState resource={resource} lines={10}>
      {children}
    </LoadState>
  );
  return resource.error && resource.data === undefined ? <Page title={t('error.pageTitle')}>{state}</Page> : state;
}
