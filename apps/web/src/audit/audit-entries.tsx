import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Form, PaginationNav, Select, SelectItem, TextInput } from '@carbon/react';
import { Link, useSearchParams } from 'react-router';
import type { AuditEntryView } from '@gaita/contracts';
import { exportAudit, listAudit } from '../api/audit.ts';
import type { AuditFilter } from '../api/audit.ts';
import { useResource } from '../api/use-resource.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { RowTable } from '../shell/row-table.tsx';
import type { Column } from '../shell/row-table.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import en from '../texts/en/audit.json' with { type: 'json' };
import { JobProgress } from './job-progress.tsx';
import { useJob } from './use-job.ts';

const perPage = 50;
const dayMillis = 86_400_000;
type Act = keyof typeof en.audit.act;
const acts = Object.keys(en.audit.act) as Act[];
const isAct = (act: string): act is Act => act in en.audit.act;

const filterOf = (search: URLSearchParams): AuditFilter => {
  const text = (name: string) => search.get(name)?.trim() || undefined;
  const day = (name: string) => {
    const at = Date.parse(`${search.get(name) ?? ''}T00:00:00`);
    return Number.isFinite(at) ? at : undefined;
  };
  const to = day('to');
  return {
    account: text('account'),
    act: text('act'),
    caseId: text('case'),
    from: day('from'),
    to: to === undefined ? undefined : to + dayMillis,
  };
};

/** The entries, newest first; the address holds the filter. */
export function AuditEntries() {
  const { t, formats, language } = useTexts();
  const [search, setSearch] = useSearchParams();
  const page = Math.max(0, Number(search.get('page') ?? 1) - 1 || 0);
  const filter = filterOf(search);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const job = useJob();
  const entries = useResource(`${JSON.stringify(filter)} ${page} ${language}`, (signal) =>
    listAudit({ ...filter, limit: perPage, offset: page * perPage }, signal),
  );
  return (
    <section className="audit-section" aria-labelledby="audit-entries">
      <h2 id="audit-entries">{t('audit.entries')}</h2>
      <FilterForm key={search.toString()} search={search} onSearch={setSearch} isFiltered={isFiltered} />
      <LoadState resource={entries}>
        {({ items, total }) =>
          total === 0 ? (
            <EmptyState title={isFiltered ? t('audit.noneFiltered') : t('audit.none')} />
          ) : (
            <>
              <div className="audit__bar">
                <span>{t('audit.total', { number: formats.number(total) })}</span>
                <Button kind="tertiary" size="sm" disabled={job.isRunning} onClick={() => job.begin(exportAudit(filter))}>
                  {t('audit.export')}
                </Button>
              </div>
              <JobProgress watched={job} running="audit.exporting" />
              <EntryTable entries={items} />
              {total > perPage && (
                <PaginationNav
                  className="pages"
                  itemsShown={5}
                  totalItems={Math.ceil(total / perPage)}
                  page={page}
                  onChange={(wanted) => setSearch({ ...Object.fromEntries(search), page: String(wanted + 1) })}
                />
              )}
            </>
          )
        }
      </LoadState>
    </section>
  );
}

interface FilterFormProps {
  readonly search: URLSearchParams;
  readonly onSearch: (search: Record<string, string>) => void;
  readonly isFiltered: boolean;
}

function FilterForm({ search, onSearch, isFiltered }: FilterFormProps) {
  const { t } = useTexts();
  const [values, setValues] = useState({
    account: search.get('account') ?? '',
    act: search.get('act') ?? '',
    case: search.get('case') ?? '',
    from: search.get('from') ?? '',
    to: search.get('to') ?? '',
  });
  const set = (name: keyof typeof values) => (event: { target: { value: string } }) =>
    setValues({ ...values, [name]: event.target.value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== '')));
  };
  return (
    <Form className="audit__filter" onSubmit={submit} aria-label={t('audit.filter')}>
      <TextInput
        id="audit-account"
        labelText={t('audit.person')}
        value={values.account}
        onChange={set('account')}
        maxLength={191}
      />
      <Select id="audit-act" labelText={t('audit.kind')} value={values.act} onChange={set('act')}>
        <SelectItem value="" text={t('audit.all')} />
        {acts.map((act) => (
          <SelectItem key={act} value={act} text={t(`audit.act.${act}`)} />
        ))}
      </Select>
      <TextInput id="audit-case" labelText={t('audit.case')} value={values.case} onChange={set('case')} maxLength={36} />
      <TextInput id="audit-from" type="date" labelText={t('audit.from')} value={values.from} onChange={set('from')} />
      <TextInput id="audit-to" type="date" labelText={t('audit.to')} value={values.to} onChange={set('to')} />
      <div className="audit__buttons">
        <Button type="submit" size="md">
          {t('audit.apply')}
        </Button>
        {isFiltered && (
          <Button kind="ghost" size="md" onClick={() => onSearch({})}>
            {t('audit.clear')}
          </Button>
        )}
      </div>
    </Form>
  );
}

function EntryTable({ entries }: { readonly entries: readonly AuditEntryView[] }) {
  const { t, formats } = useTexts();
  const columns: Column<AuditEntryView>[] = [
    { key: 'when', header: t('audit.when'), render: ({ at }) => formats.moment(at) },
    {
      key: 'who',
      header: t('audit.who'),
      render: ({ name, account }) => (name === undefined ? account : `${name} (${account})`),
    },
    {
      key: 'what',
      header: t('audit.kind'),
      render: ({ act, count, until }) => (
        <>
          {isAct(act) ? t(`audit.act.${act}`) : act}
          {count > 1 && until !== undefined && (
            <span className="audit__again">{t('audit.again', { count, when: formats.time(until) })}</span>
          )}
        </>
      ),
    },
    {
      key: 'case',
      header: t('audit.caseShort'),
      render: ({ caseId, caseKey }) =>
        caseId === undefined ? (
          '–'
        ) : (
          <Link className="cds--link audit__case" to={`/cases/${caseId}`}>
            {caseKey ?? caseId}
          </Link>
        ),
    },
    { key: 'object', header: t('audit.object'), render: ({ objectId }) => <span className="audit__hash">{objectId}</span> },
    { key: 'details', header: t('audit.details'), render: (entry) => <Details entry={entry} /> },
  ];
  return <RowTable label={t('audit.entries')} columns={columns} rows={entries} rowKey={({ id }) => id} />;
}

function Details({ entry: { details, erased } }: { readonly entry: AuditEntryView }) {
  const { t } = useTexts();
  if (erased) return <em>{t('audit.erased')}</em>;
  if (!details) return '–';
  const shown = Object.entries(details).map(([name, value]) => `${name}: ${inShort(value)}`);
  return <span className="audit__details">{shown.join(' · ')}</span>;
}

/** Of a list only how long it is: the export has all of it. */
const inShort = (value: unknown): string =>
  typeof value === 'string' ? value : Array.isArray(value) && value.length > 3 ? String(value.length) : JSON.stringify(value);
