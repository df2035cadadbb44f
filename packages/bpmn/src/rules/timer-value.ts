import type { EventDefinition } from '../model.ts';
import { named } from '../named.ts';
import { finding, nodesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** A timer has a value, and one written as plain text is ISO 8601. */
export const timerValue: Rule = (process) =>
  nodesOf(process).flatMap((node) => {
    if (!('definitions' in node)) return [];
    return node.definitions.flatMap((definition) => {
      const wrong = definition.type === 'timer' ? wrongIn(definition) : undefined;
      return wrong ? [finding('error', 'timer-value', node, `The timer of the ${named(node)} ${wrong}.`, advice)] : [];
    });
  });

const advice = 'Give a date (2027-01-31T12:00:00Z), a duration (P10D, PT1H), a cycle (R3/PT10M), or an expression (= …).';

const date = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const duration = /^-?P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
// Camunda 7 also takes cron lines of six or seven fields.
const cron = /^(\S+\s+){5,6}\S+$/;

function wrongIn({ kind, value }: Extract<EventDefinition, { type: 'timer' }>): string | undefined {
  if (value.source === '') return 'has no date, duration or cycle';
  if (value.language !== 'literal') return undefined;
  const readable =
    kind === 'timeDate' ? date.test(value.source) : kind === 'timeDuration' ? isDuration(value.source) : isCycle(value.source);
  return readable ? undefined : `has the ${kind} "${value.source}", which is not ISO 8601`;
}

const isDuration = (text: string): boolean => duration.test(text);

function isCycle(text: string): boolean {
  if (cron.test(text)) return true;
  const [repeat = '', ...parts] = text.split('/');
  if (!/^R\d*$/.test(repeat) || parts.length === 0 || parts.length > 2) return false;
  return (
    parts.every((part) => date.test(part) || duration.test(part)) &&
    parts.some((part) => duration.test(part) && /[1-9]/.test(part))
  );
}
