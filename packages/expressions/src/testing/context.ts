import { createCalendar } from '@gaita/calendar';
import type { Json } from '@gaita/contracts';
import type { EvaluationContext, Lookup } from '../types.ts';

/** Friday 2026-01-16, 00:30 in Rīga: another day than in UTC. */
export const inRiga: EvaluationContext = {
  now: Date.UTC(2026, 0, 15, 22, 30),
  calendar: createCalendar({ country: 'LV', movedDays: false }),
  execution: { processInstanceId: 'instance-1', businessKey: 'KEY-7' },
};

export const variables = (values: { readonly [name: string]: Json }): Lookup => {
  const byName = new Map(Object.entries(values));
  return (name) => byName.get(name);
};
