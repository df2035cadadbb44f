import type { DutyConflict, DutyScope } from '@gaita/contracts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { usePersonName } from '../sign-in/person-name.tsx';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';

export interface ConflictWords {
  /** What the person did, has taken or holds. */
  readonly because: string;
  /** Why the two roles must not meet. */
  readonly rule: string;
  /** Of a rule that an institution wrote itself, or that stands in another language. */
  readonly ruleLang?: string;
}

/** A conflict of roles in the reader's language. @param account whom it is about; default: the reader */
export function useConflictWords(conflict: DutyConflict): ConflictWords {
  const { t, language } = useTexts();
  const roleName = useRoleNames();
  const { account: reader } = usePerson();
  const known = usePersonName(conflict.account);
  const lender = usePersonName(conflict.standsInFor) ?? conflict.standsInFor;
  const name = known ?? conflict.account;
  const role = roleName(conflict.against);
  const task = conflict.where.name ?? t('duties.aTask');
  const isReader = conflict.account === reader;
  const { reason } = conflict.pair;
  const rule = reason[language] ?? reason.en ?? '';
  return {
    because: sentence(),
    rule,
    ...((conflict.pair.own || reason[language] === undefined) && { ruleLang: conflict.pair.own ? '' : 'en' }),
  };

  function sentence(): string {
    switch (conflict.why) {
      case 'acted':
        if (isReader) return t('duties.actedYou', { task, role });
        return conflict.standsInFor === conflict.account
          ? t('duties.actedLender', { task, role, name })
          : t('duties.actedOther', { task, role, name });
      case 'holds-task':
        return isReader ? t('duties.hasTaskYou', { task, role }) : t('duties.hasTaskOther', { task, role, name });
      case 'holds-role':
        if (lender !== undefined) return t('duties.holdsRoleFor', { role, name, lender });
        return isReader ? t('duties.holdsRoleYou', { role }) : t('duties.holdsRoleOther', { role, name });
      case 'built':
        return isReader ? t('duties.builtYou') : t('duties.builtOther', { name });
    }
  }
}

/** Scopes and levels in words. */
export function useDutyWords() {
  const { t } = useTexts();
  return {
    scope: (scope: DutyScope): string => t(`duties.scope.${scope}`),
  };
}
