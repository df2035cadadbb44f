import type { Random } from '../random.ts';
import { clockwork } from './clockwork-model.ts';
import { branchCounts, branchesKey, poison, single } from './models.ts';

/** Who starts what, and the messages that keep a waiting case going. */
export interface Kind {
  readonly key: string;
  readonly by: string;
  /** The message that starts one. */
  readonly startedBy?: string;
  readonly messages: readonly string[];
  readonly variables?: (random: Random) => Readonly<Record<string, unknown>>;
  /** Its open tasks are completed in one moment. */
  readonly allAtOnce?: boolean;
  /** Nobody can go on with it. */
  readonly isPoison?: boolean;
}

const often = (kind: Kind, times: number): Kind[] => Array.from({ length: times }, () => kind);
/** Characters of a large variable: 5 MB, at the most. */
const largest = 5_000_000;

/** Each as often as it is to be drawn. */
export const kinds: readonly Kind[] = [
  ...often({ key: 'improvement', by: 'management-representative', messages: [] }, 8),
  ...often(
    {
      key: 'permit-tree-felling',
      by: 'front-desk',
      startedBy: 'application.received',
      messages: ['applicant.supplemented', 'decision.contested'],
    },
    8,
  ),
  ...often({ key: clockwork, by: 'front-desk', messages: [] }, 8),
  ...branchCounts.flatMap((count) => often({ key: branchesKey(count), by: 'front-desk', messages: [], allAtOnce: true }, 2)),
  {
    key: poison,
    by: 'front-desk',
    messages: [],
    isPoison: true,
    variables: (random) => ({ kind: random.pick(['throw', 'throw', 'loop', 'worker', 'worker']) }),
  },
  ...often({ key: single, by: 'front-desk', messages: [] }, 16),
  {
    key: single,
    by: 'front-desk',
    messages: [],
    variables: (random) => ({ text: 'ā'.repeat(random.chance(0.1) ? largest / 2 : random.below(100_000)) }),
  },
];
