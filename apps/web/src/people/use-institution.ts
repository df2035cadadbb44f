import { useSearchParams } from 'react-router';
import { usePerson } from '../sign-in/session.tsx';

/** The institution that the pages about people show: the one in the address, else the reader's own. */
export function useInstitution(): string {
  const [search] = useSearchParams();
  const { institution, institutions } = usePerson();
  const asked = search.get('institution');
  return institutions.find(({ id }) => id === asked)?.id ?? institution.id;
}

/** The address of a page about people, `roles/lawyer`, that shows this institution; without one the institution that is shown now. */
export function usePeopleAddress(): (page: string, institution?: string, version?: number) => string {
  const own = usePerson().institution.id;
  const shown = useInstitution();
  return (page, institution = shown, version) => {
    const search = new URLSearchParams({
      ...(institution !== own && { institution }),
      ...(version !== undefined && { version: String(version) }),
    }).toString();
    return `/people/${page}${search === '' ? '' : `?${search}`}`;
  };
}
