import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Form, Select, SelectItem, TextInput } from '@carbon/react';
import { Link, useSearchParams } from 'react-router';
import type { Calendar } from '@gaita/calendar';
import type { AuditEntryView } from '@gaita/contracts';
import { exportAudit, listAudit } from '../api/audit.ts';
import type { AuditFilter } from '../api/audit.ts';
import { useResource } from '../api/use-resource.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { RowTable } from '../shell/row-table.tsx';
import type { Column } from '../shell/row-table.tsx';
import { useCalendars } from '../formats/use-calendars.ts';
import { usePerson } from '../sign-in/session.tsx';
import { Pages } from '../shell/pages.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import en from '../texts/en/audit.json' with { type: 'json' };
import { useDetailWords } from './details-in-words.ts';
import { JobProgress } from './job-progress.tsx';
import { useJob } from './use-job.ts';

const perPage = 50;
type Act = keyof typeof en.audit.act;
const acts = Object.keys(en.audit.act) as Act[];
const isAct = (act: string): act is Act => act in en.audit.act;

/** Days are those of the institution, whose time the table shows. */
const filterOf = (search: URLSearchParams, calendar: Calendar): AuditFilter => {
  const text = (name: string) => search.get(name)?.trim() || undefined;
  const day = (name: string) => {
    const given = search.get(name) ?? '';
    return /^\d{4}-\d\d-\d\d$/.test(given) && Number.isFinite(Date.parse(given)) ? given : undefined;
  };
  const [from, to] = [day('from'), day('to')];
  return {
    account: text('account'),
    act: text('act'),
    caseId: text('case'),
    from: from === undefined ? undefined : calendar.startOfDay(from),
    to: to === undefined ? undefined : calendar.endOfDay(to) + 1,
  };
};

/** The entries, newest first; the address holds the filter. */
export function AuditEntries() {
  const { t, formats, language } = useTexts();
  const [search, setSearch] = useSearchParams();
  const page = Math.max(0, Number(search.get('page') ?? 1) - 1 || 0);
  const { institution } = usePerson();
  const filter = filterOf(search, useCalendars()(institution.id));
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
                <Pages
                  total={Math.ceil(total / perPage)}
                  page={page}
                  onPage={(wanted) => setSearch({ ...Object.fromEntries(search), page: String(wanted + 1) })}
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
  const { t, formats } = useTexts();
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
    <Form className="audit__filter audit__filter--entries" onSubmit={submit} aria-label={t('audit.filter')}>
      <TextInput
        id="audit-account"
        labelText={t('audit.person')}
        value={values.account}
        onChange={set('account')}
        maxLength={191}
      />
      <Select id="audit-act" labelText={t('audit.kind')} value={values.act} onChange={set('act')}>
        <SelectItem value="" text={t('audit.all')} />
        {acts
          .map((act) => ({ act, text: t(`audit.act.${act}`) }))
          .sort((one, other) => formats.compare(one.text, other.text))
          .map(({ act, text }) => (
            <SelectItem key={act} value={act} text={text} />
          ))}
      </Select>
      <TextInput id="audit-case" labelText={t('audit.case')} value={values.case} onChange={set('case')} maxLength={36} />
      <TextInput id="audit-from" type="date" labelText={t('audit.from')} value={values.from} onChange={set('from')} />
      <TextInput id="audit-to" type="date" labelText={t('audit.to')} value={values.to} onChange={set('to')} />
      <div className="audit__buttons">
        <Button type="submit" kind="secondary" size="md">
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
    { key: 'when', header: t('audit.when'), render: ({ at }) => <span className="audit__when">{formats.moment(at)}</span> },
    {
      key: 'who',
      header: t('audit.who'),
      render: ({ name, account }) => (
        <>
          {name ?? account}
          {name !== undefined && <span className="audit__again">{account}</span>}
        </>
      ),
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
    { key: 'object', header: t('audit.object'), render: (entry) => <Thing entry={entry} /> },
    { key: 'details', header: t('audit.details'), render: (entry) => <Details entry={entry} /> },
  ];
  return <RowTable label={t('audit.entries')} columns={columns} rows={entries} rowKey={({ id }) => id} />;
}

type ThingKind = keyof typeof en.audit.thing;
const isThing = (type: string): type is ThingKind => type in en.audit.thing;
/** Their ids say something to people. */
const known = new Set(['address', 'process', 'signal']);

/** What it was done to: its kind, and its name where it has one. Ids are in the export. */
function Thing({ entry: { objectType, objectId, objectName } }: { readonly entry: AuditEntryView }) {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const name = objectType === 'role' ? roleName(objectId) : known.has(objectType) ? objectId : objectName;
  const kind = isThing(objectType) ? t(`audit.thing.${objectType}`) : objectType;
  return (
    <>
      {kind}
      {name !== undefined && <span className="audit__again">{name}</span>}
    </>
  );
}

function Details({ entry: { details, erased } }: { readonly entry: AuditEntryView }) {
  const { t } = useTexts();
  const inWords = useDetailWords();
  if (erased) return <em>{t('audit.erased')}</em>;
  return <span className="audit__details">{(details && inWords(details)) || '–'}</span>;
}
