import { fullDisk } from './full-disk.ts';
import { migration } from './migration.ts';
import type { Scenario } from './scenario.ts';
import { summerTime } from './summer-time.ts';

export const scenarios: Readonly<Record<string, Scenario>> = {
  'full-disk': fullDisk,
  migration,
  'summer-time': summerTime,
};
