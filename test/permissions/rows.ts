/** A person as they are written into an empty server, and a role that they hold from ever on. */
export const personOf = (account: string, institution: string) => ({
  id: account,
  account,
  name: account,
  email: `${account}@example.org`,
  institution,
  language: 'en' as const,
  active: true,
  demo: true,
  kind: 'staff' as 'staff' | 'partner',
  organisation: null,
  revision: 1,
  createdAt: 0,
});

export const roleOf = (personId: string, role: string, institution: string, placed: string | null) => ({
  id: personId,
  personId,
  role,
  institution,
  unit: placed,
  service: null,
  validFrom: 0,
  validTo: null,
  revision: 1,
});
