import { inDrawnOrder } from './draw.mjs';

/** What became of a mutant. A time-out proves nothing: neither of the whole run nor of a single test. */
export const outcomeOf = ({ status, statusReason = '' }) => {
  if (status === 'Timeout' || (status === 'Killed' && /Exceeded timeout of/.test(statusReason))) return 'timedOut';
  return { Killed: 'killed', Survived: 'survived', NoCoverage: 'noCoverage' }[status] ?? 'errors';
};

export const wasNotDrawn = ({ status, statusReason }) => status === 'CompileError' && statusReason === 'not drawn';

/**
 * The sample in Stryker's report: all mutants in the drawn order up to the last that was run, those that no test reaches among them.
 * @param report Stryker's report (mutation-testing-report-schema)
 */
export function sampleOf(report, seed) {
  const all = Object.entries(report.files).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ ...mutant, file })));
  const ordered = inDrawnOrder(
    all.filter(({ status }) => status !== 'Ignored'),
    seed,
  );
  const end = ordered.findIndex(wasNotDrawn);
  const drawn = end < 0 ? ordered : ordered.slice(0, end);
  return {
    all: ordered.length,
    drawn: drawn.map(({ file, location, mutatorName, replacement, ...rest }) => ({
      at: `${file}:${location.start.line}:${location.start.column}-${location.end.line}:${location.end.column}`,
      mutant: `${mutatorName} → ${replacement}`,
      outcome: outcomeOf(rest),
    })),
  };
}

/** Counts and the score: killed among all that ran or that no test reaches; in per cent, with its 95 % interval (Wilson). */
export function scoreOf(drawn) {
  const count = (wanted) => drawn.filter(({ outcome }) => outcome === wanted).length;
  const [killed, survived, noCoverage, timedOut, errors] = ['killed', 'survived', 'noCoverage', 'timedOut', 'errors'].map(count);
  const valid = drawn.length - errors;
  return { drawn: drawn.length, killed, survived, noCoverage, timedOut, errors, ...wilson(killed, valid) };
}

function wilson(good, of) {
  if (of === 0) return { score: 0, low: 0, high: 100 };
  const z = 1.96;
  const share = good / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const percent = (value) => Math.round(value * 1000) / 10;
  return { score: percent(share), low: percent(middle - half), high: percent(middle + half) };
}

const columns = [
  'area',
  'date',
  'seed',
  'drawn of',
  'killed',
  'survived',
  'not reached',
  'timed out',
  'errors',
  'score',
  '95 % interval',
];

/** A table in Markdown, a line for each area. */
export function tableOf(results) {
  const rows = results.map(
    ({ area, date, seed, all, drawn, killed, survived, noCoverage, timedOut, errors, score, low, high }) => [
      area,
      date,
      seed,
      `${drawn} of ${all}`,
      killed,
      survived,
      noCoverage,
      timedOut,
      errors,
      `${score} %`,
      `${low} – ${high} %`,
    ],
  );
  return [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
