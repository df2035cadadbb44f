import { useSearchParams } from 'react-router';
import { usePerson } from '../sign-in/session.tsx';

/** The institution that the pages about people show: the one in the address, else the reader's own. */
export function useInstitution(): string {
  const [search] = useSearchParams();
  const { institution, institutions } = usePerson();
  const asked = search.get('institution');
  return institutions.find(({ id }) => id === asked)?.id ?? institution.id;
}
