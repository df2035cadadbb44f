import type { Calendar } from '@gaita/calendar';
import type { Language, Scenario } from '@gaita/contracts';
import { demoInstitutions } from '../identity/index.ts';
import type { Casting } from './casting.ts';
import { demoApplicants } from './data/demo-applicants.ts';
import { demoIdeas, demoServices } from './data/demo-services.ts';
import type { DemoStream } from './data/demo-streams.ts';
import { demoStreams } from './data/demo-streams.ts';
import { Draw } from './draw.ts';
import { arrival } from './office-hours.ts';
import type { StoryStep } from './tell-story.ts';
import { tellStory } from './tell-story.ts';

/** One case that the demo plays. */
export interface DemoCase {
  readonly process: string;
  readonly institution: string;
  readonly businessKey: string;
  readonly startsAt: number;
  /** Median of working days from one step to the next. */
  readonly pace: number;
  readonly story: readonly StoryStep[];
}

const defaultStart = '2026-03-02';
const dayMillis = 86_400_000;

/** All cases of the demo, first come first. The same stories, people and keys every time; only the dates follow `now`. */
export function planDemo(
  now: number,
  calendars: readonly Calendar[],
  storyOf: (process: string, story: string) => Scenario,
): DemoCase[] {
  const planner = new Planner(now, calendars);
  const cases = demoStreams.flatMap((stream) =>
    demoInstitutions.flatMap((_, institution) =>
      Array.from({ length: stream.cases[institution as 0 | 1] }, () =>
        planner.plan(stream, institution, storyOf(stream.process, stream.story)),
      ),
    ),
  );
  return cases.sort((a, b) => a.startsAt - b.startsAt);
}

class Planner {
  private readonly draw = new Draw(2026);
  /** How many were taken of each list in each institution. */
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly now: number,
    private readonly calendars: readonly Calendar[],
  ) {}

  plan(stream: DemoStream, institution: number, scenario: Scenario): DemoCase {
    const calendar = this.calendars[institution]!;
    const startsAt = arrival(calendar, this.now, stream.arrive, this.draw);
    const toldFrom = (scenario.now ?? defaultStart).slice(0, 10);
    const title = stream.titles?.[institution];
    const common = {
      institution,
      applicant: this.next(demoApplicants[institution]!, `applicant ${institution}`),
      daysLater: Math.round((startsAt - Date.parse(`${toldFrom}T00:00:00Z`)) / dayMillis),
      ...(title && { title: this.next(title, `${stream.process} ${institution}`) }),
    };
    const { businessKey, casting } = this.subject(stream, institution, common, startsAt);
    const { process, pace } = stream;
    return {
      process,
      institution: demoInstitutions[institution]!.id,
      businessKey,
      startsAt,
      pace,
      story: tellStory(scenario, casting),
    };
  }

  private subject(
    { about, process }: DemoStream,
    institution: number,
    common: Omit<Casting, 'swapped' | 'exchange'>,
    startsAt: number,
  ): { businessKey: string; casting: Casting } {
    if (typeof about === 'object') {
      const number = String(this.count(`${about.prefix} ${institution}`) + 1).padStart(4, '0');
      const businessKey = `${about.prefix}-${new Date(startsAt).getUTCFullYear()}-${number}`;
      return { businessKey, casting: { ...common, swapped: this.draw.fraction() < 0.5, exchange: new Map() } };
    }
    const { language } = demoInstitutions[institution]!;
    const from = `${about === 'service' ? process : 'idea'} ${institution}`;
    const { key, names, manager } =
      about === 'service' ? this.next(demoServices, from) : { ...this.next(demoIdeas, from), manager: 1 };
    return { businessKey: key, casting: { ...common, swapped: manager === 2, exchange: exchangeService(key, names, language) } };
  }

  private next<T>(list: readonly T[], counter: string): T {
    return list[this.count(counter) % list.length]!;
  }

  private count(counter: string): number {
    const taken = this.taken.get(counter) ?? 0;
    this.taken.set(counter, taken + 1);
    return taken;
  }
}

/** The stories are told of a permit for events. */
const exchangeService = (key: string, names: { readonly [L in Language]: string }, language: Language) =>
  new Map([
    ['event-permit', key],
    ['event-permit-2', key],
    ['Event permit', names[language]],
  ]);
