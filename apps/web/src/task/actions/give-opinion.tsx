import { useRef, useState } from 'react';
import { Button, RadioButton, RadioButtonGroup, TextArea } from '@carbon/react';
import type { GiveOpinionRequest } from '@gaita/contracts';
import { giveOpinion } from '../../api/task-commands.ts';
import { useKept } from '../../drafts/use-kept.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useTaskDoing } from '../task-doing.ts';

interface Answer {
  readonly opinion?: GiveOpinionRequest['opinion'];
  readonly explanation: string;
}

/** Instead of an outcome: what a consulted person thinks of the task. Nothing is chosen for them. */
export function GiveOpinion() {
  const { t } = useTexts();
  const { detail, busy, attempt, leave } = useTaskDoing();
  const { task } = detail;
  const [answer, set, forget] = useKept<Answer>(`opinion ${task.id}`, { explanation: '' });
  const { opinion, explanation } = answer;
  const [tried, setTried] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const text = explanation.trim();
  const isMute = opinion === 'disagree' && text === '';
  const give = () => {
    setTried(true);
    if (opinion === undefined || isMute)
      return place.current?.querySelector<HTMLElement>(opinion === undefined ? 'input' : 'textarea')?.focus();
    void attempt(async () => {
      const given = await giveOpinion(task.id, { opinion, ...(text !== '' && { explanation: text }) });
      forget();
      await leave(given);
    });
  };
  const labels = { agree: t('tasks.agree'), disagree: t('tasks.disagree'), none: t('tasks.noOpinion') };
  return (
    <div ref={place} className="task__opinion">
      <RadioButtonGroup
        name="opinion"
        orientation="vertical"
        legendText={t('tasks.yourOpinion')}
        {...(opinion !== undefined && { valueSelected: opinion })}
        invalid={tried && opinion === undefined}
        invalidText={t('tasks.opinionWanting')}
        onChange={(value) => set({ opinion: value as GiveOpinionRequest['opinion'], explanation })}
      >
        {(['agree', 'disagree', 'none'] as const).map((value) => (
          <RadioButton key={value} id={`opinion-${value}`} value={value} labelText={labels[value]} />
        ))}
      </RadioButtonGroup>
      <TextArea
        id="opinion-explanation"
        labelText={t('tasks.explanation')}
        value={explanation}
        maxLength={5000}
        rows={4}
        invalid={tried && isMute}
        invalidText={t('tasks.explanationNeeded')}
        onChange={(event) => set({ ...answer, explanation: event.target.value })}
      />
      <Button disabled={busy} onClick={give}>
        {t('tasks.giveOpinion')}
      </Button>
    </div>
  );
}
