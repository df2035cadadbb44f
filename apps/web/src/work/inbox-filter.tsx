import { useId } from 'react';
import type { ProcessView } from '@gaita/contracts';
import { listProcesses } from '../api/processes.ts';
import { columnsOf } from '../api/inbox.ts';
import { useResource } from '../api/use-resource.ts';
import { useTyped } from '../shell/use-typed.ts';
import { useTexts } from '../texts/use-texts.tsx';
import type { ShownAddress } from './list-address.ts';

interface InboxFilterProps {
  readonly address: ShownAddress;
  readonly shownColumns: readonly string[];
  readonly onChange: (address: ShownAddress) => void;
}

/** What the list is narrowed to, and which data of the cases it shows; each change is in the address. */
export function InboxFilter({ address, shownColumns, onChange }: InboxFilterProps) {
  const { t, language } = useTexts();
  const ids = { q: useId(), process: useId(), due: useId() };
  const [typed, setTyped] = useTyped(address.q, (q) => onChange({ ...address, q }));
  const processes = useResource(`processes ${language}`, listProcesses, 'processes');
  return (
    <div className="inbox-filter" role="search" aria-label={t('inbox.filter')}>
      <div>
        <label htmlFor={ids.q}>{t('inbox.q')}</label>
        <input
          id={ids.q}
          type="search"
          className="cds--text-input"
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <div>
        <label htmlFor={ids.process}>{t('task.process')}</label>
        <select
          id={ids.process}
          className="inbox-filter__select"
          value={address.process}
          onChange={(event) => onChange({ ...address, process: event.target.value, cols: undefined })}
        >
          <option value="">{t('inbox.allProcesses')}</option>
          {withWanted(processes.data ?? [], address.process).map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor={ids.due}>{t('task.due')}</label>
        <select
          id={ids.due}
          className="inbox-filter__select"
          value={address.due}
          onChange={(event) => onChange({ ...address, due: event.target.value })}
        >
          <option value="">{t('inbox.anyDue')}</option>
          <option value="late">{t('inbox.late')}</option>
          <option value="today">{t('inbox.today')}</option>
          <option value="week">{t('inbox.week')}</option>
        </select>
      </div>
      {address.process !== '' && (
        <ColumnChoice process={address.process} chosen={shownColumns} onChange={(cols) => onChange({ ...address, cols })} />
      )}
    </div>
  );
}

const withWanted = (processes: readonly ProcessView[], key: string): readonly Pick<ProcessView, 'key' | 'name'>[] =>
  key === '' || processes.some((each) => each.key === key) ? processes : [...processes, { key, name: key }];

interface ColumnChoiceProps {
  readonly process: string;
  readonly chosen: readonly string[];
  readonly onChange: (cols: readonly string[]) => void;
}

const most = 8;

/** Which data of the cases stand in columns, by the words of the process's forms. */
function ColumnChoice({ process, chosen, onChange }: ColumnChoiceProps) {
  const { t, language } = useTexts();
  const columns = useResource(`${process} ${language}`, (signal) => columnsOf(process, signal), process);
  return (
    <details className="inbox-filter__columns">
      <summary>{t('inbox.columns', { count: chosen.length })}</summary>
      <fieldset>
        <legend className="cds--visually-hidden">{t('inbox.columnsLegend')}</legend>
        {columns.data?.map(({ name, field }) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              disabled={chosen.length >= most && !chosen.includes(name)}
              onChange={(event) => onChange(event.target.checked ? [...chosen, name] : chosen.filter((each) => each !== name))}
            />
            {field.label}
          </label>
        ))}
        {columns.data?.length === 0 && <p>{t('inbox.noColumns')}</p>}
      </fieldset>
    </details>
  );
}
