import type { ReactNode } from 'react';
import { PersonName } from '../../sign-in/person-name.tsx';
import { useRoleNames } from '../../sign-in/role-names.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useTaskDoing } from '../task-doing.ts';

/** What surrounds a task beside its head: process, since when, signatures. */
export function TaskFacts() {
  const { detail } = useTaskDoing();
  const { t, formats } = useTexts();
  const roleName = useRoleNames();
  const { task, signatures, joint, returned } = detail;
  const facts: [title: string, fact: ReactNode][] = [[t('task.process'), task.processName]];
  facts.push([t('task.since'), formats.moment(task.createdAt)]);
  if (signatures.length > 0)
    facts.push([
      t('task.signed'),
      <ul key="signed">
        {signatures.map(({ account, at }) => (
          <li key={account}>
            <PersonName account={account} />, {formats.moment(at)}
          </li>
        ))}
      </ul>,
    ]);
  if (joint.length > 0) facts.push([t('task.joint'), joint.map(roleName).join(', ')]);
  if (returned)
    facts.push([
      t('task.returned'),
      <span key="returned">
        <PersonName account={returned.account} />, {formats.moment(returned.at)}: {returned.reason}
      </span>,
    ]);
  return (
    <aside className="facts" aria-label={t('task.facts')}>
      <h2>{t('task.facts')}</h2>
      <dl>
        {facts.map(([title, fact]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
