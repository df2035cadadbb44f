import { Navigate } from 'react-router';
import { usePerson } from '../sign-in/session.tsx';

const overseers = ['personnel-manager', 'administrator', 'department-head', 'top-management', 'internal-auditor'];

/** Who looks after the roles of others begins with what is not aligned; everybody else with their own duties. */
export function PeopleStart() {
  const { roles } = usePerson();
  const oversees = roles.some(({ role }) => overseers.includes(role));
  return <Navigate to={oversees ? '/people/matrix' : '/people/me'} replace />;
}
