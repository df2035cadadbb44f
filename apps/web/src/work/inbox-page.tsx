import { useCallback, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@carbon/react';
import { useNavigate, useSearchParams } from 'react-router';
import type { BulkAct, ColleagueView } from '@gaita/contracts';
import { inboxViews } from '@gaita/contracts';
import { countInbox, takeNext } from '../api/inbox.ts';
import { useResource } from '../api/use-resource.ts';
import { claimTask } from '../api/tasks.ts';
import { useLive } from '../live/live.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Skeleton } from '../shell/load-state.tsx';
import { Page } from '../shell/page.tsx';
import { useIsPhone } from '../shell/use-is-phone.ts';
import { ColleagueDialog } from '../task/actions/colleague-dialog.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { PassOnMany } from '../bulk/pass-on-many.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { DensityChoice, useDensity } from './density-choice.tsx';
import { InboxEmpty } from './inbox-empty.tsx';
import { InboxFilter } from './inbox-filter.tsx';
import { InboxList } from './inbox-list.tsx';
import { InboxPreview } from './inbox-preview.tsx';
import { InboxViews } from './inbox-views.tsx';
import { oneOfEachKind } from './kinds-of-tasks.ts';
import { nextSort, readAddress, writeAddress } from './list-address.ts';
import type { ListAddress } from './list-address.ts';
import { remember } from './list-memory.ts';
import { RowActNotice } from './row-act-notice.tsx';
import { SaveView } from './save-view.tsx';
import { useInbox } from './use-inbox.ts';
import { useListKeys } from './use-list-keys.ts';
import { useReturn } from './use-return.ts';
import { useRowActs } from './use-row-acts.ts';
import { useSelection } from './use-selection.ts';
import { useIsWide } from './use-is-wide.ts';

/** More tasks at once are told of on the page of the work. */
const shownInPlace = 50;

/** What I am to do next: views of tasks that are alive under my eyes and never move under my hands. */
export function InboxPage() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const address = readAddress(search);
  const here = writeAddress(address);
  const inbox = useInbox(address);
  const { list, error } = inbox;
  const rows = list?.rows ?? [];
  const base = list?.saved?.view ?? inboxViews.find((each) => each === address.view) ?? 'mine';
  const place = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<string>();
  const [saving, setSaving] = useState(false);
  const [passing, setPassing] = useState(false);
  const [refused, setRefused] = useState<Error>();
  const density = useDensity();
  const isWide = useIsWide();
  const isPhone = useIsPhone();
  const counts = useResource('counts', countInbox);
  useLive('task', counts.reload);
  const acts = useRowActs(inbox.look);
  const selection = useSelection(rows.map(({ id }) => id));
  useReturn(place, here, list?.address === here ? rows : undefined);

  const latest = useRef({ rows, here });
  latest.current = { rows, here };
  const leave = useCallback((id: string) => {
    const { rows: shown, here: from } = latest.current;
    const at = shown.findIndex((row) => row.id === id);
    const ids = shown.map((row) => row.id);
    const order = [...ids.slice(at), ...ids.slice(0, at).reverse()].slice(0, 100);
    remember({ search: from, scrollY: window.scrollY, loaded: shown.length, rows: order });
  }, []);
  const open = (id: string) => {
    leave(id);
    void navigate(`/tasks/${id}`);
  };
  const latestReload = useRef(inbox.look);
  latestReload.current = inbox.look;
  const claimAndOpen = useCallback(
    (id: string) => {
      setRefused(undefined);
      claimTask(id).then(
        () => {
          leave(id);
          void navigate(`/tasks/${id}`);
        },
        (thrown: unknown) => {
          setRefused(thrown as Error);
          latestReload.current();
        },
      );
    },
    [leave, navigate],
  );
  const take = async () => {
    setRefused(undefined);
    try {
      const id = await takeNext();
      if (id === undefined) return inbox.show();
      leave(id);
      void navigate(`/tasks/${id}`);
    } catch (thrown) {
      setRefused(thrown as Error);
    }
  };
  const rowsOf = (ids: Iterable<string>) => {
    const wanted = new Set(ids);
    return rows.filter(({ id }) => wanted.has(id));
  };
  const onKey = useListKeys({
    place,
    current: () => current ?? rows[0]?.id,
    open,
    claim: (id) => void acts.run('claim', rowsOf([id])),
    handBack: (id) => void acts.run('hand-back', rowsOf([id])),
    select: selection.toggle,
  });
  const change = (wanted: ListAddress) =>
    void navigate(`/work${writeAddress(wanted)}`, { replace: wanted.view === address.view });
  const bulk = (act: BulkAct, to?: ColleagueView) => {
    setPassing(false);
    void acts.run(act, rowsOf(selection.ids), to).then(selection.clear);
  };
  const shownColumns = address.cols ?? list?.saved?.cols ?? [];
  const previewed = rows.find(({ id }) => id === current) ?? rows[0];
  const narrowed = address.q !== '' || address.process !== '' || address.due !== '';

  return (
    <Page
      wide
      title={t('place.work')}
      actions={
        <Button size="md" onClick={() => void take()}>
          {t('work.takeNext')}
        </Button>
      }
    >
      <InboxViews address={address} counts={counts.data} />
      <Foldable folded={isPhone} label={t('inbox.filter')}>
        <InboxFilter
          address={{ ...address, process: address.process || (list?.saved?.process ?? '') }}
          shownColumns={shownColumns}
          onChange={change}
        />
        <div className="inbox-bar__more">
          <DensityChoice {...density} />
          <Button kind="ghost" size="sm" onClick={() => setSaving(true)}>
            {list?.saved?.isOwn ? t('inbox.changeView') : t('inbox.saveView')}
          </Button>
        </div>
      </Foldable>
      {saving && (
        <SaveView
          address={address}
          shownColumns={shownColumns}
          saved={list?.saved}
          onSaved={(view) => {
            setSaving(false);
            counts.reload();
            void navigate(`/work?view=${view.id}`);
            if (address.view === view.id) inbox.show();
          }}
          onDeleted={() => {
            setSaving(false);
            counts.reload();
            void navigate('/work');
          }}
          onClose={() => setSaving(false)}
        />
      )}
      {refused && <ErrorNotice error={refused} title={t('work.notClaimed')} focus />}
      {error && <ErrorNotice error={error} onRetry={inbox.show} />}
      <RowActNotice acts={acts} />
      {selection.ids.size > 0 && (
        <BulkBar
          count={selection.ids.size}
          busy={acts.busy}
          onClaim={() => bulk('claim')}
          onHandBack={() => bulk('hand-back')}
          onPassOn={() => setPassing(true)}
          onClear={selection.clear}
        />
      )}
      {passing && selection.ids.size > shownInPlace && <PassOnMany ids={[...selection.ids]} onClose={() => setPassing(false)} />}
      {passing && selection.ids.size <= shownInPlace && (
        <ColleagueDialog
          taskIds={oneOfEachKind(rowsOf(selection.ids))}
          title={t('inbox.passOnTitle')}
          action={t('tasks.passOn')}
          onChoose={(person) => bulk('pass-on', person)}
          onClose={() => setPassing(false)}
        />
      )}
      {list && list.fresh > 0 && (
        <p className="inbox-fresh" role="status">
          {t('inbox.fresh', { count: list.fresh })}{' '}
          <button type="button" className="cds--link inbox-fresh__show" onClick={inbox.show}>
            {t('inbox.show')}
          </button>
        </p>
      )}
      {!list && !error && <Skeleton lines={8} />}
      {list && rows.length === 0 && (
        <InboxEmpty
          view={base}
          narrowed={narrowed}
          inGroup={counts.data?.views.find(({ view }) => view === 'group')?.count.count ?? 0}
          onClear={() => change({ ...address, q: '', process: '', due: '' })}
        />
      )}
      {list && rows.length > 0 && (
        <div className={isWide ? 'inbox-split' : undefined}>
          <div className="inbox-split__list">
            <InboxList
              place={place}
              label={list.saved?.name ?? t(`inbox.views.${base}`)}
              rows={rows}
              total={list.total.more ? -2 : Math.max(list.total.count, rows.length)}
              columns={list.columns}
              sort={address.sort}
              isDone={base === 'done'}
              isCompact={density.isCompact}
              selected={selection.ids}
              current={current}
              refused={acts.refused}
              onSort={(column) => change({ ...address, sort: nextSort(address.sort, column) })}
              onCurrent={setCurrent}
              onKey={onKey}
              onEnd={inbox.loadMore}
              onSelect={selection.toggle}
              onOpen={leave}
              onClaim={claimAndOpen}
            />
          </div>
          {isWide && previewed && <InboxPreview row={previewed} onOpen={leave} />}
        </div>
      )}
    </Page>
  );
}

/** A phone shows the tasks first; what narrows them stands behind one word. */
function Foldable({
  folded,
  label,
  children,
}: {
  readonly folded: boolean;
  readonly label: string;
  readonly children: ReactNode;
}) {
  if (!folded) return <div className="inbox-bar">{children}</div>;
  return (
    <details className="inbox-bar--folded">
      <summary>{label}</summary>
      <div className="inbox-bar">{children}</div>
    </details>
  );
}
