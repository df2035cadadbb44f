import type { Scenario, Variables } from '@gaita/contracts';
import type { Casting } from './casting.ts';
import { castPerson, castVariables } from './casting.ts';

/** One thing that somebody does in a case. */
export type StoryAct =
  | { readonly act: 'start'; readonly as: string; readonly variables: Variables }
  | { readonly act: 'startByMessage'; readonly message: string; readonly variables: Variables }
  | { readonly act: 'complete'; readonly elementId: string; readonly as: string; readonly variables: Variables }
  | { readonly act: 'message'; readonly message: string; readonly variables: Variables };

export interface StoryStep {
  readonly act: StoryAct;
  /** Terms that pass before it, in order: `P30D`, `10 working days`. */
  readonly waits: readonly string[];
  /** Several are asked at the same time: each answers within days, whatever the pace of the case. */
  readonly soon?: true;
}

/**
 * A scenario as one case plays it: the same acts with other people, dates and values. What a scenario expects is for tests;
 * one that starts by a timer or jumps to a date is not for the demo (throws).
 */
export function tellStory({ start, steps }: Scenario, casting: Casting): StoryStep[] {
  const story: StoryStep[] = [{ act: startOf(start, casting), waits: [] }];
  let waits: string[] = [];
  const say = (act: StoryAct, soon?: true): void => {
    story.push({ act, waits, ...(soon && { soon }) });
    waits = [];
  };
  for (const step of steps) {
    if ('expect' in step) continue;
    if ('until' in step) throw new Error('A story of the demo waits for a term, not until a date.');
    if ('wait' in step) waits.push(step.wait);
    else if ('message' in step) say({ act: 'message', message: step.message, variables: castVariables(step.with, casting) });
    else if ('agree' in step)
      for (const person of [step.as].flat())
        say(
          {
            act: 'complete',
            elementId: `${step.agree}.opinion`,
            as: castPerson(person, casting),
            variables: { opinion: 'agree' },
          },
          true,
        );
    else
      for (const person of [step.as].flat()) {
        const as = castPerson(person, casting);
        say({ act: 'complete', elementId: step.complete, as, variables: castVariables(step.with, casting) });
      }
  }
  return story;
}

function startOf(start: Scenario['start'], casting: Casting): StoryAct {
  if ('timer' in start) throw new Error('A story of the demo starts by a person or a message.');
  const variables = castVariables(start.with, casting);
  if ('message' in start) return { act: 'startByMessage', message: start.message, variables };
  if (start.as === undefined) throw new Error('A story of the demo names who starts it.');
  return { act: 'start', as: castPerson(start.as, casting), variables };
}
