import { useState } from 'react';
import { Button, PaginationNav } from '@carbon/react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { claimTask, listTasks } from '../api/tasks.ts';
import type { InboxView } from './inbox-view.ts';
import { useResource } from '../api/use-resource.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { Page } from '../shell/page.tsx';
import { ViewSwitch } from '../shell/view-switch.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { TaskTable } from './task-table.tsx';
import { takeNext } from './take-next.ts';

const perPage = 25;

/** What I am to do next: my tasks and those offered to my roles, nearest deadline first. */
export function InboxPage() {
  const { t, language } = useTexts();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const view: InboxView = search.get('view') === 'group' ? 'group' : 'mine';
  const page = Math.max(0, Number(search.get('page') ?? 1) - 1 || 0);
  const [refused, setRefused] = useState<Error>();
  const tasks = useResource(`${view} ${page} ${language}`, (signal) =>
    listTasks({ view, sort: 'due', limit: perPage, offset: page * perPage }, signal),
  );
  // The other view's number only; its rows are asked for when it is opened.
  const other = useResource(`count ${view}`, (signal) =>
    listTasks({ view: view === 'mine' ? 'group' : 'mine', limit: 1 }, signal),
  );
  const counts = view === 'mine' ? [tasks.data?.total, other.data?.total] : [other.data?.total, tasks.data?.total];

  const take = async () => {
    setRefused(undefined);
    try {
      const id = await takeNext();
      if (id === undefined) tasks.reload();
      else void navigate(`/tasks/${id}`);
    } catch (error) {
      setRefused(error as Error);
    }
  };
  const claim = async (id: string) => {
    setRefused(undefined);
    try {
      await claimTask(id);
      void navigate(`/tasks/${id}`);
    } catch (error) {
      setRefused(error as Error);
      tasks.reload();
    }
  };

  return (
    <Page
      title={t('place.work')}
      actions={
        <Button size="md" onClick={() => void take()} disabled={counts.every((count) => count === 0)}>
          {t('work.takeNext')}
        </Button>
      }
    >
      <ViewSwitch
        label={t('work.views')}
        views={[
          { to: '/work', text: t('work.mine'), count: counts[0], current: view === 'mine' },
          { to: '/work?view=group', text: t('work.group'), count: counts[1], current: view === 'group' },
        ]}
      />
      {refused && <ErrorNotice error={refused} title={t('work.notClaimed')} focus />}
      <LoadState resource={tasks}>
        {({ items, total }) =>
          total === 0 ? (
            <EmptyState title={view === 'mine' ? t('work.noneMine') : t('work.noneGroup')}>
              {view === 'mine' && (counts[1] ?? 0) > 0 ? (
                <Link className="cds--link" to="/work?view=group">
                  {t('work.openGroup', { count: counts[1] })}
                </Link>
              ) : (
                <p>{t('work.noneHint')}</p>
              )}
            </EmptyState>
          ) : (
            <>
              <TaskTable tasks={items} view={view} onClaim={(id) => void claim(id)} />
              {total > perPage && (
                <PaginationNav
                  className="pages"
                  itemsShown={5}
                  totalItems={Math.ceil(total / perPage)}
                  page={page}
                  onChange={(wanted) => setSearch({ ...(view === 'group' && { view }), page: String(wanted + 1) })}
                />
              )}
            </>
          )
        }
      </LoadState>
    </Page>
  );
}
