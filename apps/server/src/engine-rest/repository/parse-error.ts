import type { Problem, Rejection } from '@gaita/contracts';
import { CamundaError } from '../wire/camunda-error.ts';

/** One finding as Camunda Modeler shows it beside its element. */
interface CamundaProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly mainElementId: string | null;
  readonly elementIds: readonly string[];
}

/** A refused model: 400 with every finding under the name of its file. */
export function parseError({ message, details }: Rejection): CamundaError {
  const problems = (details?.['problems'] ?? []) as readonly Problem[];
  const resources = new Map<string, { errors: CamundaProblem[]; warnings: CamundaProblem[] }>();
  for (const problem of problems) {
    const name = problem.resource ?? '';
    const found = resources.get(name) ?? { errors: [], warnings: [] };
    resources.set(name, found);
    (problem.severity === 'error' ? found.errors : found.warnings).push(camundaProblem(problem));
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  const lines = errors.map((problem) => `* ${lineOf(problem)}`);
  const words = lines.length === 0 ? message : `Errors: \n${lines.join('\n')}`;
  return new CamundaError(400, {
    type: 'ParseException',
    message: `ENGINE-09005 Could not parse BPMN process. ${words}`,
    code: 0,
    details: Object.fromEntries(resources),
  });
}

const told = ({ message, advice }: Problem): string => (advice === undefined ? message : `${message} ${advice}`);

const camundaProblem = (problem: Problem): CamundaProblem => ({
  message: told(problem),
  line: problem.line ?? 0,
  column: problem.column ?? 0,
  mainElementId: problem.elementId ?? null,
  elementIds: problem.elementId === undefined ? [] : [problem.elementId],
});

const lineOf = (problem: Problem): string =>
  [
    told(problem),
    problem.resource && `resource ${problem.resource}`,
    problem.line !== undefined && `line ${problem.line}`,
    problem.column !== undefined && `column ${problem.column}`,
    problem.elementId && `element Id ${problem.elementId}`,
  ]
    .filter(Boolean)
    .join(' | ');
