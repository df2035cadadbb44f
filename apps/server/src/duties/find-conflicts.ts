import type { DutyPair, DutyScope } from '@gaita/contracts';
import type { CaseFacts, Fact, FoundConflict, Work } from './facts.ts';

/** Processes whose cases are an improvement, a self-assessment. */
const processesOf: { readonly [S in DutyScope]?: ReadonlySet<string> } = {
  improvement: new Set(['improvement']),
  caf: new Set(['caf-self-assessment']),
};

/** Undefined: any. */
export const processesOfScope = (scope: DutyScope): ReadonlySet<string> | undefined => processesOf[scope];

export const opposite = ({ a, b }: Pick<DutyPair, 'a' | 'b'>, role: string): string | undefined =>
  role === a ? b : role === b ? a : undefined;

/** Roles that may not, or not without a reason, meet one of these in a person. */
export const opposites = (pairs: readonly DutyPair[], roles: readonly string[], scopes?: ReadonlySet<DutyScope>): string[] => [
  ...new Set(
    pairs
      .filter(({ scope }) => scopes?.has(scope) ?? true)
      .flatMap((pair) => roles.flatMap((role) => opposite(pair, role) ?? [])),
  ),
];

/** What stands between the work and the person of whom the facts are: hard conflicts first, of each pair one. */
export function findConflicts(pairs: readonly DutyPair[], work: Work, facts: readonly Fact[]): FoundConflict[] {
  const found: FoundConflict[] = [];
  for (const pair of pairs)
    for (const role of work.roles) {
      const against = opposite(pair, role);
      const fact = facts.find((each) => each.role === against && meets(pair.scope, work, each));
      if (against !== undefined && fact && !found.some((other) => other.pair === pair)) found.push({ pair, role, against, fact });
    }
  return found.sort((one, other) => Number(one.pair.level === 'soft') - Number(other.pair.level === 'soft'));
}

/** Does the fact lie where the pair forbids both? */
function meets(scope: DutyScope, work: Work, fact: Fact): boolean {
  if (fact.institution !== work.institution) return false;
  if (fact.why === 'holds-role') return meetsHeldRole(scope, work, fact);
  const { inCase } = work;
  if (!inCase || scope === 'org') return false;
  if (fact.why === 'built') return scope === 'version' && fact.serviceKey === inCase.serviceKey;
  const sameCase = isSameMatter(inCase, fact);
  if (scope === 'case' || sameCase) return sameCase && (processesOf[scope]?.has(inCase.rootProcessKey) ?? true);
  const sameService = inCase.serviceKey !== null && fact.serviceKey === inCase.serviceKey;
  if (scope === 'service') return sameService;
  return scope === 'version' && sameService && fact.at >= (work.versionSince ?? 0);
}

function meetsHeldRole(scope: DutyScope, { inCase, given }: Work, fact: Extract<Fact, { why: 'holds-role' }>): boolean {
  if (!given)
    return scope === 'org' || (scope === 'service' && fact.serviceKey !== null && fact.serviceKey === inCase?.serviceKey);
  const atOneTime = fact.from < (given.until ?? Infinity) && given.from < (fact.until ?? Infinity);
  if (!atOneTime) return false;
  // a role for the whole institution is one for each of its services
  const sameService = fact.serviceKey === null || given.service === null || fact.serviceKey === given.service;
  return scope === 'org' || (scope === 'service' && sameService);
}

export const isSameMatter = (
  inCase: Pick<CaseFacts, 'rootInstanceId' | 'relatedRoots' | 'businessKey'>,
  deed: { readonly rootInstanceId: string; readonly businessKey: string | null },
): boolean =>
  deed.rootInstanceId === inCase.rootInstanceId ||
  inCase.relatedRoots.includes(deed.rootInstanceId) ||
  (inCase.businessKey !== null && deed.businessKey === inCase.businessKey);
