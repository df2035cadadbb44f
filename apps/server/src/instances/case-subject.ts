import { fold } from '@gaita/contracts';

/**
 * Variables of a case that say what it is about, the first that it has. A model names its subject by one of these; none of them
 * names a person.
 */
export const subjectNames = ['subject', 'title', 'serviceName'] as const;

/** The first of the values that says something. */
export function subjectOf(values: { readonly [name: string]: unknown }): string | undefined {
  for (const name of subjectNames) {
    const value = values[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return undefined;
}

const longest = 191;

/** What a case is found by: its number and its subject. */
export const searchText = (businessKey: string | null, subject = ''): string =>
  fold(`${businessKey ?? ''} ${subject}`).slice(0, longest);
