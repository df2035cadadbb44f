import { Tag } from '@carbon/react';
import { Link } from 'react-router';
import type { CaseWaitView } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';

/** One thing that the case waits for, in plain words. */
export function CaseWait({ wait }: { readonly wait: CaseWaitView }) {
  const { t, formats } = useTexts();
  const unnamed = wait.kind === 'join' ? t('wait.joinName') : t('history.unnamed');
  return (
    <li>
      <span className="rows__main">{wait.name ?? unnamed}</span>
      {wait.kind === 'incident' && <Tag type="red">{t('wait.stuck')}</Tag>}
      <span className="case-tasks__what">
        <Words wait={wait} />
        {wait.count > 1 && ` · ${formats.number(wait.count)} ×`}
      </span>
      {wait.message !== undefined && (
        <details className="case-tasks__cause">
          <summary>{t('wait.cause')}</summary>
          <p lang="en">{wait.message}</p>
        </details>
      )}
    </li>
  );
}

function Words({ wait: { kind, eventName, dueAt, called } }: { readonly wait: CaseWaitView }) {
  const { t, formats } = useTexts();
  switch (kind) {
    case 'timer':
      return t('wait.timer', { when: formats.moment(dueAt ?? 0) });
    case 'message':
      return t('wait.message', { name: eventName });
    case 'signal':
      return t('wait.signal', { name: eventName });
    case 'called':
      return called ? (
        <Link className="cds--link" to={`/cases/${called.id}`}>
          {t('wait.calledNamed', { process: called.processName })}
        </Link>
      ) : (
        t('wait.called')
      );
    default:
      return t(`wait.${kind}`);
  }
}
