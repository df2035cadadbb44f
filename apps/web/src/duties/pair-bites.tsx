import { Link } from 'react-router';
import type { DutyPairState } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';
import { DutyNotes } from './duty-notes.tsx';

/** Where a pair bites now. */
export function PairBites({ state }: { readonly state: DutyPairState }) {
  const { t } = useTexts();
  const { holders, tasks, notes, blocked, reasons } = state;
  if (holders.length + tasks.length + notes.length === 0) return <p className="duty-pair__quiet">{t('duties.quiet')}</p>;
  return (
    <div className="duty-pair__bites">
      {holders.length > 0 && (
        <>
          <h4>{t('duties.holdBoth', { count: holders.length })}</h4>
          <ul className="plain-list">
            {holders.map(({ account, name, standsInFor }) => (
              <li key={account}>
                {name}
                {standsInFor !== undefined && <> ({t('duties.standsIn')})</>}
              </li>
            ))}
          </ul>
        </>
      )}
      {tasks.length > 0 && (
        <>
          <h4>{t('duties.mayNotDo', { count: tasks.length })}</h4>
          <ul className="plain-list">
            {tasks.map(({ taskId, account, accountName, name, instanceId, businessKey }) => (
              <li key={`${taskId} ${account}`}>
                {accountName} · {name} ·{' '}
                <Link className="cds--link" to={`/cases/${instanceId}`}>
                  {businessKey === undefined ? t('duties.toCase') : t('duties.toCaseNumber', { number: businessKey })}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {notes.length > 0 && (
        <details>
          <summary>
            {blocked > 0 && t('duties.blockedTimes', { count: blocked })}
            {blocked > 0 && reasons > 0 && ' · '}
            {reasons > 0 && t('duties.reasonTimes', { count: reasons })}
          </summary>
          <DutyNotes notes={notes} withCase />
        </details>
      )}
    </div>
  );
}
