import { improvementTitles, needTitles } from './demo-titles.ts';

/**
 * What has been going on in the demo institutions: streams of cases, each played from a story of `processes/<key>/scenarios`.
 * Cases arrive over some weeks before now and take their steps at the pace of an office; where a case has come to now, it stays.
 */
export interface DemoStream {
  readonly process: string;
  /** File name of the story without `.json`. */
  readonly story: string;
  /** Number of cases in the first and in the second institution. */
  readonly cases: readonly [number, number];
  /** Days before now of the first and the last arrival. */
  readonly arrive: readonly [number, number];
  /** Median of working days from one step to the next. */
  readonly pace: number;
  /** Begins the business key (`tree-2026-0041`), or: each case is about a live service, or about one that is yet to come. */
  readonly about: { readonly prefix: string } | 'service' | 'idea';
  /** Stands for the story's title, by institution. */
  readonly titles?: readonly (readonly string[])[];
}

const tree = { process: 'permit-tree-felling', about: { prefix: 'tree' } } as const;
const residence = { process: 'residence-declaration', about: { prefix: 'residence' } } as const;
const improvement = { process: 'improvement', about: { prefix: 'improvement' }, titles: improvementTitles } as const;
const planning = { process: 'service-planning', about: { prefix: 'need' }, titles: needTitles } as const;
const creation = { process: 'service-creation', about: 'idea' } as const;
const introduction = { process: 'service-introduction', about: 'idea' } as const;
const provision = { process: 'service-provision', about: 'service' } as const;
const retirement = { process: 'service-retirement', about: 'service' } as const;
const survey = { process: 'resident-survey', about: { prefix: 'survey' } } as const;
const assessment = { process: 'caf-self-assessment', about: { prefix: 'caf' } } as const;

export const demoStreams: readonly DemoStream[] = [
  // The services come first: their monthly reviews propose improvements and retirements to the others.
  { ...provision, story: 'until-retired', cases: [4, 4], arrive: [120, 20], pace: 3 },
  { ...provision, story: 'review-late', cases: [2, 2], arrive: [40, 5], pace: 3 },
  { ...retirement, story: 'retired', cases: [2, 1], arrive: [80, 10], pace: 7 },
  { ...retirement, story: 'kept', cases: [1, 1], arrive: [60, 10], pace: 7 },
  { ...tree, story: 'permit-granted', cases: [52, 26], arrive: [75, 0], pace: 3 },
  { ...tree, story: 'refused-and-contested', cases: [11, 5], arrive: [80, 2], pace: 3 },
  { ...tree, story: 'supplemented', cases: [14, 7], arrive: [40, 1], pace: 3 },
  { ...tree, story: 'not-supplemented', cases: [6, 3], arrive: [50, 1], pace: 2 },
  { ...tree, story: 'forwarded', cases: [6, 3], arrive: [20, 0], pace: 2 },
  { ...residence, story: 'registered', cases: [30, 15], arrive: [20, 0], pace: 2 },
  { ...residence, story: 'asked-once', cases: [14, 7], arrive: [16, 0], pace: 2 },
  { ...residence, story: 'not-supplied', cases: [8, 4], arrive: [16, 0], pace: 2 },
  { ...improvement, story: 'goals-achieved-at-once', cases: [8, 4], arrive: [120, 5], pace: 10 },
  { ...improvement, story: 'goals-missed-twice', cases: [6, 3], arrive: [200, 30], pace: 10 },
  { ...improvement, story: 'third-round', cases: [3, 2], arrive: [260, 60], pace: 10 },
  { ...improvement, story: 'proposal-accepted', cases: [4, 2], arrive: [30, 1], pace: 5 },
  { ...improvement, story: 'proposal-declined', cases: [3, 1], arrive: [40, 1], pace: 5 },
  { ...planning, story: 'planned', cases: [6, 3], arrive: [110, 3], pace: 6 },
  { ...planning, story: 'not-needed', cases: [3, 1], arrive: [40, 1], pace: 6 },
  { ...creation, story: 'created', cases: [4, 2], arrive: [120, 10], pace: 8 },
  { ...creation, story: 'modelled-three-times', cases: [2, 1], arrive: [150, 40], pace: 8 },
  { ...introduction, story: 'live', cases: [3, 1], arrive: [90, 10], pace: 7 },
  { ...introduction, story: 'corrected-twice', cases: [1, 1], arrive: [140, 60], pace: 7 },
  { ...assessment, story: 'assessed', cases: [1, 1], arrive: [70, 60], pace: 4 },
  { ...survey, story: 'extended', cases: [1, 1], arrive: [60, 30], pace: 3 },
  { ...survey, story: 'extension-closed', cases: [1, 0], arrive: [90, 80], pace: 5 },
];
