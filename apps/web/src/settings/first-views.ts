import type { SessionView } from '@gaita/contracts';

/** Where the work of a role begins; of all others in their own tasks. */
const ofRole: { readonly [role: string]: string | undefined } = {
  'department-head': '/work?view=team',
  'personnel-manager': '/people/matrix',
  'internal-auditor': '/ops',
  'data-protection-officer': '/ops',
  administrator: '/ops',
};

/** Addresses that could open first for the person, by the roles that are their own; one at least. */
export function firstViewsOf({ roles }: Pick<SessionView, 'roles'>): string[] {
  const own = roles.filter(({ standsInFor }) => standsInFor === undefined);
  const views = new Set(own.map(({ role }) => ofRole[role] ?? '/work'));
  // The team's tasks are a view of the same place as one's own.
  if (views.size === 0) views.add('/work');
  else if (views.has('/work?view=team')) views.delete('/work');
  return [...views].sort();
}
