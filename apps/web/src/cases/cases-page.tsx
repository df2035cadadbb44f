import { useState } from 'react';
import { Button, Search } from '@carbon/react';
import { Link, useSearchParams } from 'react-router';
import type { CaseView } from '@gaita/contracts';
import { listCases } from '../api/cases.ts';
import type { CaseState } from '../api/cases.ts';
import { useResource } from '../api/use-resource.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { Page } from '../shell/page.tsx';
import { RowTable } from '../shell/row-table.tsx';
import type { Column } from '../shell/row-table.tsx';
import { ViewSwitch } from '../shell/view-switch.tsx';
import { Pages } from '../shell/pages.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { CaseState as StateTag } from './case-state.tsx';
import { ClockTag } from './clock/clock-tag.tsx';

const perPage = 25;

const hiddenBy = (state: CaseState) => (signal: AbortSignal) => listCases({ state, limit: 1, offset: 0 }, signal);

/** How many cases there are without the filter. */
function Hidden({ state }: { readonly state: CaseState }) {
  const { t } = useTexts();
  const all = useResource(`all ${state}`, hiddenBy(state));
  return all.data && all.data.total > 0 ? <p>{t('caseFile.hidden', { count: all.data.total })}</p> : null;
}

/** Cases of my institutions, newest first. */
export function CasesPage() {
  const { t, language } = useTexts();
  const [search, setSearch] = useSearchParams();
  const state: CaseState = search.get('state') === 'ended' ? 'ended' : 'open';
  const processKey = search.get('process') ?? undefined;
  const q = search.get('q') ?? '';
  const page = Math.max(0, Number(search.get('page') ?? 1) - 1 || 0);
  const cases = useResource(`${state} ${processKey} ${q} ${page} ${language}`, (signal) =>
    listCases({ state, processKey, q: q === '' ? undefined : q, limit: perPage, offset: page * perPage }, signal),
  );
  const address = (wanted: CaseState) =>
    `/cases?${new URLSearchParams({ state: wanted, ...(processKey && { process: processKey }), ...(q && { q }) })}`;
  return (
    <Page title={t('place.cases')}>
      <ViewSwitch
        label={t('cases.views')}
        views={[
          {
            to: address('open'),
            text: t('cases.open'),
            current: state === 'open',
            count: state === 'open' ? cases.data?.total : undefined,
          },
          {
            to: address('ended'),
            text: t('cases.ended'),
            current: state === 'ended',
            count: state === 'ended' ? cases.data?.total : undefined,
          },
        ]}
      />
      <CaseSearch
        key={q}
        q={q}
        onSearch={(wanted) => setSearch({ state, ...(processKey && { process: processKey }), ...(wanted && { q: wanted }) })}
      />
      {processKey && (
        <p className="filter">
          {t('cases.filtered', { process: cases.data?.items[0]?.processName ?? processKey })}{' '}
          <Link className="cds--link" to={`/cases?state=${state}`}>
            {t('cases.clear')}
          </Link>
        </p>
      )}
      <LoadState resource={cases}>
        {({ items, total }) =>
          total === 0 && q !== '' ? (
            <EmptyState title={t('caseFile.noMatch')}>
              <Hidden state={state} />
              <Link className="cds--link" to={`/cases?state=${state}`}>
                {t('cases.clear')}
              </Link>
            </EmptyState>
          ) : total === 0 ? (
            <EmptyState title={state === 'open' ? t('cases.noneOpen') : t('cases.noneEnded')}>
              {processKey && <Hidden state={state} />}
              <Link className="cds--link" to="/processes">
                {t('cases.startOne')}
              </Link>
            </EmptyState>
          ) : (
            <>
              <CaseTable cases={items} state={state} />
              {total > perPage && (
                <Pages
                  total={Math.ceil(total / perPage)}
                  page={page}
                  onPage={(wanted) =>
                    setSearch({ state, ...(processKey && { process: processKey }), ...(q && { q }), page: String(wanted + 1) })
                  }
                />
              )}
            </>
          )
        }
      </LoadState>
    </Page>
  );
}

function CaseTable({ cases, state }: { readonly cases: readonly CaseView[]; readonly state: CaseState }) {
  const { t, formats } = useTexts();
  const columns: Column<CaseView>[] = [
    {
      key: 'case',
      header: t('cases.case'),
      render: (each) => (
        <Link className="cds--link rows__main" to={`/cases/${each.id}`}>
          {each.businessKey ?? t('cases.numberless', { process: each.processName, when: formats.moment(each.startedAt) })}
        </Link>
      ),
    },
    { key: 'process', header: t('cases.process'), render: (each) => each.processName },
    { key: 'started', header: t('cases.started'), render: (each) => formats.date(each.startedAt) },
    {
      key: 'clock',
      header: t('caseFile.term'),
      render: (each) => <ClockTag clock={each.clock} institution={each.institution} />,
    },
    state === 'ended'
      ? {
          key: 'ended',
          header: t('cases.endedAt'),
          render: (each) => (each.endedAt === undefined ? '–' : formats.date(each.endedAt)),
        }
      : { key: 'version', header: t('cases.version'), render: (each) => t('processes.versionShort', { version: each.version }) },
    { key: 'state', header: t('cases.state'), render: (each) => <StateTag state={each.state} /> },
  ];
  return (
    <RowTable
      label={state === 'open' ? t('cases.open') : t('cases.ended')}
      columns={columns}
      rows={cases}
      rowKey={({ id }) => id}
    />
  );
}

function CaseSearch({ q, onSearch }: { readonly q: string; readonly onSearch: (q: string) => void }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(q);
  return (
    <form
      className="case-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed.trim());
      }}
    >
      <Search
        id="case-search"
        size="md"
        labelText={t('caseFile.search')}
        placeholder={t('caseFile.search')}
        closeButtonLabelText={t('cases.clear')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onClear={() => onSearch('')}
      />
      <Button type="submit" kind="tertiary" size="md">
        {t('caseFile.searchButton')}
      </Button>
    </form>
  );
}
