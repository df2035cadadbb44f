import { runFaults } from './main.ts';
import { runMutants } from './mutants/run-mutants.ts';
import type { Command } from './options.ts';
import { readCommand, usage } from './options.ts';
import { playScenario } from './scenarios/play-scenario.ts';

/**
 * What was typed after `npm run faults --`.
 * @param root folder of the repository
 * @returns the exit code: 0 when everything held
 */
export const runCommand = async (args: readonly string[], root: URL): Promise<number> => {
  let command: Command;
  try {
    command = readCommand(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  const { mutants, scenario, options } = command;
  const held =
    scenario !== undefined
      ? await playScenario(scenario, options, root)
      : mutants === undefined
        ? await runFaults(options, root)
        : await runMutants(root, options.seed, mutants);
  return held ? 0 : 1;
};
