import { useCallback, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { BulkAct, SaveViewRequest } from '@gaita/contracts';
import { inboxViews } from '@gaita/contracts';
import { useAttempt } from '../api/attempt.ts';
import { countInbox, takeNext } from '../api/inbox.ts';
import { useResource } from '../api/use-resource.ts';
import { claimTask } from '../api/tasks.ts';
import { useLive } from '../live/live.ts';
import { Button } from '../shell/button.tsx';
import { Announced } from '../shell/announced.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Skeleton } from '../shell/load-state.tsx';
import { fetchedLater } from '../shell/fetched-later.tsx';
import { Page } from '../shell/page.tsx';
import { useIsPhone } from '../shell/use-is-phone.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { DeletedView } from './deleted-view.tsx';
import { DensityChoice, useDensity } from './density-choice.tsx';
import { InboxEmpty } from './inbox-empty.tsx';
import { InboxFilter } from './inbox-filter.tsx';
import { InboxList } from './inbox-list.tsx';
import { InboxPreview } from './inbox-preview.tsx';
import { InboxViews } from './inbox-views.tsx';
import { oneOfEachKind } from './kinds-of-tasks.ts';
import { addressOf, nextSort, readAddress, shownBy, writeAddress } from './list-address.ts';
import type { ListAddress, ShownAddress } from './list-address.ts';
import { remember } from './list-memory.ts';
import { RowActNotice } from './row-act-notice.tsx';
import type { ShownRow } from './shown-list.ts';
import { useInbox } from './use-inbox.ts';
import { useListKeys } from './use-list-keys.ts';
import { useReturn } from './use-return.ts';
import { useRowActs } from './use-row-acts.ts';
import { useSelection } from './use-selection.ts';
import { useIsWide } from './use-is-wide.ts';

/** More tasks at once are told of on the page of the work. */
const shownInPlace = 50;

const noRows: readonly ShownRow[] = [];

const ColleagueDialog = fetchedLater(async () => (await import('../task/actions/colleague-dialog.tsx')).ColleagueDialog);
const PassOnMany = fetchedLater(async () => (await import('../bulk/pass-on-many.tsx')).PassOnMany);
const SaveView = fetchedLater(async () => (await import('./save-view.tsx')).SaveView);

/** What I am to do next: views of tasks that are alive under my eyes and never move under my hands. */
export function InboxPage() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const address = readAddress(search);
  const here = writeAddress(address);
  const inbox = useInbox(address);
  const { list, error } = inbox;
  const rows = list?.rows ?? noRows;
  const shown = shownBy(address, list?.saved);
  const base = list?.saved?.view ?? inboxViews.find((each) => each === address.view) ?? 'mine';
  const place = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string>();
  const previewed = rows.find(({ id }) => id === focused) ?? rows[0];
  const current = previewed?.id;
  const [deleted, setDeleted] = useState<SaveViewRequest>();
  const [saving, setSaving] = useState(false);
  const [passing, setPassing] = useState<ReadonlySet<string>>();
  const [refused, setRefused] = useState<Error>();
  const attempt = useAttempt();
  const [taking, setTaking] = useState(false);
  const [nothing, setNothing] = useState(false);
  const density = useDensity();
  const isWide = useIsWide();
  const isPhone = useIsPhone();
  const counts = useResource('counts', countInbox);
  useLive('task', counts.reload);
  const acts = useRowActs(inbox.look);
  const choosable = useMemo(() => rows.filter(({ fate }) => fate === undefined).map(({ id }) => id), [rows]);
  const selection = useSelection(choosable, scopeOf(address));
  useReturn(place, here, list?.address === here ? rows : undefined);

  const latest = useRef({ rows, here });
  latest.current = { rows, here };
  const leave = useCallback((id: string) => {
    const { rows: all, here: from } = latest.current;
    const at = all.findIndex((row) => row.id === id);
    const ids = all.map((row) => row.id);
    const order = [...ids.slice(at), ...ids.slice(0, at).reverse()].slice(0, 100);
    remember({ search: from, scrollY: window.scrollY, loaded: all.length, rows: order });
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
    if (taking) return;
    setRefused(undefined);
    setTaking(true);
    try {
      const id = await attempt.send(takeNext);
      setNothing(id === undefined);
      if (id === undefined) return inbox.show();
      leave(id);
      void navigate(`/tasks/${id}`);
    } catch (thrown) {
      setRefused(thrown as Error);
    } finally {
      setTaking(false);
    }
  };
  const rowsOf = (ids: Iterable<string>) => {
    const wanted = new Set(ids);
    return rows.filter(({ id }) => wanted.has(id));
  };
  const onKey = useListKeys({
    place,
    current: () => current,
    open,
    claim: (id) => void acts.run('claim', rowsOf([id])),
    handBack: (id) => void acts.run('hand-back', rowsOf([id])),
    select: selection.toggle,
  });
  const change = (wanted: ShownAddress) =>
    void navigate(`/work${writeAddress(addressOf(wanted, list?.saved))}`, { replace: wanted.view === address.view });
  const bulk = (act: BulkAct) => void acts.run(act, rowsOf(selection.ids)).then(selection.drop);
  const passOn = useCallback((id: string) => setPassing(new Set([id])), []);
  const shownColumns = address.cols ?? list?.saved?.cols ?? [];
  const narrowed = shown.q !== '' || shown.process !== '' || shown.due !== '';

  return (
    <Page
      wide
      title={t('place.work')}
      actions={
        <Button size="md" aria-disabled={taking} onClick={() => void take()}>
          {t('work.takeNext')}
        </Button>
      }
    >
      <p role="status" className={nothing ? 'notice' : 'cds--visually-hidden'}>
        {nothing && t('work.nothingToTake')}
      </p>
      <InboxViews address={address} counts={counts.data} />
      <Foldable folded={isPhone} label={t('inbox.filter')}>
        <InboxFilter address={shown} shownColumns={shownColumns} onChange={change} />
        <div className="inbox-bar__more">
          <DensityChoice {...density} />
          <Button kind="ghost" size="sm" onClick={() => setSaving(true)}>
            {list?.saved?.isOwn ? t('inbox.changeView') : t('inbox.saveView')}
          </Button>
        </div>
      </Foldable>
      {saving && (
        <SaveView
          address={shown}
          shownColumns={shownColumns}
          saved={list?.saved}
          onSaved={(view) => {
            setSaving(false);
            counts.reload();
            void navigate(`/work?view=${view.id}`);
            if (address.view === view.id) inbox.show();
          }}
          onDeleted={(kept) => {
            setSaving(false);
            setDeleted(kept);
            counts.reload();
            void navigate('/work');
          }}
          onClose={() => setSaving(false)}
        />
      )}
      {refused && <ErrorNotice error={refused} title={t('work.notClaimed')} focus />}
      {error && <ErrorNotice error={error} onRetry={inbox.show} />}
      <RowActNotice acts={acts} />
      <DeletedView
        deleted={deleted}
        onBack={(id) => {
          setDeleted(undefined);
          counts.reload();
          void navigate(`/work?view=${id}`);
        }}
        onClose={() => setDeleted(undefined)}
      />
      {selection.ids.size > 0 && (
        <BulkBar
          count={selection.ids.size}
          busy={acts.busy}
          mayClaim={rowsOf(selection.ids).some(({ claimable }) => claimable)}
          onClaim={() => bulk('claim')}
          onHandBack={() => bulk('hand-back')}
          onPassOn={() => setPassing(selection.ids)}
          onClear={selection.clear}
        />
      )}
      {passing && passing.size > shownInPlace && <PassOnMany ids={[...passing]} onClose={() => setPassing(undefined)} />}
      {passing && passing.size <= shownInPlace && (
        <ColleagueDialog
          tasks={oneOfEachKind(rowsOf(passing))}
          title={t('inbox.passOnTitle')}
          action={t('tasks.passOn')}
          onChoose={(person) => {
            setPassing(undefined);
            void acts.run('pass-on', rowsOf(passing), person).then(selection.drop);
          }}
          onClose={() => setPassing(undefined)}
        />
      )}
      <Announced text={list && list.fresh > 0 ? t('inbox.fresh', { count: list.fresh }) : ''} />
      {list && list.fresh > 0 && (
        <p className="inbox-fresh">
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
          hidden={counts.data?.views.find(({ view }) => view === base)?.count}
          inGroup={counts.data?.views.find(({ view }) => view === 'group')?.count.count ?? 0}
          onClear={() => change({ ...shown, q: '', process: '', due: '' })}
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
              sort={shown.sort}
              isDone={base === 'done'}
              isCompact={density.isCompact}
              selected={selection.ids}
              current={current}
              refused={acts.refused}
              onSort={(column) => change({ ...shown, sort: nextSort(shown.sort, column) })}
              onCurrent={setFocused}
              onKey={onKey}
              onEnd={inbox.loadMore}
              onSelect={selection.toggle}
              onOpen={leave}
              onClaim={claimAndOpen}
              onPassOn={passOn}
            />
          </div>
          {isWide && previewed && <InboxPreview row={previewed} onOpen={leave} />}
        </div>
      )}
    </Page>
  );
}

/** Which list it is, however it is ordered and whatever stands in its columns. */
const scopeOf = ({ view, q = '', process = '', due = '' }: ListAddress): string => [view, q, process, due].join(' ');

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
