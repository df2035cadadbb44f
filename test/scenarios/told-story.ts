import { createCalendar } from '@gaita/calendar';
import type { Scenario } from '@gaita/contracts';
import { demoInstitutions } from '../../apps/server/src/identity/index.ts';
import { localMillis, usualBeginning } from '../support/scenario-time.ts';
import type { CaseFacts } from './case-facts.ts';
import { PlayOnServer, StoryDiffers } from './play-on-server.ts';
import type { Stages } from './stages.ts';

/** How a scenario went. */
export interface ToldStory {
  readonly title: string;
  /** What is true when it ends, or where it stopped; absent when it did not even begin. */
  readonly facts: CaseFacts | undefined;
  /** What the scenario says to its reader, with the number of user tasks entered by then. */
  readonly said: readonly { readonly after: number; readonly sentence: string }[];
  /** Why it is not as told; undefined when all is. */
  readonly differs: string | undefined;
  readonly milliseconds: number;
}

/** Plays a scenario to its end, or to where it differs from what is told. */
export async function tellStory(stages: Stages, processKey: string, scenario: Scenario): Promise<ToldStory> {
  const begun = performance.now();
  const { app, clock, leave } = await stages.enter(beginningOf(scenario));
  const play = new PlayOnServer(app, clock, processKey, scenario);
  const said: { after: number; sentence: string }[] = [];
  let at = 'start';
  let differs: string | undefined;
  let facts: CaseFacts | undefined;
  try {
    facts = await play.begin();
    for (const [index, step] of scenario.steps.entries()) {
      at = `step ${index + 1} (${Object.keys(step)[0]})`;
      if (step.say !== undefined) said.push({ after: facts.path.length, sentence: step.say });
      facts = await play.step(step);
    }
  } catch (error) {
    differs = `${at}: ${error instanceof StoryDiffers ? error.message : ((error as Error).stack ?? String(error))}`;
    facts &&= await play.facts();
  } finally {
    await leave(differs === undefined ? 'clear' : 'abandon');
  }
  return { title: scenario.title, facts, said, differs, milliseconds: performance.now() - begun };
}

function beginningOf({ now = usualBeginning, institution }: Scenario): number {
  const { country, zone, movedDays } = demoInstitutions.find(({ id }) => id === institution) ?? demoInstitutions[0]!;
  return localMillis(createCalendar({ country, zone, movedDays }), now);
}
