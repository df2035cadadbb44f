import { isEmpty } from './own-key.ts';
import type { Snapshot } from './snapshot.ts';

/** Whether an instance has ended and nothing of it is kept: its snapshot is not needed any more. */
export const isOver = ({ ended, scopes }: Snapshot): boolean => ended !== undefined && isEmpty(scopes);
