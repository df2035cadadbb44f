import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ClockTag } from '../../cases/clock/clock-tag.tsx';
import { PersonName } from '../../sign-in/person-name.tsx';
import { useRoleNames } from '../../sign-in/role-names.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { DueTag } from '../../work/due-tag.tsx';
import { useDueWords } from '../../work/use-due-words.ts';
import { useTaskDoing } from '../task-doing.ts';

/** What surrounds a task: its case, deadline, law, signatures. */
export function TaskFacts() {
  const { detail } = useTaskDoing();
  const { t, formats } = useTexts();
  const roleName = useRoleNames();
  const words = useDueWords();
  const { task, signatures, joint, returned } = detail;
  const facts: [title: string, fact: ReactNode][] = [
    [
      t('task.case'),
      <Link key="case" className="cds--link" to={`/cases/${task.instanceId}`}>
        {task.businessKey ?? t('task.openCase')}
      </Link>,
    ],
    [t('task.process'), task.processName],
    [t('task.due'), <DueTag key="due" task={task} exact />],
  ];
  if (task.caseDue)
    facts.push([
      t('clock.title'),
      <span key="term">
        <ClockTag clock={task.caseDue} institution={task.institution} />
        <cite className="hint">{t('clock.source', { act: task.caseDue.act, article: task.caseDue.article })}</cite>
      </span>,
    ]);
  if (task.dueRule)
    facts.push([
      t('task.dueRule'),
      words.rule(task) ?? (
        <span key="rule" lang="en">
          {task.dueRule}
        </span>
      ),
    ]);
  if (task.legalBasis) facts.push([t('task.legalBasis'), <LegalBasis key="basis" basis={task.legalBasis} />]);
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

/** An address of the law is a link; anything else stands as the model has it. */
function LegalBasis({ basis }: { readonly basis: string }) {
  if (!/^https?:\/\//.test(basis)) return <>{basis}</>;
  return (
    <a className="cds--link" href={basis} rel="noreferrer" target="_blank">
      {basis}
    </a>
  );
}
