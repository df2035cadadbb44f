import { Tag } from '@carbon/react';
import type { RoleTaskView } from '@gaita/contracts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useDueWords } from '../work/use-due-words.ts';

/** The tasks of live processes that name a role, by process. */
export function RoleTasks({ tasks }: { readonly tasks: readonly RoleTaskView[] }) {
  const { t } = useTexts();
  const dueWords = useRuleWords();
  const processes = [...new Set(tasks.map(({ processKey }) => processKey))];
  if (tasks.length === 0) return <p className="hint">{t('people.noTasks')}</p>;
  return (
    <dl className="people-tasks">
      {processes.map((key) => {
        const own = tasks.filter(({ processKey }) => processKey === key);
        return (
          <div key={key}>
            <dt>{own[0]!.processName}</dt>
            {own.map(({ elementId, name, as, due }) => (
              <dd key={`${elementId} ${as}`}>
                <span>{name}</span>
                {as !== 'responsible' && (
                  <Tag size="sm" type="cool-gray">
                    {t(`people.as.${as}`)}
                  </Tag>
                )}
                {due !== undefined && <span className="hint">{dueWords(due)}</span>}
              </dd>
            ))}
          </div>
        );
      })}
    </dl>
  );
}

/** A due rule of a model in words; as the model has it where only its author can read it. */
function useRuleWords(): (due: string) => string {
  const words = useDueWords();
  const { institution } = usePerson();
  return (due) => words.rule({ institution: institution.id, createdAt: Date.now(), dueRule: due }) ?? due;
}
