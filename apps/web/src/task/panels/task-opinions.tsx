import { Link } from 'react-router';
import type { OpinionView } from '@gaita/contracts';
import { useRoleNames } from '../../sign-in/role-names.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useTaskDoing } from '../task-doing.ts';

/** Who was asked what they think, and what they answered; where the page asks for one itself, it says so first. */
export function TaskOpinions() {
  const { t } = useTexts();
  const { detail } = useTaskDoing();
  if (detail.opinions.length === 0 || detail.task.opinion) return null;
  return (
    <section className="task__panel" aria-labelledby="task-opinions">
      <h2 id="task-opinions">{t('tasks.opinions')}</h2>
      <ul className="task__opinions">
        {detail.opinions.map((opinion) => (
          <Opinion key={opinion.id} opinion={opinion} />
        ))}
      </ul>
    </section>
  );
}

interface OpinionProps {
  readonly opinion: OpinionView;
  /** The task on which it was asked, where that does not go without saying. */
  readonly on?: string | undefined;
  /** With a way to the task by which it is given. */
  readonly toTask?: boolean;
}

/** One opinion that was asked: of whom, on what, and what they said. */
export function Opinion({ opinion, on, toTask = false }: OpinionProps) {
  const { t, formats } = useTexts();
  const roleName = useRoleNames();
  const { role, askedOfName, askedOf, state, required, name, account, explanation, givenAt, question } = opinion;
  const whom = role === undefined ? (askedOfName ?? askedOf ?? '') : roleName(role);
  const answers = { agree: t('tasks.agreed'), disagree: t('tasks.disagreed'), none: t('tasks.gaveNone') };
  const answer =
    state === 'given'
      ? answers[opinion.opinion ?? 'none']
      : state === 'open'
        ? t('tasks.opinionOpen')
        : t('tasks.opinionWithdrawn');
  return (
    <li>
      {toTask && state === 'open' ? (
        <Link className="cds--link rows__main" to={`/tasks/${opinion.id}`}>
          {whom}
        </Link>
      ) : (
        <strong>{whom}</strong>
      )}
      : {answer}
      {required && state !== 'given' && <> ({t('tasks.agreementNeeded')})</>}
      {on !== undefined && <> {t('tasks.opinionOn', { task: on })}</>}
      {(name ?? account) && (
        <>
          {' · '}
          {name ?? account}
        </>
      )}
      {givenAt !== undefined && (
        <>
          {' · '}
          {formats.moment(givenAt)}
        </>
      )}
      {question && <p className="hint">{question}</p>}
      {explanation && <p>{explanation}</p>}
    </li>
  );
}
