import type { Language } from '@gaita/contracts';
import { dutyScopes, tokenScopes } from '@gaita/contracts';
import { scopeText } from '../settings/scope-text.ts';
import { useDutyWords } from '../duties/use-conflict-words.ts';
import { useRoleNames } from '../sign-in/role-names.ts';
import en from '../texts/en/audit.json' with { type: 'json' };
import { useTexts } from '../texts/use-texts.tsx';

type Detail = keyof typeof en.audit.detail;
const isNamed = (name: string): name is Detail => name in en.audit.detail;

const namesRoles = new Set(['role', 'roles', 'a', 'b']);
const kinds = {
  applicant: 'privacy.applicant',
  staff: 'privacy.staff',
  partner: 'people.kind.partner',
  leave: 'people.absence.kinds.leave',
  'business-trip': 'people.absence.kinds.business-trip',
  training: 'people.absence.kinds.training',
  other: 'people.absence.kinds.other',
} as const;

/** Longer lists are counted: the export has all of it. */
const longestList = 3;

/** What an entry holds beside who, what and when, in the reader's language; a name that nobody has put into words stays as it is. */
export function useDetailWords(): (details: Readonly<Record<string, unknown>>) => string {
  const { t, formats, language } = useTexts();
  const roleName = useRoleNames();
  const dutyWords = useDutyWords();
  const scopes: readonly string[] = tokenScopes;
  const one = (name: string, value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
    if (typeof value === 'number') return isMoment(value) ? formats.moment(value) : formats.number(value);
    if (typeof value !== 'string') return nameIn(value, language) ?? JSON.stringify(value);
    if (namesRoles.has(name)) return roleName(value);
    if (name === 'kind' && value in kinds) return t(kinds[value as keyof typeof kinds]);
    if (name === 'level') return t(value === 'hard' ? 'duties.hard' : 'duties.soft');
    const scope = dutyScopes.find((each) => each === value);
    if (name === 'scope' && scope) return dutyWords.scope(scope);
    return scopes.includes(value) ? t(scopeText(value as (typeof tokenScopes)[number])) : value;
  };
  const told = (name: string, value: unknown): string => {
    if (!Array.isArray(value)) return one(name, value);
    return value.length > longestList ? formats.number(value.length) : value.map((each) => one(name, each)).join(', ');
  };
  return (details) =>
    Object.entries(details)
      .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== 0)
      .map(([name, value]) => `${isNamed(name) ? t(`audit.detail.${name}`) : name}: ${told(name, value)}`)
      .join(' · ');
}

/** Milliseconds since 1970 are larger than any count that an act tells of. */
const isMoment = (value: number): boolean => value > 100_000_000_000;

/** Of names in several languages the reader's, else any. */
function nameIn(value: unknown, language: Language): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const names = value as { readonly [L in string]?: unknown };
  const found = names[language] ?? Object.values(names).find((each) => typeof each === 'string');
  return typeof found === 'string' ? found : undefined;
}
