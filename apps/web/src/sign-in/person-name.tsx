import type { PersonView } from '@gaita/contracts';
import { query, request } from '../api/request.ts';
import { useResource } from '../api/use-resource.ts';

/** The name of an account's person; undefined until it is known, and for somebody of another institution. */
export function usePersonName(account: string | undefined): string | undefined {
  const { data } = useResource(`person ${account}`, () => (account === undefined ? nobody : found(account)));
  return data?.[0]?.name;
}

/** A person by name where it is known, else by account. */
export function PersonName({ account }: { readonly account: string }) {
  return <>{usePersonName(account) ?? account}</>;
}

const nobody = Promise.resolve<PersonView[]>([]);
const asked = new Map<string, Promise<PersonView[]>>();

/** Asked for once a page: a history names the same few people again and again. */
function found(account: string): Promise<PersonView[]> {
  const known = asked.get(account) ?? request<PersonView[]>('GET', `/people${query({ account })}`);
  asked.set(account, known);
  known.catch(() => asked.delete(account));
  return known;
}
