import type { PersonView } from '@gaita/contracts';
import { query, request } from './request.ts';

/** People of the reader's institutions who hold the role. */
export const listPeople = (asked: { readonly role: string }, signal?: AbortSignal) =>
  request<PersonView[]>('GET', `/people${query(asked)}`, undefined, signal);
