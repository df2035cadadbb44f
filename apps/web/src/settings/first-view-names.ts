import type { SessionView } from '@gaita/contracts';
import { placesOf } from '../shell/places.ts';
import type { useTexts } from '../texts/use-texts.tsx';
import { firstViewsOf } from './first-views.ts';

type Translate = ReturnType<typeof useTexts>['t'];

/** What may open first, by address: every place that the person enters, and the beginnings of their roles. */
export function firstViewNames(t: Translate, person: SessionView): Map<string, string> {
  const places = placesOf(person).map(({ to, text }) => [to, t(`place.${text}`)] as const);
  const names = new Map<string, string>(places);
  for (const view of firstViewsOf(person)) if (!names.has(view)) names.set(view, nameOf(t, view));
  return names;
}

const nameOf = (t: Translate, view: string): string =>
  view === '/people/matrix' ? t('people.views.matrix') : t('inbox.teamFirst');
