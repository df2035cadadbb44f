import { checkModel } from '../check-model.ts';
import type { CheckContext } from '../rules/rule.ts';
import { processXml } from './model-xml.ts';

type Options = Parameters<typeof processXml>[1] & { readonly context?: CheckContext };

/** `severity elementId` of what one rule finds in a process with this body, for tests. */
export async function findProblems(rule: string, body: string, options: Options = {}): Promise<string[]> {
  const problems = await checkModel(processXml(body, options), options.context);
  return problems.filter((problem) => problem.rule === rule).map((problem) => `${problem.severity} ${problem.elementId ?? ''}`);
}
