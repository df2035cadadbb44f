import { useState } from 'react';
import { Button, RadioButton, RadioButtonGroup, TextArea } from '@carbon/react';
import type { GiveOpinionRequest } from '@gaita/contracts';
import { giveOpinion } from '../../api/task-commands.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useTaskDoing } from '../task-doing.ts';

/** Instead of an outcome: what a consulted person thinks of the task. */
export function GiveOpinion() {
  const { t } = useTexts();
  const { detail, busy, attempt, leave } = useTaskDoing();
  const { task } = detail;
  const [opinion, setOpinion] = useState<GiveOpinionRequest['opinion']>('agree');
  const [explanation, setExplanation] = useState('');
  const [wanting, setWanting] = useState(false);
  const text = explanation.trim();
  const isWanting = opinion === 'disagree' && text === '';
  const give = () => {
    setWanting(isWanting);
    if (isWanting) return;
    void attempt(async () => leave(await giveOpinion(task.id, { opinion, ...(text !== '' && { explanation: text }) })));
  };
  const labels = { agree: t('tasks.agree'), disagree: t('tasks.disagree'), none: t('tasks.noOpinion') };
  return (
    <div className="task__opinion">
      <p>{task.opinion?.askedBy ? t('tasks.opinionAsked', { name: task.opinion.askedBy }) : t('tasks.opinionNeeded')}</p>
      {task.opinion?.question && <p className="lead">{task.opinion.question}</p>}
      <RadioButtonGroup
        name="opinion"
        orientation="vertical"
        legendText={t('tasks.yourOpinion')}
        valueSelected={opinion}
        onChange={(value) => setOpinion(value as GiveOpinionRequest['opinion'])}
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
        invalid={wanting && isWanting}
        invalidText={t('tasks.explanationNeeded')}
        onChange={(event) => setExplanation(event.target.value)}
      />
      <Button disabled={busy} onClick={give}>
        {labels[opinion]}
      </Button>
    </div>
  );
}
