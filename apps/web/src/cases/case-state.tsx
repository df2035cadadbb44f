import { Tag } from '@carbon/react';
import type { CaseView } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';

const colours = { active: 'blue', completed: 'green', withdrawn: 'gray', failed: 'red', terminated: 'gray' } as const;

export function CaseState({ state }: { readonly state: CaseView['state'] }) {
  const { t } = useTexts();
  const names = {
    active: t('caseState.active'),
    completed: t('caseState.completed'),
    withdrawn: t('caseState.withdrawn'),
    failed: t('caseState.failed'),
    terminated: t('caseState.terminated'),
  };
  return <Tag type={colours[state]}>{names[state]}</Tag>;
}
