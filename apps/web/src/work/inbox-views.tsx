import type { BoundedCount, InboxCounts } from '@gaita/contracts';
import { ViewSwitch } from '../shell/view-switch.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { ListAddress } from './list-address.ts';

/** Views of the person, and those that they keep or that are shared with them, each with how much is in it. */
export function InboxViews({ address, counts }: { readonly address: ListAddress; readonly counts?: InboxCounts }) {
  const { t, formats } = useTexts();
  const inWords = ({ count, more }: BoundedCount) =>
    more ? t('inbox.moreThan', { count: formats.number(count) }) : formats.number(count);
  const views = counts?.views ?? [
    { view: 'mine' as const, count: undefined },
    { view: 'group' as const, count: undefined },
  ];
  return (
    <ViewSwitch
      label={t('work.views')}
      views={[
        ...views.map(({ view, count }) => ({
          to: view === 'mine' ? '/work' : `/work?view=${view}`,
          text: t(`inbox.views.${view}`),
          count: count && inWords(count),
          current: address.view === view,
        })),
        ...(counts?.saved ?? []).map(({ id, name, count, isOwn, ownerName, owner }) => ({
          to: `/work?view=${id}`,
          text: isOwn ? name : t('inbox.viewOf', { name, owner: ownerName ?? owner }),
          count: inWords(count),
          current: address.view === id,
        })),
      ]}
    />
  );
}
