import { Script } from 'node:vm';
import type { Expression, ProcessModel } from '@gaita/bpmn';
import type { Problem } from '@gaita/contracts';
import { expressionsIn } from '@gaita/engine';

/** What keeps a model's JavaScript from running: the switch, or its own spelling. It is read here, never run. */
export function checkScripts(process: ProcessModel, allowed: boolean): Problem[] {
  const scripts = expressionsIn(process).filter(({ language, property }) => language === 'javascript' && property === 'script');
  return scripts.flatMap((script) => {
    if (!allowed)
      return [
        problem(
          script,
          'scripts-off',
          'This server does not run JavaScript.',
          'Write the script in FEEL (scriptFormat="feel"), or start the server with GAITA_SCRIPTS=on.',
        ),
      ];
    const wrong = syntaxErrorIn(script.source);
    return wrong === undefined
      ? []
      : [problem(script, 'script-syntax', `The JavaScript cannot be read: ${wrong}.`, 'Correct the script.')];
  });
}

function syntaxErrorIn(source: string): string | undefined {
  try {
    new Script(source, { filename: 'script' });
    return undefined;
  } catch (error) {
    const { message, stack = '' } = error as Error;
    const line = /^script:(\d+)/.exec(stack)?.[1];
    return line === undefined ? message : `line ${line}: ${message}`;
  }
}

const problem = ({ elementId, line }: Expression, rule: string, message: string, advice: string): Problem => ({
  severity: 'error',
  rule,
  message,
  advice,
  elementId,
  ...(line !== undefined && { line }),
});
