import type { FirstAdministratorRequest, Language } from '@gaita/contracts';
import { firstAdministratorRequest } from '@gaita/contracts';

type Institution = NonNullable<FirstAdministratorRequest['institution']>;

/** What the form holds, as typed. */
export interface Answers {
  readonly name: string;
  readonly email: string;
  readonly account: string;
  readonly password: string;
  readonly language: Language;
  readonly institutionName: string;
  readonly institutionId: string;
  readonly country: Institution['country'];
  readonly movedDays: boolean;
}

/** The fields that can be filled in wrongly, in the order of the form. */
export const checkedFields = ['name', 'email', 'account', 'password', 'institutionName', 'institutionId'] as const;
export type CheckedField = (typeof checkedFields)[number];
export type Problems = ReadonlyMap<CheckedField, 'missing' | 'wrong' | 'taken'>;

/** The request, or what is to be mended. An institution of which nothing was typed is left out: the server may have one. */
export function checkAnswers(token: string, answers: Answers): { request: FirstAdministratorRequest } | { problems: Problems } {
  const { institutionName, institutionId, country, movedDays, ...person } = answers;
  const institution =
    institutionName.trim() + institutionId.trim() === ''
      ? {}
      : { institution: { id: institutionId.trim(), name: institutionName, country, movedDays } };
  const { success, data, error } = firstAdministratorRequest.safeParse({
    ...person,
    email: person.email.trim(),
    token,
    ...institution,
  });
  if (success) return { request: data };
  const wrong = new Set(error.issues.map(({ path }) => fieldAt(path)));
  const found = checkedFields.filter((field) => wrong.has(field));
  return { problems: new Map(found.map((field) => [field, answers[field].trim() === '' ? 'missing' : 'wrong'])) };
}

function fieldAt([outer, inner]: readonly PropertyKey[]): string {
  if (outer !== 'institution') return String(outer);
  return inner === 'id' ? 'institutionId' : 'institutionName';
}
