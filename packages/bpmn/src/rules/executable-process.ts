import type { ModelRule } from './rule.ts';

/** A file from which nothing can be started is a drawing. */
export const executableProcess: ModelRule = (model) =>
  model.processes.some((process) => process.isExecutable)
    ? []
    : [
        {
          severity: 'error',
          rule: 'executable-process',
          message: 'No process in this file is executable.',
          advice: 'Set isExecutable="true" at the process that is to run.',
          ...(model.processes[0] && { elementId: model.processes[0].id }),
        },
      ];
