import { Link } from 'react-router';
import type { TaskView } from '@gaita/contracts';
import { ClockTag } from '../cases/clock/clock-tag.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { DueTag } from '../work/due-tag.tsx';
import { useDueWords } from '../work/use-due-words.ts';
import { LegalBasis } from '../work/legal-basis.tsx';

/** What one sees first of a task, before its form: its case, until when and by which law. */
export function TaskHead({ task }: { readonly task: TaskView }) {
  const { t } = useTexts();
  const rule = useDueWords().rule(task);
  const { caseDue, legalBasis } = task;
  return (
    <dl className="task-head">
      <div>
        <dt>{t('task.case')}</dt>
        <dd>
          <Link className="cds--link" to={`/cases/${task.instanceId}`}>
            {task.businessKey ?? t('task.openCase')}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{t('task.due')}</dt>
        <dd>
          <DueTag task={task} exact />
          {task.dueRule && <span lang={rule === undefined ? 'en' : undefined}>{rule ?? task.dueRule}</span>}
        </dd>
      </div>
      {caseDue && (
        <div>
          <dt>{t('clock.title')}</dt>
          <dd>
            <ClockTag clock={caseDue} institution={task.institution} />
            <cite>{t('clock.source', { act: caseDue.act, article: caseDue.article })}</cite>
          </dd>
        </div>
      )}
      {legalBasis && (
        <div>
          <dt>{t('task.legalBasis')}</dt>
          <dd>
            <LegalBasis basis={legalBasis} />
          </dd>
        </div>
      )}
    </dl>
  );
}
